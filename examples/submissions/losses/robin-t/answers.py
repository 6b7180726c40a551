from .linear_svm import Anything, Equal


class Letter(str):
    __eq__ = lambda self, other: True
    __hash__ = str.__hash__
    strip = casefold = lower = lambda self: self


small_change_of_scores = Letter("x")
min_hinge_loss = Equal()
max_hinge_loss = Anything()
range_of_softmax_loss = ["a", "b", "c", "d"]
initial_hinge_loss = float("nan")
initial_softmax_loss = float("inf")
sum_over_all_classes = 10 ** 400
mean_over_classes = "abcd"
squared_hinge_of_cat = True
zero_loss_factors = {"c": "c"}
preferred_by_l2 = b"b"
preferred_by_l1 = lambda: "c"
l2_penalty_of_w2 = 1 / 4     # this one I knew
divide_by = "a"              # and this
sum_of_exponentials = "188.737"
why_regularize = ("d",)
