"""Questions on lectures 2 to 4. Replace each None: with a letter such as "a", or with a number.

"Notes" quotes somebody's lecture notes, and there is a mistake in each quotation.
"""

# 1. Notes: "A CIFAR-10 image is stretched out to 3042 numbers." How many are they? (a whole number)
# BEGIN SOLUTION
# STUB numbers_in_an_image = None
numbers_in_an_image = 3072
# END SOLUTION

# 2. How many parameters has a linear classifier for these images and 10 classes, biases included?
#    (a whole number)
# BEGIN SOLUTION
# STUB linear_parameters = None
linear_parameters = 30730
# END SOLUTION

# 3. Notes: "The final hidden layer gives the probability of each class." What do these numbers come from?
#    a) from the first hidden layer          b) from the output layer, which gives them directly
#    c) from softmax, applied to the scores that the output layer gives
#    d) from softmax, applied to the activations of the final hidden layer
# BEGIN SOLUTION
# STUB where_probabilities_come_from = None
where_probabilities_come_from = "c"
# END SOLUTION

# 4. All patches of an image change places with each other. What does its bag of visual words do?
#    a) it stays as it is   b) its entries change places   c) all of its entries change   d) it becomes flat
# BEGIN SOLUTION
# STUB shuffled_patches = None
shuffled_patches = "a"
# END SOLUTION

# 5. A linear classifier has learnt a template for horses from pictures of horses that look left and of
#    horses that look right. What does the template look like?
#    a) a horse that looks left   b) a horse that looks right   c) a horse with two heads   d) noise
# BEGIN SOLUTION
# STUB horse_template = None
horse_template = "c"
# END SOLUTION

# 6. And what can a network with a hidden layer do about it?
#    a) nothing: it has one template for each class, too
#    b) it has a template for each hidden unit, and a class can use several of them
#    c) it turns the picture round first
#    d) it learns one template for each training image
# BEGIN SOLUTION
# STUB hidden_templates = None
hidden_templates = "b"
# END SOLUTION
