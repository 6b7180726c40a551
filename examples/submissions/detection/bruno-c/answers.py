largest_hinge_loss = 'D'
where_hinge_is_two = -1.0
confidence_of_yolo = 'B '
what_ssd_is = 'A'
iou_of_two_squares = 0.14285714285714285
iou_of_larger_paper = 'A'
smooth_l1_of_a_half = 0.125
what_an_activation_is = 'C'
