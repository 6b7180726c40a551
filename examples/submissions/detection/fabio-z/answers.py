largest_hinge_loss = 'c'
where_hinge_is_two = 1
confidence_of_yolo = 'c'
what_ssd_is = 'b'
iou_of_two_squares = 1.0
iou_of_larger_paper = 'c'
smooth_l1_of_a_half = 0.5
what_an_activation_is = 'b'
