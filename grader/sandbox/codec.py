"""Values to messages and back, for both sides of the wall. Never pickle.

The decoder trusts nothing. Only exact builtin types and plain arrays of whitelisted dtypes come
out of it, and every size is checked before anything is allocated. A value that may not cross
arrives as an `Opaque`, an object that stays behind as whatever `resolve` makes of its reference.
"""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from grader.sandbox.bounds import Bounds

MAX_HEADER = 4 << 20
MAX_BUFFERS = 20_000
MAX_BODY = 256 << 20
MAX_DEPTH = 50
MAX_COMMAS = 300_000  # in one header: whoever reads it pays for each value, and no deadline stops that
MAX_KEYS = 4096  # in one message: keys chosen to collide cost their number squared
MAX_HEX_DIGITS = 3500  # Python refuses to print more than 4300 decimal digits
MAX_DIMENSIONS = 32
MAX_NAME = 200
DTYPE_KINDS = "biufcSU"
DTYPE = re.compile(r"[<>|][biufcSU][1-9][0-9]{0,8}")
SURROGATES, MAX_CODE_POINT = (0xD800, 0xDFFF), 0x10FFFF
ALIGNMENT = 16
OPENING = (b",", b"[", b"{")  # each value in a header has one of these in front of it, but for the first
INT64 = range(-(1 << 63), 1 << 63)

_JSON = json.JSONEncoder(separators=(",", ":"), check_circular=False)
# header length, number of buffers, request id
PREFIX = struct.Struct("<IHI")

Node = Any  # what the `json` module takes and gives
Export = Callable[[object], Node]
Resolve = Callable[[str, int, str], object]


class ProtocolError(Exception):
    """Bytes that are not a well-formed message."""


class TooLarge(ValueError):
    """A value that is larger than may cross; `found` is None where it was not counted to its end."""

    def __init__(self, unit: str, found: int | None, most: int) -> None:
        self.unit, self.found, self.most = unit, found, most
        super().__init__(f"a value too large to cross from one process to another: over {most} {unit}")


class Opaque:
    """Stands for a value that may not cross: object arrays, generators, exotic classes."""

    __slots__ = ("type_name",)
    __hash__ = object.__hash__

    def __init__(self, type_name: str) -> None:
        self.type_name = one_line(type_name)

    def __repr__(self) -> str:
        return f"<{self.type_name}>"

    def __eq__(self, other: object) -> bool:
        return False

    def __array__(self, *args: object, **kwargs: object) -> np.ndarray:
        raise TypeError(f"a {self.type_name} is not an array or a number")


def opaque(value: object) -> Node:
    """The export of a side that hands out no references."""
    return {"o": type(value).__name__}


def unresolvable(tag: str, number: int, _type_name: str) -> object:
    """The resolve of a side that takes no references."""
    raise ProtocolError(f"a reference that was never given: {tag} {number}")


# ------------------------------------------------------------------ encoding


class Encoder:
    """Encodes one message: a JSON node, and the raw buffers that it points into by index."""

    def __init__(self, export: Export = opaque) -> None:
        self.buffers: list[Any] = []
        self._export = export
        self._keys = 0
        self._sent: dict[int, Node] = {}  # by an array's id: repeated arguments travel once
        self._alive: list[object] = []  # keeps the ids above from being used again

    def encode(self, value: Any, depth: int = 0) -> Node:
        kind = type(value)
        if value is None or kind in (bool, str, float):
            return value
        if depth > MAX_DEPTH:
            return {"o": "nested too deep"}
        encode = _BY_TYPE.get(kind)
        if encode is not None:
            return encode(self, value, depth + 1)
        return self._encode_other(value, depth + 1)

    def _encode_other(self, value: Any, depth: int) -> Node:
        """Subclasses cross as their plain base; the rest is exported."""
        if isinstance(value, np.ndarray):
            return self._array(value, depth)
        if isinstance(value, np.generic) and not isinstance(value, np.character):
            return self._scalar(value, depth)
        for base in _BASES:
            if isinstance(value, base):  # type: ignore[arg-type]
                return self.encode(base(value), depth)
        return self._export(value)

    def _int(self, value: int, _depth: int) -> Node:
        if value in INT64:
            return value
        return {"i": hex(value)} if value.bit_length() < 4 * (MAX_HEX_DIGITS - 3) else {"o": "huge int"}

    def _list(self, value: list[Any], depth: int) -> Node:
        return [self.encode(item, depth) for item in value]

    def _tuple(self, value: tuple[Any, ...], depth: int) -> Node:
        return {"t": [self.encode(item, depth) for item in value]}

    def _set(self, value: set[Any], depth: int) -> Node:
        return self._items("s", value, depth)

    def _frozenset(self, value: frozenset[Any], depth: int) -> Node:
        return self._items("z", value, depth)

    def _items(self, tag: str, value: Collection[Any], depth: int) -> Node:
        if self._too_many_keys(value):
            return {"o": f"set with {len(value)} items"}
        return {tag: [self.encode(item, depth) for item in value]}

    def _dict(self, value: dict[Any, Any], depth: int) -> Node:
        if self._too_many_keys(value):
            return {"o": f"dict with {len(value)} keys"}
        return {"d": [[self.encode(key, depth), self.encode(item, depth)] for key, item in value.items()]}

    def _too_many_keys(self, value: Collection[Any]) -> bool:
        self._keys += sum(map(parts, value))
        return self._keys > MAX_KEYS

    def _complex(self, value: complex, _depth: int) -> Node:
        return {"c": [value.real, value.imag]}

    def _bytes(self, value: bytes, _depth: int) -> Node:
        return {"b": self._buffer(value)}

    def _array(self, value: np.ndarray, _depth: int) -> Node:
        known = self._sent.get(id(value))
        if known is None:
            known = self._sent[id(value)] = self._new_array(value)
            self._alive.append(value)
        return known

    def _new_array(self, value: np.ndarray) -> Node:
        if value.dtype.kind not in DTYPE_KINDS or value.dtype.itemsize == 0:
            return {"o": f"array of dtype {value.dtype}"}
        if value.ndim > MAX_DIMENSIONS:
            return {"o": f"array of {value.ndim} dimensions"}
        plain = value if type(value) is np.ndarray else np.asarray(value)
        index = self._buffer(np.ascontiguousarray(plain).data if plain.size else b"")
        return {"a": [index, value.dtype.str, list(value.shape)]}

    def _float(self, value: np.float64, _depth: int) -> Node:
        return {"n": float(value)}

    def _scalar(self, value: np.generic, _depth: int) -> Node:
        if value.dtype.kind not in DTYPE_KINDS:
            return {"o": type(value).__name__}
        return {"g": [self._buffer(value.tobytes()), value.dtype.str]}

    def _buffer(self, data: Any) -> int:
        self.buffers.append(data)
        return len(self.buffers) - 1


_BASES: tuple[Callable[[Any], Any], ...] = (
    int,
    float,
    complex,
    str,
    bytes,
    list,
    tuple,
    dict,
    set,
    frozenset,
)
_BY_TYPE: dict[type, Callable[[Encoder, Any, int], Node]] = {
    int: Encoder._int,
    list: Encoder._list,
    tuple: Encoder._tuple,
    set: Encoder._set,
    frozenset: Encoder._frozenset,
    dict: Encoder._dict,
    complex: Encoder._complex,
    bytes: Encoder._bytes,
    np.ndarray: Encoder._array,
    np.float64: Encoder._float,
}


def pack(request: int, value: Any, export: Export = opaque) -> list[Any]:
    """A message as byte strings to be written one after the other; raises TooLarge where it is no message.

    Small buffers are joined to one string (one system call), large ones are passed on uncopied.
    """
    encoder = Encoder(export)
    header = _JSON.encode(encoder.encode(value)).encode()
    views = [_bytes_of(buffer) for buffer in encoder.buffers]
    require_at_most("bytes", len(header), MAX_HEADER)
    require_at_most("values", header.count(b","), MAX_COMMAS)
    require_at_most("arrays", len(views), MAX_BUFFERS)
    require_at_most("bytes", sum(padded(len(view)) for view in views), MAX_BODY)
    lengths = struct.pack(f"<{len(views)}Q", *map(len, views))
    parts: list[Any] = []
    small = [PREFIX.pack(len(header), len(views), request), lengths, header]
    for view in views:
        if len(view) > 1 << 16:
            parts += [b"".join(small), view]
            small = []
        else:
            small.append(view)
        small.append(bytes(-len(view) % ALIGNMENT))
    parts.append(b"".join(small))
    return parts


def require_at_most(unit: str, found: int, most: int) -> None:
    if found > most:
        raise TooLarge(unit, found, most)


def _bytes_of(buffer: Any) -> Any:
    view = memoryview(buffer)
    return view.cast("B") if view.nbytes else b""


# ------------------------------------------------------------------ decoding


class Sizes:
    """What the first bytes of a message announce, checked against the limits.

    Raises ProtocolError where `pack` writes no such message, TooLarge where it is not within `bounds`.
    """

    def __init__(self, prefix: Any, bounds: Bounds | None = None) -> None:
        header, self.buffers, self.request = PREFIX.unpack_from(prefix)
        if header > MAX_HEADER or self.buffers > MAX_BUFFERS:
            raise ProtocolError(f"a header of {header} bytes with {self.buffers} buffers")
        self._bounds = bounds
        if bounds:
            if header > bounds.header:
                raise TooLarge("bytes", header, bounds.header)
            if self.buffers > bounds.buffers:
                raise TooLarge("arrays", self.buffers, bounds.buffers)
        self.header_start = PREFIX.size + 8 * self.buffers
        self.body_start = self.header_start + header

    def lengths(self, head: Any) -> tuple[int, ...]:
        """The buffers' lengths in bytes, from the `body_start` first bytes of the message."""
        lengths = struct.unpack_from(f"<{self.buffers}Q", head, PREFIX.size)
        total = sum(map(padded, lengths))
        if total > MAX_BODY:
            raise ProtocolError("a message over the size limit")
        if self._bounds and total > self._bounds.body:
            raise TooLarge("bytes", total, self._bounds.body)
        return lengths

    def node(self, head: Any) -> Node:
        header = bytes(head[self.header_start : self.body_start])
        if header.count(b",") > MAX_COMMAS:
            raise ProtocolError("a header of too many values")
        if self._bounds and len(header) > self._bounds.values:  # a value takes a byte
            require_at_most("values", sum(map(header.count, OPENING)), self._bounds.values)
        try:
            return json.loads(header)
        except (ValueError, RecursionError) as error:
            raise ProtocolError(f"a header that is not JSON ({type(error).__name__})") from None


def padded(length: int) -> int:
    """`length` rounded up, so that every buffer starts aligned."""
    return length + -length % ALIGNMENT


def split(body: Any, lengths: tuple[int, ...]) -> list[Any]:
    """The buffers inside the body of a message."""
    buffers = []
    start = 0
    for length in lengths:
        buffers.append(body[start : start + length])
        start += padded(length)
    return buffers


def decode(
    node: Node, buffers: list[Any], resolve: Resolve = unresolvable, bounds: Bounds | None = None
) -> Any:
    """The value of a message.

    Raises ProtocolError on anything that `Encoder` does not write, TooLarge beyond `bounds`.
    """
    try:
        return Decoder(buffers, resolve, bounds).decode(node)
    except (ProtocolError, TooLarge):
        raise
    except Exception as error:
        # Hostile nodes fail in as many ways as there are operations on them.
        raise ProtocolError(f"a malformed value ({type(error).__name__})") from None


class Decoder:
    """Decodes one message."""

    def __init__(self, buffers: list[Any], resolve: Resolve, bounds: Bounds | None) -> None:
        self._buffers = buffers
        self._resolve = resolve
        self._bounds = bounds
        self._used: set[int] = set()
        self._copied = 0
        self._keys = 0
        self._objects = 0
        if bounds:
            require_at_most("bytes", sum(map(len, buffers)), bounds.body)

    def decode(self, node: Node, depth: int = 0) -> Any:
        kind = type(node)
        if node is None or kind in (bool, int, float):
            return node
        if kind is str:
            return clean(node)
        if depth > MAX_DEPTH + 5:
            raise ProtocolError("a value nested too deep")
        if kind is list:
            return [self.decode(item, depth + 1) for item in node]
        if len(node) != 1:
            raise ProtocolError("a node with more than one tag")
        ((tag, content),) = node.items()
        return _BY_TAG[tag](self, content, depth + 1)

    def _tuple(self, content: Node, depth: int) -> Any:
        return tuple([self.decode(item, depth) for item in content])

    def _set(self, content: Node, depth: int) -> Any:
        return {self._key(item, depth) for item in content}

    def _frozenset(self, content: Node, depth: int) -> Any:
        return frozenset(self._set(content, depth))

    def _dict(self, content: Node, depth: int) -> Any:
        return {self._key(key, depth): self.decode(item, depth) for key, item in content}

    def _key(self, node: Node, depth: int) -> Any:
        key = self.decode(node, depth)
        self._keys += parts(key)
        if self._keys > MAX_KEYS:
            raise ProtocolError("more keys than may cross")
        return key

    def _int(self, content: Node, _depth: int) -> Any:
        if len(content) > MAX_HEX_DIGITS:
            raise ProtocolError("an integer over the size limit")
        return int(content, 16)

    def _complex(self, content: Node, _depth: int) -> Any:
        real, imaginary = content
        return complex(float(real), float(imaginary))

    def _bytes(self, content: Node, _depth: int) -> Any:
        return bytes(self._buffer(content))

    def _array(self, content: Node, _depth: int) -> Any:
        index, dtype, shape = content
        if type(shape) is not list or not set(map(type, shape)) <= {int}:  # `True` equals 1, and is none
            raise ProtocolError("an impossible shape")
        kind = _dtype(dtype)
        size = _size(tuple(shape), kind.itemsize)
        buffer = self._buffer(index)
        if len(buffer) != size:
            raise ProtocolError("an array of another size than its buffer")
        if size == 0 and self._bounds:  # what is made of an empty array may be as long as its other axes
            span = math.prod(max(n, 1) for n in shape) * kind.itemsize
            require_at_most("bytes", span, self._bounds.body)
        return _sound(np.ndarray(shape, kind, buffer))

    def _float(self, content: Node, _depth: int) -> Any:
        if type(content) is not float:
            raise ProtocolError("a float that is none")
        return np.float64(content)

    def _scalar(self, content: Node, _depth: int) -> Any:
        index, dtype = content
        kind = _dtype(dtype)
        if kind.kind in "SU":
            raise ProtocolError("a text that is no plain one")  # a subclass of `str` or of `bytes`
        (scalar,) = _sound(np.frombuffer(self._buffer(index), kind))
        return scalar

    def _reference(self, content: Node, _depth: int) -> Any:
        number, type_name = content
        self._objects += 1
        if self._bounds and self._objects > self._bounds.objects:
            raise TooLarge("objects", None, self._bounds.objects)
        return self._resolve("r", _plain_int(number), one_line(type_name))

    def _function(self, content: Node, _depth: int) -> Any:
        return self._resolve("f", _plain_int(content), "function")

    def _opaque(self, content: Node, _depth: int) -> Any:
        return Opaque(one_line(content))

    def _buffer(self, index: Node) -> Any:
        if type(index) is not int or not 0 <= index < len(self._buffers):
            raise ProtocolError("a buffer that is not there")
        if index not in self._used:
            self._used.add(index)
            return self._buffers[index]
        # No two values share memory; and a message of a few bytes must not ask for many copies of much.
        self._copied += len(self._buffers[index])
        if self._copied > MAX_BODY:
            raise ProtocolError("copies over the size limit")
        if self._bounds:
            require_at_most("bytes", self._copied, self._bounds.body)
        return bytearray(self._buffers[index])


_BY_TAG: dict[str, Callable[[Decoder, Node, int], Any]] = {
    "t": Decoder._tuple,
    "s": Decoder._set,
    "z": Decoder._frozenset,
    "d": Decoder._dict,
    "i": Decoder._int,
    "c": Decoder._complex,
    "b": Decoder._bytes,
    "a": Decoder._array,
    "g": Decoder._scalar,
    "n": Decoder._float,
    "r": Decoder._reference,
    "f": Decoder._function,
    "o": Decoder._opaque,
}


def parts(key: object) -> int:
    """How many comparisons a key may cost when it meets an equal hash."""
    return 1 + sum(map(parts, key)) if isinstance(key, tuple | frozenset) else 1


def clean(text: str) -> str:
    """`text` without lone surrogates, which no file, terminal or database takes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def one_line(text: str) -> str:
    """`text` as a name to be shown: short, and without what would move a terminal's cursor."""
    return "".join(filter(str.isprintable, clean(text[:MAX_NAME])))


@lru_cache(256)
def _size(shape: tuple[int, ...], itemsize: int) -> int:
    """The bytes of an array."""
    if any(n < 0 for n in shape):
        raise ProtocolError("an impossible shape")
    # An empty array may have a length that no result of a sum over it could be allocated for.
    if len(shape) > MAX_DIMENSIONS or math.prod(max(n, 1) for n in shape) * itemsize > MAX_BODY:
        raise ProtocolError("a shape over the size limit")
    return math.prod(shape) * itemsize


@lru_cache(256)
def _dtype(name: Node) -> np.dtype[Any]:
    if type(name) is not str or not DTYPE.fullmatch(name):
        raise ProtocolError("a dtype that may not cross")
    return np.dtype(name)


def _sound(array: np.ndarray) -> np.ndarray:
    """`array` with values that exist: numpy trips over booleans of 2 and over impossible characters."""
    if array.dtype.kind == "b":
        return array.view(np.uint8).astype(bool)
    if array.dtype.kind == "U":
        points = array.reshape(-1).view(np.dtype("u4").newbyteorder(array.dtype.byteorder))
        if np.any((points > MAX_CODE_POINT) | ((points >= SURROGATES[0]) & (points <= SURROGATES[1]))):
            raise ProtocolError("characters that do not exist")
    return array


def _plain_int(value: Node) -> int:
    if type(value) is not int:
        raise ProtocolError("a reference without a number")
    return value
