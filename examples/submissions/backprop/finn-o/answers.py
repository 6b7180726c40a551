gradient_of_reciprocal = -0.73
gradient_of_sigmoid = 0.2194
shape_of_jacobian = 'b'
diagonal_jacobian = 'a'
entries_for_a_minibatch = 100
gradient_of_x = 'a'
gradient_of_l2 = 0.22
repair_of_neuron = 'c'
