largest_hinge_loss = 'd'
where_hinge_is_two = -1
confidence_of_yolo = 'b'
what_ssd_is = 'a'
iou_of_two_squares = 0.143
iou_of_larger_paper = 'a'
smooth_l1_of_a_half = 0.125
what_an_activation_is = 'c'
