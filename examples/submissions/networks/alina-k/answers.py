# 1
loss_or_label = 'c'
# 2
small_network_params = 3 * 4 + 4 + 4 * 4 + 4 + 4 * 1 + 1
# 3
where_probabilities_come_from = 'a'
# 4
size_of_the_margin = 'B'
# 5
nonzeros_of_relu_jacobian = 4096
# 6
growth_of_jacobian = 100 ** 2
# 7
initial_hinge_loss = 9
# 8
gradients_at_zero = 'd'
# 9
dropout_at_test_time = 2
# 10
stochastic_depth_at_test_time = 'b'
# 11
what_minus_log_gives = 'c'
