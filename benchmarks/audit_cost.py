"""One audit in the current folder, and what its runs cost: what `audit.py` starts for each of its measurements.

    python benchmarks/audit_cost.py BASE {apart,forked}

`apart` gives every run an interpreter of its own, `forked` makes them as an audit does. The last line is JSON: CPU
seconds of the whole, those of each role, the outcome, and the peak memory of the judge and of its largest run (KiB).
"""

from __future__ import annotations

import json
import resource
import sys
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.session.audit.judge import audited
from pytest_tddgate.session.request import Request
from pytest_tddgate.session.runs.clean_runner import CleanRunner
from pytest_tddgate.session.runs.kept_reserve import KeptReserve
from pytest_tddgate.session.runs.reserve import Reserve

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.domain.run.orders import Orders

_OF_FORKS = "forks of a reserve"
_WATCHED, _CLOSE = CleanRunner.__dict__["_watched"], Reserve.close
_SPENT: defaultdict[str, float] = defaultdict(float)
"""CPU seconds by role; a child that was waited for counts, with all that it has waited for."""


def cpu(who: int) -> float:
    """Seconds of CPU, in user code and in the system."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def watched(runner: CleanRunner, orders: Orders, top: str) -> RunSeen:
    """What was seen of the run, whose cost is added to its role's."""
    before, forks = cpu(resource.RUSAGE_CHILDREN), _SPENT[_OF_FORKS]
    try:
        seen: RunSeen = _WATCHED(runner, orders, top)
        return seen
    finally:
        of_forks = _SPENT[_OF_FORKS] - forks  # of a reserve that ended because this run needs another
        _SPENT[orders.role] += cpu(resource.RUSAGE_CHILDREN) - before - of_forks


def close(reserve: Reserve) -> None:
    """End the reserve, whose cost is that of all its forks."""
    before = cpu(resource.RUSAGE_CHILDREN)
    _CLOSE(reserve)
    _SPENT[_OF_FORKS] += cpu(resource.RUSAGE_CHILDREN) - before


def main() -> int:
    """Audit, print, and return the exit status."""
    base, how = sys.argv[1:]
    folder = str(Path.cwd())
    request = Request(gate=Gate.AUDIT, directory=folder, rootdir=folder, base=base, verbosity=-1)
    with ExitStack() as measured:
        measured.enter_context(mock.patch.object(CleanRunner, "_watched", watched))
        measured.enter_context(mock.patch.object(Reserve, "close", close))
        if how == "apart":
            measured.enter_context(mock.patch.object(KeptReserve, "of", return_value=None))
        start = cpu(resource.RUSAGE_SELF) + cpu(resource.RUSAGE_CHILDREN)
        report = audited(request)
        whole = cpu(resource.RUSAGE_SELF) + cpu(resource.RUSAGE_CHILDREN) - start
    memory = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps([whole, _SPENT, report.verdict.outcome.value, memory]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
