import math

small_change_of_scores = "c"
min_hinge_loss = 0.0
max_hinge_loss = "d"
range_of_softmax_loss = "c"
initial_hinge_loss = 9.0
initial_softmax_loss = math.log(10)
sum_over_all_classes = 6.266667
mean_over_classes = "b"
squared_hinge_of_cat = 8.41
zero_loss_factors = "c"
preferred_by_l2 = "b"
preferred_by_l1 = "c"
l2_penalty_of_w2 = 0.25
divide_by = "a"
sum_of_exponentials = sum(math.exp(s) for s in (3.2, 5.1, -1.7))
why_regularize = "d"
print("answers:", {name: value for name, value in list(globals().items()) if not name.startswith("_")})
