"""Orders to a child process: which run this is, which tests matter, what to measure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.extra import Extra

__all__ = ["Orders"]


def _nothing() -> Extra:
    return {}


@dataclass(frozen=True, slots=True)
class Orders:
    """What the judge asks of a child process.

    `role` is a `domain.run.role.Role`. `top` is the repository's absolute path. `files` are the test files whose items
    are reported one by one; `expected` are the tests that may fail (`file::name`). `targets` replace the user's paths.
    `timeout` is in seconds for one expected test, 0 for none. `coverage` are the sources to measure, None for no
    measurement. `extra` holds what this role needs besides.
    """

    role: str
    top: str = ""
    files: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    timeout: float = 0
    coverage: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=_nothing)

    def to_json(self) -> str:
        """The orders as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Orders:
        """The orders in the JSON that `to_json` wrote."""
        raw = json.loads(text)
        for name in ("files", "expected", "targets", "coverage"):
            if raw[name] is not None:
                raw[name] = tuple(raw[name])
        return cls(**raw)
