"""New tests that pass only because the work tree holds an outline of the subject: at the base they are red."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.stubs import is_outline
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.gates.change.evolution import subject_paths_in
from pytest_tddgate.gates.change.subject_lines import reverted_sources
from pytest_tddgate.gates.verify_fail.judged import judge_tests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.red.blame import Scene
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.verify_fail.judged import TestRed

__all__ = ["red_without_outline"]


def red_without_outline(
    judged: Mapping[TestId, TestRed], evolution: Evolution, scene: Scene, case: Case
) -> dict[TestId, TestRed]:
    """The passing tests that are red with the base's subject, as judged there.

    Empty unless the subject changed, and only by an outline: if finished code makes a new test pass, the test is not
    red.
    """
    green = [
        test for test, each in judged.items() if not each.red_cases and not each.faulty_cases and each.pins is None
    ]
    changed = _changed_modules(evolution.base, case) if green else ()
    if not changed or not _is_outline_only(changed, evolution.base, case):
        return {}
    run = case.run_tests(Role.CONTROL, green, {"reverted": reverted_sources(changed, evolution.base, case)})
    taken_away = replace(scene, layout=replace(scene.layout, absent=scene.layout.packages))
    return {test: each for test, each in judge_tests(green, run, taken_away).items() if each.red_cases}


def _changed_modules(base: str, case: Case) -> tuple[str, ...]:
    changed = case.repository.changed_since(base, [case.layout.root] if case.layout.root else ())
    return tuple(path for path in subject_paths_in(changed, case.layout) if path.endswith(".py"))


def _is_outline_only(changed: tuple[str, ...], base: str, case: Case) -> bool:
    before = case.repository.blobs(base, changed)
    sources = {path: case.repository.read(path) for path in changed}
    return all(data is not None and is_outline(before.get(path), data) for path, data in sources.items())
