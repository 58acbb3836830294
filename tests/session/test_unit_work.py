"""What a worker does with a unit: a process of its own, in a tree of its own, and nothing for another's version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.archive import every_file, packed
from pytest_tddgate.session.elsewhere.unit_work import answer_of, unit_text, work

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.extra import Extra, Replacement
    from tests.project import Project

TARGETS = ("tests/test_discount.py::test_discount",)


def unit_of(project: Project) -> dict[str, Any]:
    """A unit with one mutant of the sample's `discount`: `*` becomes `/`."""
    source = project.text("src/shop/discount.py")
    at = source.index("* 9")
    path = "src/shop/discount.py"
    mutant: Replacement = {"id": "m1", "path": path, "start": at, "end": at + 1, "text": "/", "lines": [2, 2]}
    extra: Extra = {"mutants": [mutant], "files": [path], "workers": 1, "budget": 20, "skip": [], "reach": TARGETS}
    recipe = {
        "kind": "own",
        "args": project.command("--tdd-gate=green")[3:],
        "directory": ".",
        "timeout": 30,
        "top": str(project.root),
    }
    return json.loads(unit_text(recipe, ("src",), TARGETS, extra))  # type: ignore[no-any-return]  # a unit is one


def test_a_worker_tries_the_mutants_of_its_batch(branch: Project) -> None:
    """In the tree that came along; the checkout is not there any more."""
    archive, text = packed(str(branch.root), every_file(str(branch.root))), json.dumps(unit_of(branch))
    branch.root.rename(branch.root.with_name("gone"))

    answer = answer_of(work(text, archive))

    assert [(each.id, each.outcome, each.tests) for each in answer.mutants] == [("m1", "killed", TARGETS)]
    assert answer.reached == {"src/shop/discount.py": frozenset({2})}
    assert answer.unavailable == ""
    assert not Path(branch.root).exists()


def test_a_worker_of_another_version_tries_nothing(branch: Project) -> None:
    """Its verdicts would not be those of the gate."""
    unit = unit_of(branch) | {"version": "0.0.0"}

    answer = answer_of(work(json.dumps(unit), b""))

    assert "0.0.0" in answer.unavailable
    assert answer.mutants == ()


def test_a_worker_with_another_python_tries_nothing(branch: Project) -> None:
    """As it would not be the gate's."""
    unit = unit_of(branch) | {"python": "2.7"}

    answer = answer_of(work(json.dumps(unit), b""))

    assert "2.7" in answer.unavailable
