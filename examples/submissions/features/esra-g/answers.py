# my answers
numbers_in_an_image = 3042
linear_parameters = 30730
where_probabilities_come_from = 'd'
shuffled_patches = 'a'
horse_template = 'c'
hidden_templates = 'b'
