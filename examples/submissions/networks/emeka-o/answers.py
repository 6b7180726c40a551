# 1
loss_or_label = 'c'
# 2
small_network_params = 41
# 3
where_probabilities_come_from = 'a'
# 4
size_of_the_margin = 'b'
# 5
nonzeros_of_relu_jacobian = 4096
# 6
growth_of_jacobian = 10000
# 7
initial_hinge_loss = 9
# 8
gradients_at_zero = 'd'
# 9
dropout_at_test_time = 1.6
# 10
stochastic_depth_at_test_time = 'a'
# 11
what_minus_log_gives = 'c'
