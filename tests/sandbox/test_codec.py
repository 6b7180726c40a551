from __future__ import annotations

import datetime
import json
import math
import struct
from collections import OrderedDict, namedtuple
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grader.sandbox import codec
from grader.sandbox.codec import (
    MAX_BODY,
    MAX_KEYS,
    PREFIX,
    Encoder,
    Opaque,
    ProtocolError,
    Sizes,
    decode,
    pack,
    split,
)

SCALARS = "?", "i1", "i2", "i4", "i8", "u1", "u4", "u8", "f2", "f4", "f8", "g", "F", "D", ">f8", ">i4"

numbers = st.one_of(st.integers(), st.floats(), st.complex_numbers(), st.integers(-(2**2000), 2**2000))
plain = st.one_of(st.none(), st.booleans(), numbers, st.text(), st.binary())
keys = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.binary(), st.tuples(st.integers(), st.text())
)
arrays = npst.arrays(
    st.sampled_from([*SCALARS, "U3", "S4"]).map(np.dtype),
    npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
    elements=None,
)
values = st.recursive(
    plain | arrays,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.lists(inner, max_size=5).map(tuple),
        st.dictionaries(keys, inner, max_size=5),
        st.frozensets(keys, max_size=5),
        st.frozensets(keys, max_size=5).map(set),
    ),
    max_leaves=20,
)
json_nodes = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from("tszdicbagrfo"), inner, min_size=1, max_size=1),
        st.tuples(st.sampled_from("ag"), st.lists(inner, max_size=4)).map(
            lambda pair: {pair[0]: list(pair[1])}
        ),
    ),
    max_leaves=12,
)


def joined(value: object) -> bytearray:
    return bytearray(b"".join(bytes(part) for part in pack(7, value)))


def read(raw: bytearray) -> Any:
    sizes = Sizes(raw)
    if len(raw) < sizes.body_start:
        raise ProtocolError("cut short")
    lengths = sizes.lengths(raw)
    return decode(sizes.node(raw), split(memoryview(raw)[sizes.body_start :], lengths))


def crossed(value: object) -> Any:
    return read(joined(value))


def same(left: Any, right: Any) -> bool:
    """Equal in type and value, with NaN equal to NaN."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray):
        return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return len(left) == len(right) and all(map(same, left.items(), right.items()))
    if isinstance(left, float | complex | np.inexact):
        return repr(left) == repr(right)
    return bool(left == right)


class TestRoundTrips:
    @given(values)
    def test_a_value_comes_out_as_it_went_in(self, value: Any) -> None:
        assert same(crossed(value), value)

    @pytest.mark.parametrize("dtype", SCALARS)
    def test_a_numpy_scalar_keeps_its_type(self, dtype: str) -> None:
        scalar = np.ones(1, dtype)[0]
        assert same(crossed(scalar), scalar)

    def test_an_array_of_any_order_and_stride_comes_out(self) -> None:
        base = np.arange(24.0).reshape(2, 3, 4)
        for array in (np.asfortranarray(base), base.T, base[::-1, ::2], np.broadcast_to(base[0], (2, 3, 4))):
            np.testing.assert_array_equal(crossed(array), array)

    @pytest.mark.parametrize("shape", [(), (0,), (3, 0), (0, 3072), (1, 1, 1)])
    def test_empty_and_zero_dimensional_arrays_keep_their_shape(self, shape: tuple[int, ...]) -> None:
        assert crossed(np.zeros(shape)).shape == shape

    def test_an_array_that_came_out_can_be_written_to(self) -> None:
        array = crossed(np.zeros(3))
        array += 1
        assert array.sum() == 3

    def test_nan_and_the_infinities_cross(self) -> None:
        out = crossed([math.nan, math.inf, -math.inf, -0.0])
        assert math.isnan(out[0])
        assert out[1:3] == [math.inf, -math.inf]
        assert math.copysign(1, out[3]) == -1

    def test_a_lone_surrogate_is_replaced(self) -> None:
        assert crossed("a\ud800b") == "a?b"

    def test_an_array_that_is_passed_twice_travels_once(self) -> None:
        array = np.zeros(1000)
        encoder = Encoder()
        encoder.encode([array, array, {"x": array}])
        assert len(encoder.buffers) == 1

    def test_two_uses_of_one_buffer_share_no_memory(self) -> None:
        array = np.zeros(1000)
        first, second = crossed([array, array])
        first += 1
        assert second.sum() == 0
        assert not np.shares_memory(first, second)


Point = namedtuple("Point", "x y")
DEEP: Any = type("Deep", (int,), {"__sub__": lambda *_: 0})


class TestSubclasses:
    @pytest.mark.parametrize(
        ("value", "plain"),
        [
            (OrderedDict(a=1), {"a": 1}),
            (Point(1, 2), (1, 2)),
            (type("Liar", (float,), {"__eq__": lambda *_: True, "__hash__": None})(3.0), 3.0),
            (DEEP(5), 5),
            (np.str_("word"), "word"),
            (np.str_(""), ""),
            (np.bytes_(b""), b""),
        ],
    )
    def test_a_subclass_comes_out_as_its_plain_base(self, value: object, plain: object) -> None:
        out = crossed(value)
        assert type(out) is type(plain)
        assert out == plain

    def test_a_subclass_of_ndarray_comes_out_as_an_array(self) -> None:
        class Liar(np.ndarray):
            def __sub__(self, other: Any) -> Any:
                return 0

        for array in (np.ones((2, 2)).view(Liar), np.ma.array([1.0, 2.0], mask=[True, False])):
            assert type(crossed(array)) is np.ndarray

    @pytest.mark.filterwarnings("ignore:the matrix subclass:PendingDeprecationWarning")
    def test_a_matrix_comes_out_as_an_array(self) -> None:
        out = crossed(np.matrix([[1.0, 2.0]]))
        assert type(out) is np.ndarray
        assert out.shape == (1, 2)


class TestOpaque:
    @pytest.mark.parametrize(
        "value",
        [
            object(),
            (n for n in range(3)),
            np.array([object()]),
            np.array(["2020-01-01"], "M8[D]"),
            np.zeros(2, [("x", "f8")]),
            np.timedelta64(3, "s"),
            np.void(b"abc"),
            datetime.date(2020, 1, 1),
            1 << (4 * codec.MAX_HEX_DIGITS),
            dict.fromkeys(range(MAX_KEYS + 1)),
            dict.fromkeys((n, n) for n in range(MAX_KEYS // 3 + 1)),
            set(range(MAX_KEYS + 1)),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_what_may_not_cross_comes_out_opaque(self, value: object) -> None:
        assert isinstance(crossed(value), Opaque)

    def test_a_number_that_crosses_can_be_printed(self) -> None:
        largest = (1 << (4 * (codec.MAX_HEX_DIGITS - 3) - 1)) - 1
        assert str(crossed(-largest)) == str(-largest)
        assert isinstance(crossed(largest << 1), Opaque)

    def test_an_opaque_value_equals_nothing_and_is_no_array(self) -> None:
        value = crossed(object())
        assert value != value  # noqa: PLR0124
        with pytest.raises(TypeError, match="is not an array"):
            np.asarray(value)

    def test_a_value_nested_too_deep_is_cut(self) -> None:
        value: list[Any] = []
        value.append(value)
        assert "nested too deep" in repr(crossed(value))

    def test_a_name_is_one_short_line(self) -> None:
        assert repr(Opaque("x\x1b[2J\n" * 1000)).count("\n") == 0
        assert len(Opaque("x" * 10_000).type_name) <= codec.MAX_NAME

    def test_what_is_too_large_is_refused_by_the_sender(self) -> None:
        with pytest.raises(ValueError, match="too large"):
            pack(1, [0.123456789] * 1_000_000)
        with pytest.raises(ValueError, match="too large"):
            pack(1, [0] * (codec.MAX_COMMAS + 2))
        with pytest.raises(ValueError, match="too large"):
            pack(1, [np.float32(1)] * (codec.MAX_BUFFERS + 1))
        with pytest.raises(ValueError, match="too large"):
            pack(1, np.empty(MAX_BODY // 8 + 1))


def buffers(*sizes: int) -> list[Any]:
    return [memoryview(bytearray(size)) for size in sizes]


def zeros(count: int) -> bytearray:
    """A message with so many items in its header."""
    header = b"[" + b"0," * (count - 1) + b"0]"
    return bytearray(PREFIX.pack(len(header), 0, 1) + header)


class TestHostileMessages:
    def test_a_header_of_too_many_values_is_not_read(self) -> None:
        assert len(read(zeros(codec.MAX_COMMAS + 1))) == codec.MAX_COMMAS + 1
        with pytest.raises(ProtocolError, match="too many values"):
            read(zeros(codec.MAX_COMMAS + 2))

    @given(st.binary(max_size=200))
    def test_any_bytes_are_a_value_or_a_protocol_error(self, raw: bytes) -> None:
        prefix = raw[: PREFIX.size].ljust(PREFIX.size, b"\0")
        with suppress(ProtocolError):
            read(bytearray(prefix + raw[PREFIX.size :]))

    @given(values, st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
    def test_a_changed_message_is_a_value_or_a_protocol_error(
        self, value: Any, changes: list[tuple[int, int]]
    ) -> None:
        raw = joined(value)
        for place, byte in changes:
            raw[place % len(raw)] = byte
        with suppress(ProtocolError):
            read(raw)

    @given(json_nodes, st.lists(st.integers(0, 64), max_size=3))
    def test_any_json_is_a_value_or_a_protocol_error(self, node: Any, sizes: list[int]) -> None:
        with suppress(ProtocolError):
            decode(node, buffers(*sizes))

    @pytest.mark.parametrize(
        "node",
        [
            {},
            {"t": [], "s": []},
            {"?": 1},
            {"t": 5},
            {"s": [[1]]},
            {"s": [{"a": [0, "<f8", [1]]}]},
            {"d": [[[], 1]]},
            {"d": [[1]]},
            {"i": "f" * 3501},
            {"i": 5},
            {"i": ["1"]},
            {"c": ["x", 1]},
            {"b": -1},
            {"b": 99},
            {"b": True},
            {"o": 5},
            {"o": ["x" * 1000]},
            {"r": [1, "x"]},
            {"r": ["1", "x"]},
            {"f": 0},
            {"f": None},
            {"a": [0, "<f8", [-1]]},
            {"a": [0, "<f8", [1 << 62, 1 << 62]]},
            {"a": [0, "<f8", [0, 1 << 40]]},
            {"a": [0, "<f8", [1] * 33]},
            {"a": [0, "<f8", [True]]},
            {"a": [0, "<f8", 1]},
            {"a": [0, "<f8", [2]]},
            {"g": [0, "<f4"]},
            {"n": 1},
            {"n": "1.0"},
            {"n": [1.0]},
            {"g": [0, "<U2", []]},
            *(
                {"a": [0, dtype, [1]]}
                for dtype in ("O", "|O", "object", "V8", "|V8", "<M8[s]", "<m8", "p", ",", "f8,")
            ),
            *(
                {"a": [0, dtype, [1]]}
                for dtype in ("(1,)f8", "i4,i4", "<U0", "<f7", "<U999999999", "<f8\n", 8, None)
            ),
        ],
        ids=lambda node: json.dumps(node)[:40],
    )
    def test_a_hostile_node_is_refused(self, node: Any) -> None:
        with pytest.raises(ProtocolError):
            decode(node, buffers(8))

    @pytest.mark.parametrize("shape", [[True], [1.0], [True, 1]])
    def test_a_shape_that_only_equals_a_right_one_is_refused_behind_it(self, shape: list[Any]) -> None:
        for right in ([1], [1, 1]):
            assert decode({"a": [0, "<f8", right]}, buffers(8)) == 0
        with pytest.raises(ProtocolError, match="shape"):
            decode({"a": [0, "<f8", shape]}, buffers(8))

    def test_the_same_nodes_in_their_right_form_are_taken(self) -> None:
        assert decode({"a": [0, "<f8", [1]]}, buffers(8)) == 0
        assert decode({"i": "-0xff"}, []) == -255
        assert decode({"d": [[{"t": [1, 2]}, 3]]}, []) == {(1, 2): 3}

    def test_an_answer_cannot_ask_for_many_copies_of_much(self) -> None:
        node = [{"a": [0, "|u1", [1 << 20]]}] * 1000
        with pytest.raises(ProtocolError, match="copies"):
            decode(node, buffers(1 << 20))
        assert len(decode(node[:10], buffers(1 << 20))) == 10

    def test_keys_that_all_collide_are_refused_before_they_cost_much(self) -> None:
        colliding = [((1 << 61) - 1) * n for n in range(1, MAX_KEYS + 2)]
        long_ones = [{"t": [0.5] * 100 + [number]} for number in colliding]
        for node in ({"s": colliding}, {"s": long_ones}, {"d": [[key, 1] for key in long_ones]}):
            with pytest.raises(ProtocolError, match="keys"):
                decode(node, [])
        with pytest.raises(ProtocolError, match="keys"):
            decode([{"d": [[n, n] for n in range(1000)]}] * 5, [])

    def test_a_boolean_of_two_is_true(self) -> None:
        array = decode({"a": [0, "|b1", [4]]}, [memoryview(bytearray(b"\0\1\2\xff"))])
        assert (array == True).tolist() == [False, True, True, True]  # noqa: E712
        assert array.view(np.uint8).max() == 1
        assert np.count_nonzero(array) == 3

    @pytest.mark.parametrize("point", [0x110000, 0xFFFFFFFF, 0xD800])
    @pytest.mark.parametrize("order", "<>")
    def test_characters_that_do_not_exist_are_refused(self, point: int, order: str) -> None:
        with pytest.raises(ProtocolError, match="characters"):
            decode({"a": [0, f"{order}U1", [1]]}, [memoryview(bytearray(struct.pack(f"{order}I", point)))])

    def test_a_value_nested_too_deep_is_refused(self) -> None:
        node: Any = []
        for _ in range(60):
            node = [node]
        with pytest.raises(ProtocolError, match="deep"):
            decode(node, [])

    @pytest.mark.parametrize(
        "header",
        [b"[" * 100_000, b'{"t":' * 100_000, b"9" * 900_000, b"", b"\xff\xfe", b"nope", b'"\\ud8'],
        ids=lambda header: f"{header[:6]!r} x {len(header)}",
    )
    def test_a_header_that_is_no_json_is_refused(self, header: bytes) -> None:
        with pytest.raises(ProtocolError):
            read(bytearray(PREFIX.pack(len(header), 0, 1) + header))

    @pytest.mark.parametrize("lengths", [(1 << 62,), (MAX_BODY, 1), ((1 << 64) - 1,) * 3])
    def test_lengths_over_the_limit_are_refused(self, lengths: tuple[int, ...]) -> None:
        raw = PREFIX.pack(0, len(lengths), 1) + struct.pack(f"<{len(lengths)}Q", *lengths)
        with pytest.raises(ProtocolError, match="size limit"):
            read(bytearray(raw))

    @pytest.mark.parametrize(("header", "count"), [(codec.MAX_HEADER + 1, 0), (0, codec.MAX_BUFFERS + 1)])
    def test_a_prefix_over_the_limit_is_refused(self, header: int, count: int) -> None:
        with pytest.raises(ProtocolError, match="a header of"):
            Sizes(PREFIX.pack(header, count, 1))
