"""Questions on lecture 4. Replace each None: with a letter such as "a", or with a number.

"Notes" quotes somebody's lecture notes, and there is a mistake in each quotation.
"""

# 1. Notes: "A CIFAR-10 image has 32 x 32 pixels in three colours, 3042 numbers in all."
#    How many parameters has a linear classifier for such images, with ten classes and a bias for each?
#    (a number)
# BEGIN SOLUTION
# STUB linear_classifier_params = None
linear_classifier_params = 30730
# END SOLUTION

# 2. A network has 3 inputs, two hidden layers of 4 units each, and 1 output. How many parameters has it,
#    weights and biases? (a number)
# BEGIN SOLUTION
# STUB small_network_params = None
small_network_params = 41
# END SOLUTION

# 3. Notes: "The values of the final hidden layer are the probabilities of the classes."
#    What is right?
#    a) the output layer gives scores, and softmax makes probabilities of them
#    b) the output layer gives scores, and the ReLU behind it makes probabilities of them
#    c) every layer gives probabilities          d) the first layer gives them, the others refine them
# BEGIN SOLUTION
# STUB where_probabilities_come_from = None
where_probabilities_come_from = "a"
# END SOLUTION

# 4. Notes: "An activation function must never decrease, and computes the probability that its unit
#    fires." What must an activation function be, if layers on top of one another are to be worth it?
#    a) bounded   b) monotonic   c) not linear   d) positive
# BEGIN SOLUTION
# STUB activation_must_be = None
activation_must_be = "c"
# END SOLUTION

# 5. max(0, x), entry by entry, of a vector x with 4096 entries: its Jacobian has 4096 rows and 4096
#    columns. How many of its entries can be other than 0, at most? (a number)
# BEGIN SOLUTION
# STUB nonzeros_of_relu_jacobian = None
nonzeros_of_relu_jacobian = 4096
# END SOLUTION

# 6. Notes: "With a minibatch of 100 such vectors, the Jacobian has 100 times as many entries."
#    How many times as many has it? (a number)
# BEGIN SOLUTION
# STUB growth_of_jacobian = None
growth_of_jacobian = 10000
# END SOLUTION

# 7. A network ends in the hinge loss (margin 1, mean over the samples) with ten classes. Its weights are
#    tiny. What loss should it have before any training, without regularisation? (a number)
# BEGIN SOLUTION
# STUB initial_hinge_loss = None
initial_hinge_loss = 9.0
# END SOLUTION

# 8. All weights and biases of affine - relu - affine - softmax are 0. Which gradients can be other than 0?
#    a) all of them   b) those of W1 and W2   c) those of W2 and b2   d) that of b2 alone
# BEGIN SOLUTION
# STUB gradients_at_zero = None
gradients_at_zero = "d"
# END SOLUTION

# 9. Inverted dropout keeps a unit with the probability p = 0.8. A unit's value is 2. What is it at test
#    time? (a number)
# BEGIN SOLUTION
# STUB dropout_at_test_time = None
dropout_at_test_time = 2.0
# END SOLUTION

# 10. Stochastic depth leaves out whole layers at random while it trains. A residual block,
#     x + branch(x), has its branch in with the probability 0.9, and nothing is rescaled in training.
#     What does the block give at test time?
#     a) x + branch(x)   b) x + 0.9 * branch(x)   c) 0.9 * (x + branch(x))   d) x, nine times out of ten
# BEGIN SOLUTION
# STUB stochastic_depth_at_test_time = None
stochastic_depth_at_test_time = "b"
# END SOLUTION
