"""Which values mean the same in any process."""

from __future__ import annotations

import datetime as dt
import io
import logging
import os
import sys
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from pytest_tddgate.domain.generality.telling import is_plain


@dataclass
class Holder:
    """Holds something."""

    held: Any
    names: list[str] = field(default_factory=list)


PLAIN = [1, "a", b"a", None, [1, {"a": (2.5, {3})}], dt.date(2020, 1, 2), Decimal(1), Holder([1]), OrderedDict(a=1)]
OTHER = [
    sys.stdout, io.StringIO(), logging.getLogger("a"), os.environ, threading.Lock(), print, io, Holder(io.BytesIO()),
    "<thing at 0x7f1234567890>", [len], iter([1]),
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN)
def test_texts_and_numbers_are_plain_in_whatever_they_lie(value: object) -> None:
    """In containers, and in objects of classes that are written in Python."""
    assert is_plain(value)


@pytest.mark.parametrize("value", OTHER, ids=lambda each: type(each).__name__)
def test_what_stands_for_something_else_is_not(value: object) -> None:
    """Streams, loggers, locks, functions, places in memory."""
    assert not is_plain(value)
