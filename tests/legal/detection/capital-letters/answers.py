# The letters of two answers are capital, and have spaces around them.

what_ssd_is, confidence_of_yolo = "A", "B "
