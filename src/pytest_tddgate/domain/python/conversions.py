"""Pure functions and methods of the standard library that encode or decode constants, such as `b64decode`."""

from __future__ import annotations

import ast
import base64
import binascii
import bz2
import codecs
import inspect
import json
import lzma
import re
import textwrap
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "FUNCTIONS",
    "LARGEST",
    "METHODS",
    "NotConstant",
    "bounded",
    "decoded",
    "decompressed",
    "loaded",
    "method_value",
    "unwrapped",
]

LARGEST = 10_000
"""Most characters or elements of a computed value: `"a" * 10**9` must not be computed."""
_LARGEST_UNPACKED = 1_000_000  # bytes
_WIDE = re.compile(r"\d{4}")  # in a format: a width of more than three digits


class NotConstant(Exception):
    """The expression has no constant value, or one that is too large to compute."""


def decompressed(data: bytes) -> bytes:
    """The bytes that zlib, gzip, bz2 or lzma compressed, at most a megabyte. Raises NotConstant for other bytes."""
    readers: tuple[Callable[[bytes, int], bytes], ...] = (
        zlib.decompressobj(wbits=47).decompress,  # 47: zlib or gzip, by the header
        bz2.BZ2Decompressor().decompress,
        lzma.LZMADecompressor().decompress,
    )
    for read in readers:
        try:
            return read(data, _LARGEST_UNPACKED)
        except (zlib.error, OSError, ValueError, EOFError, lzma.LZMAError):
            continue
    raise NotConstant


def loaded(data: str | bytes) -> Any:
    """The value that JSON, TOML or a pickle encodes. Raises NotConstant for other text, ValueError for other bytes."""
    import tomllib  # noqa: PLC0415 - with `pickled`, 5 ms for constants that few files have

    from pytest_tddgate.domain.python.pickled import unpickled  # noqa: PLC0415 - as above

    for read in (json.loads, lambda text: tomllib.loads(text if isinstance(text, str) else text.decode())):
        try:
            return read(data)
        except (ValueError, RecursionError):
            continue
    if isinstance(data, bytes):
        return unpickled(data)
    raise NotConstant


def unwrapped(data: bytes) -> tuple[bytes, ...]:
    """The contents of compressed or encoded bytes, layer by layer; empty for plain bytes."""
    found: list[bytes] = []
    for _ in range(_LAYERS):
        inner = next((each for each in map(_opened, _OPENERS, [data] * len(_OPENERS)) if each), None)
        if inner is None:
            break
        found.append(inner)
        data = inner
    return tuple(found)


def _opened(opener: Callable[[bytes], bytes], data: bytes) -> bytes:
    try:
        return opener(data)
    except (ValueError, NotConstant):
        return b""


def _of_base64(data: bytes) -> bytes:
    plain = b"".join(data.split())
    return base64.b64decode(plain, validate=True) if len(plain) >= _SHORTEST else b""


def _of_hex(data: bytes) -> bytes:
    plain = b"".join(data.split())
    return binascii.unhexlify(plain) if len(plain) >= _SHORTEST else b""


def decoded(value: Any, encoding: str = "utf-8", errors: str = "strict") -> Any:
    """What `codecs.decode` returns: text or bytes (hex, base64) from bytes, or text from text (rot13)."""
    return codecs.decode(value, encoding, errors)


def bounded(value: Any) -> Any:
    """The value itself. Raises NotConstant if it has more than a million elements."""
    if hasattr(value, "__len__") and len(value) > _LARGEST_UNPACKED:
        raise NotConstant
    return value


def _bytes(value: Any = b"", *args: str) -> bytes:
    if isinstance(value, int):
        raise NotConstant
    return bytes(value, *args)


def _same(value: Any) -> Any:
    return value


_LAYERS = 4
_SHORTEST = 16  # characters: a shorter encoded text can hardly hold an example
_OPENERS = (decompressed, _of_hex, _of_base64)
FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{each.__name__: each for each in (list, tuple, set, frozenset, dict, str, int, float, bool, sorted)},
    **{each.__name__: each for each in (chr, ord, len, sum, min, max, abs, hex, repr, round)},
    "bytes": _bytes,
    "bytearray": _bytes,
    "reversed": lambda value: list(value)[::-1],
    "zip": lambda *values, **_: list(zip(*values, strict=False)),
    "range": lambda *bounds: list(range(*bounds)[:LARGEST]),
    "enumerate": lambda value, start=0: list(enumerate(value, start)),
    "iter": _same,
    "compile": lambda text, *_, **__: text,
    "cycle": _same,
    "deque": lambda value, *_, **__: list(value),
    "MappingProxyType": _same,
    "b64decode": base64.b64decode,
    "standard_b64decode": base64.b64decode,
    "urlsafe_b64decode": base64.urlsafe_b64decode,
    "b32decode": base64.b32decode,
    "b16decode": base64.b16decode,
    "b85decode": base64.b85decode,
    "a85decode": base64.a85decode,
    "decodebytes": base64.decodebytes,
    "unhexlify": binascii.unhexlify,
    "a2b_hex": binascii.unhexlify,
    "a2b_base64": binascii.a2b_base64,
    "fromhex": bytes.fromhex,
    "from_bytes": int.from_bytes,
    "decompress": lambda data, *_, **__: decompressed(data),
    "loads": lambda data, *_, **__: loaded(data),
    "literal_eval": ast.literal_eval,
    "dedent": textwrap.dedent,
    "cleandoc": inspect.cleandoc,
}
"""Functions by their last name, whatever module they come from."""

# fmt: off
METHODS = frozenset({
    "join", "split", "rsplit", "splitlines", "partition", "rpartition", "strip", "lstrip", "rstrip", "replace",
    "upper", "lower", "title", "capitalize", "swapcase", "encode", "decode", "removeprefix", "removesuffix",
    "zfill", "format", "to_bytes", "hex", "items", "keys", "values", "copy", "translate", "union",
})
# fmt: on


def method_value(owner: Any, method: str, args: list[Any], words: dict[str, Any]) -> Any:
    """What a method of a constant returns. Raises NotConstant if the result could be too large."""
    if method == "encode" and isinstance(owner, str) and args and "rot" in str(args[0]):
        return codecs.encode(owner, str(args[0]))
    if method == "format" and _WIDE.search(owner):
        raise NotConstant
    if method in {"zfill", "to_bytes"} and args and isinstance(args[0], int) and args[0] > LARGEST:
        raise NotConstant
    found = getattr(owner, method)(*args, **words)
    return list(found) if method in {"items", "keys", "values"} else found
