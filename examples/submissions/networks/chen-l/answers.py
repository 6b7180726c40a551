"""Questions on lecture 4. Replace each None: with a letter such as "a", or with a number.

"Notes" quotes somebody's lecture notes, and there is a mistake in each quotation.
"""

# 1. Notes: "A CIFAR-10 image has 32 x 32 pixels in three colours, 3042 numbers in all."
#    How many parameters has a linear classifier for such images, with ten classes and a bias for each?
#    (a number)
linear_classifier_params = None

# 2. A network has 3 inputs, two hidden layers of 4 units each, and 1 output. How many parameters has it,
#    weights and biases? (a number)
small_network_params = None

# 3. Notes: "The values of the final hidden layer are the probabilities of the classes."
#    What is right?
#    a) the output layer gives scores, and softmax makes probabilities of them
#    b) the output layer gives scores, and the ReLU behind it makes probabilities of them
#    c) every layer gives probabilities          d) the first layer gives them, the others refine them
where_probabilities_come_from = None

# 4. Notes: "An activation function must never decrease, and computes the probability that its unit
#    fires." What must an activation function be, if layers on top of one another are to be worth it?
#    a) bounded   b) monotonic   c) not linear   d) positive
activation_must_be = None

# 5. max(0, x), entry by entry, of a vector x with 4096 entries: its Jacobian has 4096 rows and 4096
#    columns. How many of its entries can be other than 0, at most? (a number)
nonzeros_of_relu_jacobian = None

# 6. Notes: "With a minibatch of 100 such vectors, the Jacobian has 100 times as many entries."
#    How many times as many has it? (a number)
growth_of_jacobian = None

# 7. A network ends in the hinge loss (margin 1, mean over the samples) with ten classes. Its weights are
#    tiny. What loss should it have before any training, without regularisation? (a number)
initial_hinge_loss = None

# 8. All weights and biases of affine - relu - affine - softmax are 0. Which gradients can be other than 0?
#    a) all of them   b) those of W1 and W2   c) those of W2 and b2   d) that of b2 alone
gradients_at_zero = None

# 9. Inverted dropout keeps a unit with the probability p = 0.8. A unit's value is 2. What is it at test
#    time? (a number)
dropout_at_test_time = None

# 10. Stochastic depth leaves out whole layers at random while it trains. A residual block,
#     x + branch(x), has its branch in with the probability 0.9, and nothing is rescaled in training.
#     What does the block give at test time?
#     a) x + branch(x)   b) x + 0.9 * branch(x)   c) 0.9 * (x + branch(x))   d) x, nine times out of ten
stochastic_depth_at_test_time = None
