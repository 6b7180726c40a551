"""Questions on lecture 3. Replace each None: with a letter such as "a", or with a number.

Three images, three classes, the scores of the lecture:

            cat image   car image   frog image
    cat        3.2         1.3         2.2
    car        5.1         4.9         2.5
    frog      -1.7         2.0        -3.1

The hinge loss has a margin of 1. "Notes" quotes somebody's lecture notes, and there is a mistake in
each quotation.
"""

# 1. The scores of the car image change a little, by 0.1 at most. What does its hinge loss do?
#    a) it grows   b) it shrinks   c) it stays as it is   d) that depends on which score changes
# BEGIN SOLUTION
# STUB small_change_of_scores = None
small_change_of_scores = "c"
# END SOLUTION

# 2. What is the smallest hinge loss that an image can have? (a number)
# BEGIN SOLUTION
# STUB min_hinge_loss = None
min_hinge_loss = 0.0
# END SOLUTION

# 3. And the largest?
#    a) 1   b) C - 1   c) C   d) there is no largest
# BEGIN SOLUTION
# STUB max_hinge_loss = None
max_hinge_loss = "d"
# END SOLUTION

# 4. Which values can the softmax loss of an image take, for finite scores?
#    a) from 0 to 1   b) all above 0, and 0 too   c) all above 0, but never 0   d) any real number
# BEGIN SOLUTION
# STUB range_of_softmax_loss = None
range_of_softmax_loss = "c"
# END SOLUTION

# 5. Notes: "At the start W is about 0, so the SVM loss should be about -log(C - 1)."
#    What should it be for C = 10? (a number)
# BEGIN SOLUTION
# STUB initial_hinge_loss = None
initial_hinge_loss = 9.0
# END SOLUTION

# 6. Notes: "At the start the softmax loss is -log(C), so for 10 classes I expect -2.30."
#    What should it be? (a number with two decimals or more)
# BEGIN SOLUTION
# STUB initial_softmax_loss = None
initial_softmax_loss = 2.302585
# END SOLUTION

# 7. The mean hinge loss of the three images is 5.27. What is it if the inner sum runs over all
#    classes, the true one too? (a number with two decimals)
# BEGIN SOLUTION
# STUB sum_over_all_classes = None
sum_over_all_classes = 6.27
# END SOLUTION

# 8. What if the inner sum is replaced by a mean over the other classes? (No regularisation.)
#    a) another W is the best one   b) every loss shrinks by one factor, and the best W is the same
#    c) nothing changes at all      d) images with many active margins count more than before
# BEGIN SOLUTION
# STUB mean_over_classes = None
mean_over_classes = "b"
# END SOLUTION

# 9. What is the squared hinge loss of the cat image? (a number with two decimals)
# BEGIN SOLUTION
# STUB squared_hinge_of_cat = None
squared_hinge_of_cat = 8.41
# END SOLUTION

# 10. Some W gives every image a hinge loss of 0. For which factors c is c * W sure to do so as well?
#     a) every real c   b) every c > 0   c) every c >= 1   d) c = 1 alone: W is unique
# BEGIN SOLUTION
# STUB zero_loss_factors = None
zero_loss_factors = "c"
# END SOLUTION

# 11. x = [1, 1, 1, 1], w1 = [1, 0, 0, 0], w2 = [0.25, 0.25, 0.25, 0.25]: both score 1.
#     Which of them has the smaller L2 penalty, the sum of squares?
#     a) w1   b) w2   c) neither, both have the same
# BEGIN SOLUTION
# STUB preferred_by_l2 = None
preferred_by_l2 = "b"
# END SOLUTION

# 12. And which has the smaller L1 penalty, the sum of absolute values?
#     a) w1   b) w2   c) neither, both have the same
# BEGIN SOLUTION
# STUB preferred_by_l1 = None
preferred_by_l1 = "c"
# END SOLUTION

# 13. Notes: "The L2 penalty of w2, the sum of its squares, is 0.5." What is it? (a number)
# BEGIN SOLUTION
# STUB l2_penalty_of_w2 = None
l2_penalty_of_w2 = 0.25
# END SOLUTION

# 14. Notes: "Last, add up the losses of the three images, 15.8, and divide by the number of
#     classes, 3." The result is right. What should the notes divide by?
#     a) the number of images       b) the number of wrong classes, C - 1
#     c) the number of weights      d) the number of active margins
# BEGIN SOLUTION
# STUB divide_by = None
divide_by = "a"
# END SOLUTION

# 15. Notes: "For the softmax of the cat image, the three exponentials add up to 188.18."
#     What do they add up to? (a number with one decimal or more)
# BEGIN SOLUTION
# STUB sum_of_exponentials = None
sum_of_exponentials = 188.737
# END SOLUTION

# 16. Notes: "A loss can grow to infinity; that is why we regularise." What is the better reason?
#     a) it makes the loss convex        b) it keeps scores between 0 and 1
#     c) it makes training faster        d) many W fit equally well: it picks one that generalises
# BEGIN SOLUTION
# STUB why_regularize = None
why_regularize = "d"
# END SOLUTION
