import math

# 1 no: all other scores are more than 1 below 4.9
small_change_of_scores = "c"
# 2, 3
min_hinge_loss = 0.0
max_hinge_loss = "d"
# 4 p < 1 always, so -log p > 0
range_of_softmax_loss = "c"
# 5, 6
initial_hinge_loss = 10 - 1
initial_softmax_loss = math.log(10)
# 7 one more per image
sum_over_all_classes = 15.8 / 3 + 1
# 8
mean_over_classes = "b"
# 9
squared_hinge_of_cat = (5.1 - 3.2 + 1) ** 2 + 0
# 10
zero_loss_factors = "c"
# 11-13
preferred_by_l2 = "b"
preferred_by_l1 = "c"
l2_penalty_of_w2 = 4 * 0.25 ** 2
# 14
divide_by = "a"
# 15
sum_of_exponentials = math.exp(3.2) + math.exp(5.1) + math.exp(-1.7)
# 16
why_regularize = "d"
