# my answers
numbers_in_an_image = 3072
linear_parameters = 30720
where_probabilities_come_from = 'c'
shuffled_patches = 'a'
horse_template = 'c'
hidden_templates = 'b'
