"""The work of a pool process: tries one mutant in a pytest of its own and answers with the outcome."""

from __future__ import annotations

import json
import signal
import tempfile
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.mutants.time_limits import WALL_TIMES
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.mutants.side_effect_guard import STOPPED
from pytest_tddgate.session.mutants.transient_files import TransientFiles
from pytest_tddgate.session.runs.recipes import runner_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.ports import Runner

__all__ = ["tried_alone", "tried_by"]

_WALL_LEAST = 60.0  # seconds added to that: time for a pytest to start on a busy machine


def tried_alone(text: str) -> str:
    """The answer to a request of `fresh.Fresh`; both are JSON."""
    return tried_by(runner_of(json.loads(text)["recipe"]), text)


def tried_by(runner: Runner, text: str) -> str:
    """The same with a given runner."""
    asked = json.loads(text)
    tests = asked["tests"]
    targets = sorted({file for _, file, _ in tests})
    transient = TransientFiles(asked["effects"])
    with tempfile.TemporaryDirectory(prefix="tddgate-") as scratch:
        extra: Extra = {
            "id": asked["id"],
            "path": asked["path"],
            "source": asked["source"],
            "effects": asked["effects"],
            "roots": asked["roots"],
            "tests": [(node_id, seconds) for node_id, _, seconds in tests],
            "wall": _WALL_LEAST + WALL_TIMES * asked["wall"],
            "scratch": scratch,
        }
        run = runner.run(Role.ALONE, targets=targets, extra=extra, tree=asked["recipe"]["top"])
    transient.remove()
    return json.dumps(_answered(run, asked))


def _answered(run: RunSeen, asked: Mapping[str, Any]) -> dict[str, object]:
    """The answer's values. If the mutant ended the process, the running test noticed it, as in a fork."""
    if run.mutation.mutants:
        (seen,) = run.mutation.mutants
        return {"outcome": seen.outcome, "tests": seen.tests, "count": seen.count, "spent": run.mutation.spent}
    outcome = {-signal.SIGALRM: "undecided", STOPPED: "stopped"}.get(run.exit_code, "killed")
    running = run.last_started or asked["tests"][0][0]
    spent = next((seconds for node_id, _, seconds in asked["tests"] if node_id == running), 0)
    return {"outcome": outcome, "tests": [running], "count": 1, "spent": spent}
