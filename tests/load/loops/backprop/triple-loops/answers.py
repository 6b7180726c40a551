"""Questions on lecture 4. Replace each None: with a letter such as "a", or with a number.

"Notes" quotes somebody's lecture notes, and there is a mistake in each quotation. The first two are
about the circuit f = 1 / (1 + exp(-(w0 x0 + w1 x1 + w2))) of the lecture, with w = (2, -3, -3) and
x = (-1, -2): its sum is 1.00, exp(-1.00) is 0.37, and 1.37 goes into the last gate, 1 / x.
"""

# 1. Notes: "The last gate is 1 / x. Its local gradient is 1.37, and the upstream gradient is 1."
#    What is the local gradient of that gate? (a number with three decimals)
# BEGIN SOLUTION
# STUB gradient_of_reciprocal = None
gradient_of_reciprocal = -0.534
# END SOLUTION

# 2. Notes: "With the sigmoid as one gate, put its output into the formula for the local gradient:
#    sigmoid(0.73) * (1 - sigmoid(0.73)) = 0.22." What is the local gradient of the sigmoid here?
#    (a number with three decimals)
# BEGIN SOLUTION
# STUB gradient_of_sigmoid = None
gradient_of_sigmoid = 0.197
# END SOLUTION

# 3. Notes: "z has m entries and x has n, so the Jacobian dz/dx has a row for each entry of x and a
#    column for each entry of z." Column vectors, z a function of x: what is its shape?
#    a) m x n   b) n x m   c) m x m   d) (m + n) x 1
# BEGIN SOLUTION
# STUB shape_of_jacobian = None
shape_of_jacobian = "a"
# END SOLUTION

# 4. Notes: "A Jacobian is a diagonal matrix, because each input only affects its own output."
#    Of which layers is that true?
#    a) of every layer              b) of every layer with as many outputs as inputs
#    c) of those that are linear    d) of those that work entry by entry, such as max(0, x)
# BEGIN SOLUTION
# STUB diagonal_jacobian = None
diagonal_jacobian = "d"
# END SOLUTION

# 5. Notes: "For 4096 numbers the Jacobian of max(0, x) is 4096 x 4096. A minibatch of 100 multiplies
#    that by 100." By what does a minibatch of 100 multiply the number of entries? (a number)
# BEGIN SOLUTION
# STUB entries_for_a_minibatch = None
entries_for_a_minibatch = 10000
# END SOLUTION

# 6. Notes: "For f = ||W x||^2 with q = W x, df/dx = 2q W^T." With q and x as columns and W of shape
#    (3, 2), which product is the gradient, as a column?
#    a) 2 q W^T   b) W^T 2 q   c) W 2 q   d) 2 q x^T
# BEGIN SOLUTION
# STUB gradient_of_x = None
gradient_of_x = "b"
# END SOLUTION

# 7. Notes: "The L2 gate gets q = [0.22, 0.26] and gives 0.116. Its local gradient is [0.22, 0.26]."
#    What is the first entry of its local gradient? (a number)
# BEGIN SOLUTION
# STUB gradient_of_l2 = None
gradient_of_l2 = 0.44
# END SOLUTION

# 8. Notes: "class Neuron: def forward(inputs): ...". Somebody adds the missing bracket and the missing
#    underscore, and now `neuron.forward(inputs)` raises a TypeError: 1 argument expected, 2 given.
#    What is missing?
#    a) a return type        b) the parameter self     c) an argument in the call
#    d) a second class that Neuron inherits from
# BEGIN SOLUTION
# STUB repair_of_neuron = None
repair_of_neuron = "b"
# END SOLUTION
