# The letters of two answers are capital, and have spaces around them.

gradient_of_x, diagonal_jacobian = " B", "D"
