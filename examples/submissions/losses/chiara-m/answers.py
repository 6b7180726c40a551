from .softmax import expected_initial_loss

small_change_of_scores = "c"   # margins of the car image are all satisfied by far
min_hinge_loss = 0
max_hinge_loss = "d"
range_of_softmax_loss = "c"
initial_hinge_loss = expected_initial_loss("svm", 10)
initial_softmax_loss = expected_initial_loss("softmax", 10)
sum_over_all_classes = 6.27
mean_over_classes = "b"
squared_hinge_of_cat = 2.9 ** 2
zero_loss_factors = "c"
preferred_by_l2 = "b"
preferred_by_l1 = "c"
l2_penalty_of_w2 = 0.25
divide_by = "a"
sum_of_exponentials = 24.533 + 164.022 + 0.183
why_regularize = "d"
