"""The work of a worker: unpacks a unit's tree, tries its mutants in a separate pytest, and answers.

A unit is self-contained and leaves nothing behind, so that a repetition gives the same answer. Like the judge, the
worker itself imports nothing of the project.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate import __version__
from pytest_tddgate.adapters.archive import unpacked
from pytest_tddgate.adapters.pool import AtOnce
from pytest_tddgate.domain.run.mutation import MutantSeen, MutationSeen
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.elsewhere.fallback import Fallback
from pytest_tddgate.session.elsewhere.tree_to_try import TreeToTry
from pytest_tddgate.session.pipe.raw import list_of, number_of, text_of, texts_of
from pytest_tddgate.session.runs.recipes import moved, runner_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import RunSeen

__all__ = ["answer_of", "unit_text", "version_mismatch", "with_versions", "work"]

_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


def unit_text(recipe: Mapping[str, Any], roots: tuple[str, ...], targets: tuple[str, ...], extra: Extra) -> str:
    """A run with mutants, as JSON; paths are relative to the tree, except the recipe's top."""
    unit = {"recipe": dict(recipe), "roots": roots, "targets": targets, "extra": dict(extra)}
    return json.dumps(with_versions(unit))


def with_versions(unit: Mapping[str, Any]) -> dict[str, Any]:
    """The unit, with the versions that its worker must have."""
    return {"version": __version__, "python": _PYTHON, **unit}


def work(text: str, archive: bytes) -> str:
    """The answer to a unit, as JSON; `archive` holds the files of its tree."""
    unit = json.loads(text)
    if problem := version_mismatch(unit):
        return _text_of(MutationSeen(unavailable=problem), "")
    with tempfile.TemporaryDirectory(prefix="tddgate-unit-") as directory:
        tree = os.path.realpath(directory)
        unpacked(archive, tree)
        extra = unit["extra"]
        extra["files"] = [os.path.join(tree, each) for each in extra["files"]]
        for each in extra["mutants"]:
            each["path"] = os.path.join(tree, each["path"])
        extra["roots"] = unit["roots"]
        recipe = moved(unit["recipe"], tree)
        place = TreeToTry(tree, tuple(unit["roots"]), recipe, bytes)
        runner = Fallback(runner_of(recipe), place, lambda _count: AtOnce())
        run = runner.run(Role.MUTANTS, targets=unit["targets"], extra=extra, tree=tree)
        return _text_of(_answered(run), tree)


def version_mismatch(unit: dict[str, Any]) -> str:
    """Why this worker's verdicts could differ from the gate's, `""` if they cannot."""
    ours = {"version": __version__, "python": _PYTHON}
    names = {"version": "pytest-tddgate", "python": "Python"}
    wrong = [f"{names[key]} {value}, not {unit[key]}" for key, value in ours.items() if unit[key] != value]
    return f"the worker on {platform.node()} has {' and '.join(wrong)}" if wrong else ""


def _answered(run: RunSeen) -> MutationSeen:
    is_over = run.announced is not None and run.announced == run.exit_code
    problem = run.mutation.unavailable or ("" if is_over else "the run that tries them did not finish")
    return MutationSeen(unavailable=problem) if problem else run.mutation


def _text_of(answer: MutationSeen, tree: str) -> str:
    reached = {Path(os.path.relpath(path, tree)).as_posix(): sorted(lines) for path, lines in answer.reached.items()}
    mutants = [(each.id, each.outcome, each.tests, each.count) for each in answer.mutants]
    answered = {"mutants": mutants, "reached": reached, "unfit": answer.unfit, "spent": answer.spent}
    return json.dumps(answered | {"problem": answer.unavailable})


def answer_of(text: object) -> MutationSeen:
    """The answer that a worker sent; a problem if its form is unknown."""
    try:
        raw = json.loads(text_of(text))
        mutants = tuple(
            MutantSeen(text_of(mutant), text_of(outcome), texts_of(tests), number_of(count))
            for mutant, outcome, tests, count in list_of(raw["mutants"])
        )
        reached = {text_of(path): frozenset(map(number_of, list_of(lines))) for path, lines in raw["reached"].items()}
        return MutationSeen(mutants, reached, texts_of(raw["unfit"]), float(raw["spent"]), text_of(raw["problem"]))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return MutationSeen(unavailable="a worker answered what nobody understands")
