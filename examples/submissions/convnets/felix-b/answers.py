from shapes import conv_param_count, layer_table

spec = [dict(kind="input", shape=(3, 32, 32)), dict(kind="conv", filters=10, field=(5, 5), stride=1, pad=2)]

places_with_stride_2 = 3
stride_that_does_not_fit = "c"
width_after_two_layers = 24
number_of_maps = layer_table(spec)[0]["shape"][0]
numbers_in_a_filter = conv_param_count(3, 1, 5, 5)
parameters_of_the_layer = conv_param_count(3, 10, 5, 5)
why_not_pooling = "b"
what_is_4 = "C"
multiplications = layer_table(spec)[0]["macs"]
parameters_if_fully_connected = 31467520
