"""What the plugin asks of the judge, another process: the options of ours, and what pytest knows of the run.

Each gate makes these classes twice before its first test starts: a named tuple takes a quarter of a dataclass's time.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from pytest_tddgate.domain.rules.rule import Gate

__all__ = ["Forked", "Request"]


class Forked(NamedTuple):
    """What the plugin has forked before it became the judge: two process ids, and a descriptor for each of our ends.

    `child` is the run that the user sees: it writes `observations` and waits for `orders`. `reserve` waits at `control`
    to become other runs.
    """

    child: int
    observations: int
    orders: int
    reserve: int
    control: int

    @property
    def ends(self) -> tuple[int, ...]:
        """The descriptors."""
        return self.observations, self.orders, self.control


class Request(NamedTuple):
    """A gate, and how it was asked for.

    `directory` and `rootdir` are absolute: where the command line `args` was given, and pytest's own. `testpaths` and
    `python_files` are pytest's settings, `verbosity` and `color` its options, `pycache_prefix` is where Python keeps
    compiled modules (`""`: beside the sources). All else are options of ours, with the defaults of the command line:
    see `plugin.py`. Without `forked`, the judge starts every run by itself.
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
        """The request that `to_json` wrote; what it leaves out is as by default."""
        raw: dict[str, Any] = json.loads(text)
        raw |= {name: tuple(each) for name, each in raw.items() if isinstance(each, list)}
        forked = Forked(*raw.pop("forked")) if raw.get("forked") else None
        return cls(gate=Gate(raw.pop("gate")), **raw)._replace(forked=forked)
