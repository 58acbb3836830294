"""The contents of a pickle, read from its opcodes: nothing is imported, called or instantiated."""

from __future__ import annotations

import pickletools
from typing import Any

__all__ = ["unpickled"]

_MARK = object()
_EMPTY: dict[str, type] = {
    "EMPTY_LIST": list,
    "EMPTY_DICT": dict,
    "EMPTY_SET": set,
    "EMPTY_TUPLE": tuple,
}
_SHORT_TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
_NOTHING = {"PROTO", "FRAME", "STOP"}
_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False}


def unpickled(data: bytes) -> Any:
    """The containers and constants of a pickle; instances and results of calls become lists of their parts.

    Raises ValueError for bytes that are not a pickle.
    """
    machine = _Machine()
    try:
        for code, argument, _ in pickletools.genops(data):
            machine.step(code.name, argument)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as problem:
        raise ValueError(f"this is not a pickle: {problem}") from None
    if not machine.stack:
        raise ValueError("this pickle is empty")
    return machine.stack[-1]


class _Machine:
    """The stack and the memo of a pickle while it is read."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}

    def step(self, name: str, argument: Any) -> None:
        """Apply one opcode to the stack and the memo, without importing or calling anything."""
        if name in _NOTHING:
            return
        if name == "MARK":
            self.stack.append(_MARK)
        elif name in _EMPTY:
            self.stack.append(_EMPTY[name]())
        elif name in _CONSTANTS:
            self.stack.append(_CONSTANTS[name])
        elif name in {"MEMOIZE", "PUT", "BINPUT", "LONG_BINPUT"}:
            self.memo[len(self.memo) if name == "MEMOIZE" else argument] = self.stack[-1]
        elif name in {"GET", "BINGET", "LONG_BINGET"}:
            self.stack.append(self.memo[argument])
        elif name == "POP":
            self.stack.pop()
        elif argument is not None and name not in {"GLOBAL", "INST"}:
            self.stack.append(argument)
        else:
            self._join(name)

    def _join(self, name: str) -> None:
        if name in _SHORT_TUPLES:
            count = _SHORT_TUPLES[name]
            self.stack[-count:] = [tuple(self.stack[-count:])]
        elif name in {"APPEND", "SETITEM"}:
            count = 1 if name == "APPEND" else 2
            items = self.stack[-count:]
            del self.stack[-count:]
            self._fill(items)
        elif name in {"APPENDS", "SETITEMS", "ADDITEMS", "POP_MARK"}:
            items = self._since_mark()
            if name != "POP_MARK":
                self._fill(items)
        elif name in {"LIST", "TUPLE", "DICT", "FROZENSET", "OBJ", "INST"}:
            items = self._since_mark()
            made: Any = [] if name != "DICT" else {}
            self.stack.append(tuple(items) if name == "TUPLE" else made)
            if name != "TUPLE":
                self._fill(items)
        elif name in {"REDUCE", "NEWOBJ", "BUILD", "STACK_GLOBAL"}:
            self.stack[-2:] = [[each for each in self.stack[-2:] if each is not None]]
        else:
            self.stack.append(None)

    def _since_mark(self) -> list[Any]:
        start = max(place for place, each in enumerate(self.stack) if each is _MARK)
        items = self.stack[start + 1 :]
        del self.stack[start:]
        return items

    def _fill(self, items: list[Any]) -> None:
        match self.stack[-1]:
            case list() as values:
                values += items
            case set() as members:
                members.update(items)
            case dict() as table:
                table.update(zip(items[::2], items[1::2], strict=True))
