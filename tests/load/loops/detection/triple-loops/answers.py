"""Questions on object detection. Replace each None: with a letter such as "a", or with a number.

"Notes" quotes somebody's lecture notes, and there is a mistake in each quotation.
"""

# 1. Notes: "The hinge loss max(0, 1 - t y) is about 0 for a right answer and about 2 for a wrong one."
#    t is 1 or -1, and y is the score. What is the largest value that it can have?
#    a) 1   b) 2   c) 1 + t   d) there is no largest
# BEGIN SOLUTION
# STUB largest_hinge_loss = None
largest_hinge_loss = "d"
# END SOLUTION

# 2. And for which value of t * y is the hinge loss exactly 2? (a number)
# BEGIN SOLUTION
# STUB where_hinge_is_two = None
where_hinge_is_two = -1
# END SOLUTION

# 3. Notes: "In YOLO, the confidence of a box is the probability that it holds an object."
#    What does it stand for in the first version of YOLO?
#    a) the probability of the most likely class   b) Pr(object) times the IoU with the true box
#    c) the IoU with the true box, alone           d) the softmax over all boxes
# BEGIN SOLUTION
# STUB confidence_of_yolo = None
confidence_of_yolo = "b"
# END SOLUTION

# 4. Notes: "SSD is YOLO, made more accurate." What is it rather?
#    a) a detector of its own, with feature maps of several scales and default boxes on each of them
#    b) a detector in two stages, which looks at proposed regions first
#    c) YOLO with another loss function
#    d) YOLO with more layers
# BEGIN SOLUTION
# STUB what_ssd_is = None
what_ssd_is = "a"
# END SOLUTION

# 5. Notes: "IoU is the overlapping area." Two boxes of 2 x 2 overlap in a square of 1 x 1.
#    What is their IoU? (a number with three decimals)
# BEGIN SOLUTION
# STUB iou_of_two_squares = None
iou_of_two_squares = 0.142857
# END SOLUTION

# 6. Both of these boxes are drawn on paper that is twice as large: every coordinate doubles.
#    What happens to their IoU?
#    a) it stays as it is   b) it doubles   c) it becomes four times as large   d) it becomes a half
# BEGIN SOLUTION
# STUB iou_of_larger_paper = None
iou_of_larger_paper = "a"
# END SOLUTION

# 7. Notes: "Smooth L1 is L2 inside, x squared, and L1 outside, |x|." With beta = 1, what is the loss
#    at x = 0.5? (a number)
# BEGIN SOLUTION
# STUB smooth_l1_of_a_half = None
smooth_l1_of_a_half = 0.125
# END SOLUTION

# 8. Notes: "An activation is the part of a network that computes probabilities, so it must be
#    monotonic." What is true of an activation function?
#    a) its values add up to 1   b) its values lie between 0 and 1
#    c) it is a non-linearity, monotonic often but not always   d) it has to be monotonic
# BEGIN SOLUTION
# STUB what_an_activation_is = None
what_an_activation_is = "c"
# END SOLUTION
