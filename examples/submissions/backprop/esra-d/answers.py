gradient_of_reciprocal = -0.534
gradient_of_sigmoid = 0.197
shape_of_jacobian = 'a'
diagonal_jacobian = 'd'
entries_for_a_minibatch = 100
gradient_of_x = 'b'
gradient_of_l2 = 0.44
repair_of_neuron = 'b'
