"""Whether two runs of the same tests at a time could meet outside of their processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["may_meet"]

_THERE_ONCE = ("socket.bind", "socket.connect")  # audit events of Python
_DEVICES = "/dev/"


def may_meet(heard: Iterable[str]) -> bool:
    """Whether tests of which this is heard want what there is once: a port, a service, a file at a place of its own.

    `heard` holds names of audit events, and absolute paths of what is changed; none below folders that each run has
    for itself. Which port or file it is does not matter: a free one is known as little as its name by chance.
    """
    return any(each.startswith(_THERE_ONCE) or _is_file(each) for each in heard)


def _is_file(heard: str) -> bool:
    return ("/" in heard or "\\" in heard) and not heard.startswith(_DEVICES)
