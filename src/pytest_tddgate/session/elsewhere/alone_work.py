"""What a process of a pool does: it has one mutant tried by a pytest of its own, and says what came of it."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.runs.recipes import runner_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.ports import Runner

__all__ = ["tried_alone", "tried_by"]

_WALL_TIMES, _WALL_LEAST = 20, 60.0  # as in `trial`, with time for a pytest to start on a busy machine


def tried_alone(text: str) -> str:
    """The answer to what `fresh` asks, both as JSON."""
    return tried_by(runner_of(json.loads(text)["recipe"]), text)


def tried_by(runner: Runner, text: str) -> str:
    """The same, by this runner."""
    asked = json.loads(text)
    tests = asked["tests"]
    extra = {
        **asked,
        "tests": [(node_id, seconds) for node_id, _, seconds in tests],
        "wall": _WALL_LEAST + _WALL_TIMES * asked["wall"],
    }
    targets = sorted({file for _, file, _ in tests})
    run = runner.run(Role.ALONE, targets=targets, extra=extra, tree=asked["recipe"]["top"])
    return json.dumps(_answered(run, asked))


def _answered(run: RunSeen, asked: Mapping[str, Any]) -> dict[str, object]:
    """What came of it. One that ends its process was noticed by the test that ran, as in a fork."""
    if run.mutants:
        (seen,) = run.mutants
        return {"outcome": seen.outcome, "tests": seen.tests, "count": seen.count, "spent": run.spent}
    is_late = run.exit_code == -signal.SIGALRM
    running = run.last_started or asked["tests"][0][0]
    spent = next((seconds for node_id, _, seconds in asked["tests"] if node_id == running), 0)
    return {"outcome": "undecided" if is_late else "killed", "tests": [running], "count": 1, "spent": spent}
