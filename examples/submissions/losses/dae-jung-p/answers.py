# coding: utf-8
# 3강 문제
small_change_of_scores = 'c'   # 변하지 않음
min_hinge_loss = 0.
max_hinge_loss = 'd'
range_of_softmax_loss = 'c'
initial_hinge_loss = 9.
initial_softmax_loss = 2.303
sum_over_all_classes = 6.27
mean_over_classes = 'b'
squared_hinge_of_cat = 8.41
zero_loss_factors = 'c'
preferred_by_l2 = 'b'
preferred_by_l1 = 'c'
l2_penalty_of_w2 = 0.25
divide_by = 'a'
sum_of_exponentials = 188.74
why_regularize = 'd'
