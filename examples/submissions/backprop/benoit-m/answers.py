gradient_of_reciprocal = -0.5327934359848686
gradient_of_sigmoid = 0.196611738519
shape_of_jacobian = 'A'
diagonal_jacobian = 'D'
entries_for_a_minibatch = 10000
gradient_of_x = 'B'
gradient_of_l2 = 0.44
repair_of_neuron = 'B'
