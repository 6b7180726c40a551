"""Questions on lecture 5. Replace each None: with a letter such as "a", or with a number.

The example of the lecture: images of 32x32 pixels and 3 colours, a convolutional layer of ten 5x5 filters
with stride 1 and padding 2. "Notes" quotes somebody's lecture notes, and there is a mistake in each
quotation.
"""

# 1. A 3x3 filter slides over 7x7 pixels with stride 2, without padding. How many places does it find
#    along a row? (a number)
# BEGIN SOLUTION
# STUB places_with_stride_2 = None
places_with_stride_2 = 3
# END SOLUTION

# 2. Which stride does not fit there?
#    a) 1   b) 2   c) 3   d) 4
# BEGIN SOLUTION
# STUB stride_that_does_not_fit = None
stride_that_does_not_fit = "c"
# END SOLUTION

# 3. Two convolutional layers with 5x5 filters, stride 1, and no padding: how wide are the maps that
#    they make of 32 pixels, after both? (a number)
# BEGIN SOLUTION
# STUB width_after_two_layers = None
width_after_two_layers = 24
# END SOLUTION

# 4. Notes: "Each of the ten filters makes a map for red, one for green and one for blue: the output is
#    32x32x30." How many maps are there? (a number)
# BEGIN SOLUTION
# STUB number_of_maps = None
number_of_maps = 10
# END SOLUTION

# 5. Notes: "A filter works on the whole image, so it holds 32x32x3 numbers." How many numbers does
#    one filter hold, its bias included? (a number)
# BEGIN SOLUTION
# STUB numbers_in_a_filter = None
numbers_in_a_filter = 76
# END SOLUTION

# 6. Notes: "A filter's parameters are used anew at each pixel, so the layer has 760 of them for every
#    pixel of the output." How many parameters has the layer to learn in all? (a number)
# BEGIN SOLUTION
# STUB parameters_of_the_layer = None
parameters_of_the_layer = 760
# END SOLUTION

# 7. Notes: "The first layer is a max pooling with ten 5x5 filters." Why can it not be?
#    a) pooling windows are always 2x2         b) pooling has no weights and does not mix channels
#    c) pooling comes after the last layer     d) pooling needs more than ten filters
# BEGIN SOLUTION
# STUB why_not_pooling = None
why_not_pooling = "b"
# END SOLUTION

# 8. Notes: "The last shape of the activation maps is 4." A 4 does belong to the array that a batch of
#    images becomes. What is it?
#    a) its number of maps      b) its number of channels
#    c) its number of axes      d) the width of its maps
# BEGIN SOLUTION
# STUB what_is_4 = None
what_is_4 = "c"
# END SOLUTION

# 9. How many multiplications of a weight with a pixel does the layer do for one image? (Those with the
#    zeros of the padding count; a number)
# BEGIN SOLUTION
# STUB multiplications = None
multiplications = 768_000
# END SOLUTION

# 10. A fully connected layer with as many outputs does a similar job. How many parameters would it have,
#     biases included? (a number)
# BEGIN SOLUTION
# STUB parameters_if_fully_connected = None
parameters_if_fully_connected = 31_467_520
# END SOLUTION
