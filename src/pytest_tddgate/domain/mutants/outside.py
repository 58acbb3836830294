"""Whether two simultaneous runs of the same tests could interfere outside of their processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["may_meet"]

_THERE_ONCE = ("socket.bind", "socket.connect")  # audit events of Python
_DEVICES = "/dev/"


def may_meet(effects: Iterable[str]) -> bool:
    """Whether tests use something that exists only once: a port, a service, or a file outside of a run's own folders.

    `effects` holds names of the tests' audit events, and absolute paths of changed files, except those below folders
    that each run has to itself. Every port and file counts, since one chosen at random looks like one that is fixed.
    """
    return any(each.startswith(_THERE_ONCE) or _is_file(each) for each in effects)


def _is_file(effect: str) -> bool:
    return ("/" in effect or "\\" in effect) and not effect.startswith(_DEVICES)
