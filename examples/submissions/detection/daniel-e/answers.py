largest_hinge_loss = 'b'
where_hinge_is_two = -1
confidence_of_yolo = 'a'
what_ssd_is = 'd'
iou_of_two_squares = 0.2857
iou_of_larger_paper = 'a'
smooth_l1_of_a_half = 0.25
what_an_activation_is = 'a'
