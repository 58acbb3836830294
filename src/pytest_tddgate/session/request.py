"""What the plugin passes to the judge's process: our options and pytest's settings.

Each gate creates these classes twice before its first test starts: a named tuple takes a quarter of a dataclass's time.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from pytest_tddgate.domain.rules.rule import Gate

__all__ = ["Forked", "Request"]


class Forked(NamedTuple):
    """What the plugin forked before it became the judge: two process ids, and the judge's descriptors.

    `child` is the run that the user sees: it writes `observations` and reads `orders`. `reserve` waits at `control` to
    be forked into other runs.
    """

    child: int
    observations: int
    orders: int
    reserve: int
    control: int

    @property
    def ends(self) -> tuple[int, ...]:
        """The three descriptors."""
        return self.observations, self.orders, self.control


class Request(NamedTuple):
    """A gate and the options it was called with.

    `directory` (where the command line `args` was given) and `rootdir` (pytest's) are absolute. `testpaths` and
    `python_files` are pytest's settings, `verbosity` and `color` its options. `pycache_prefix` is where Python keeps
    compiled modules (`""`: beside the sources). All other fields are our options, with the command line's defaults; see
    `plugin.py`. Without `forked`, the judge starts every run itself.
    """

    gate: Gate
    directory: str
    rootdir: str
    args: tuple[str, ...] = ()
    testpaths: tuple[str, ...] = ()
    python_files: tuple[str, ...] = ()
    verbosity: int = 0
    color: str = "auto"
    feature: str | None = None
    base: str | None = None
    amend: str | None = None
    is_static: bool = False
    sealed: str = ""
    shows_sealed: bool = False
    budget: float = 20
    workers: int | str = 0
    reports: tuple[str, ...] = ()
    pycache_prefix: str = ""
    forked: Forked | None = None

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(self._asdict() | {"gate": self.gate.value})

    @classmethod
    def from_json(cls, text: str) -> Request:
        """The request that `to_json` wrote; missing fields have their defaults."""
        raw: dict[str, Any] = json.loads(text)
        raw |= {name: tuple(each) for name, each in raw.items() if isinstance(each, list)}
        forked = Forked(*raw.pop("forked")) if raw.get("forked") else None
        return cls(gate=Gate(raw.pop("gate")), **raw)._replace(forked=forked)
