"""Questions on lecture 3. Replace each None: with a letter such as "a", or with a number.

The lecture measures a slope by hand. The loss of some weights W is 1.25347. With h = 0.0001 added to
the first weight it is 1.25322, with h added to the second (and the first as before) it is 1.25353.
"Notes" quotes somebody's lecture notes, and there is a mistake in each quotation.
"""

# 1. What slope do these numbers give for the first weight? (a number)
# BEGIN SOLUTION
# STUB slope_of_first_weight = None
slope_of_first_weight = -2.5
# END SOLUTION

# 2. Notes: "1.2532 with the first weight changed, so the slope there is (1.2532 - 1.2535) / 0.0001."
#    The result is -3. What went wrong?
#    a) the difference should have been divided by 2h   b) the two losses were subtracted in the wrong order
#    c) too few digits were kept: rounding moved the difference by 0.00005, a fifth of the change of 0.00025
#    d) nothing: a forward difference is no better than that
# BEGIN SOLUTION
# STUB rounded_slope = None
rounded_slope = "c"
# END SOLUTION

# 3. A centred difference with step h is off by 0.008, and h is small but not tiny. By how much is it off
#    when h is halved? (a number)
# BEGIN SOLUTION
# STUB error_at_half_step = None
error_at_half_step = 0.002
# END SOLUTION

# 4. W is 10 x 3072. How often is the loss computed for one numerical gradient by centred differences?
#    (a whole number)
# BEGIN SOLUTION
# STUB loss_evaluations = None
loss_evaluations = 61440
# END SOLUTION

# 5. Notes: "SGD is one kind of minibatch gradient descent." Taken at its word, stochastic gradient descent
#    has batches of how many samples? (a whole number)
# BEGIN SOLUTION
# STUB strict_sgd_batch = None
strict_sgd_batch = 1
# END SOLUTION

# 6. Notes: "Random search is never used." For what is it a standard method all the same?
#    a) the weights of a linear classifier      b) hyper-parameters, such as the learning rate
#    c) the gradient of the loss                d) the labels of the training set
# BEGIN SOLUTION
# STUB use_of_random_search = None
use_of_random_search = "b"
# END SOLUTION

# 7. Notes: "Whether the data loss is a sum or a mean over the N images, the result is identical."
#    Somebody replaces the mean by the sum. What else must change, so that every step stays the same?
#    a) nothing                                    b) the learning rate is multiplied by N
#    c) reg is multiplied by N, the learning rate divided by N
#    d) reg and the learning rate are both divided by N
# BEGIN SOLUTION
# STUB sum_for_mean = None
sum_for_mean = "c"
# END SOLUTION

# 8. Notes: "L_i checks whether the image is classified right." A small step moves the true class's score
#    alone, and the predicted class stays as it is. What happens to the image's softmax loss?
#    a) it stays as it is: only predictions count    b) it changes: it measures how sure the scores are
#    c) it can only fall                             d) it is 0 if the prediction is right
# BEGIN SOLUTION
# STUB what_the_loss_measures = None
what_the_loss_measures = "b"
# END SOLUTION
