"""Questions on lectures 3 and 4. Replace each None: with a letter such as "a", or with a number.

"Notes" quotes somebody's lecture notes, and there is a mistake in each quotation.
"""

# 1. Notes: "The car image has the scores 1.3 for cat, 4.9 for car and 2.0 for frog. Its hinge loss is 0,
#    so 0 becomes its label." Where is the mistake?
#    a) the loss is not 0: the true class adds the margin of 1
#    b) it gets the label 1, which is the index of its highest score
#    c) 0 is its loss, and its label stays what it was
#    d) nowhere: an image without loss has the label 0
# BEGIN SOLUTION
# STUB loss_or_label = None
loss_or_label = "c"
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

# 4. Notes: "The 1 in the hinge loss, max(0, s_j - s_y + 1), is an arbitrary large number." Where is the
#    mistake?
#    a) nowhere: the larger it is, the better the classifier
#    b) it is arbitrary and positive, but not large: only its ratio to the scale of the weights matters
#    c) it is not arbitrary: with a 2 in its place, no weights at all would bring the loss to 0
#    d) it is not a constant: it grows with the number of classes
# BEGIN SOLUTION
# STUB size_of_the_margin = None
size_of_the_margin = "b"
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

# 11. Notes: "The scores of the cat image are raised to powers of e and divided by their sum. The -log of the
#     cat's number gives the final probability, 2.04." Where is the mistake?
#     a) nowhere: a probability above 1 means that the classifier is sure
#     b) the logarithm comes before the division, and then 0.13 is the probability
#     c) the probability is there before the logarithm, and -log makes the loss of it
#     d) -log gives a probability as soon as the mean over the images is taken
# BEGIN SOLUTION
# STUB what_minus_log_gives = None
what_minus_log_gives = "c"
# END SOLUTION
