"""What the gate says of a function whose answers are others where no trace of pytest is to be seen."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from pytest_tddgate.domain.generality.replay import Dependence, Replay
from pytest_tddgate.domain.run.calls import CallsSeen
from pytest_tddgate.domain.run.observation import RunSeen, TestId
from pytest_tddgate.gates.implementation.cliffs import cliff_findings
from pytest_tddgate.gates.implementation.examined import Implementation

if TYPE_CHECKING:
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

PATH = "src/shop/pages.py"


def _found(**base: bytes) -> tuple[Finding, ...]:
    """What is found in a run that saw such a function; `base` are the files of the base commit."""
    files = {"project": "pyproject.toml", "pages": PATH}
    known = {files[name]: data for name, data in base.items()}
    replay = Replay(f"/top/{PATH}", 3, "pages", depends_on=Dependence.RUN, seen=4)
    run = RunSeen(announced=0, calls=CallsSeen((replay,), is_whole=True))
    case = SimpleNamespace(
        layout=SimpleNamespace(top="/top", root=""),
        runner=SimpleNamespace(run=lambda *_, **__: run),
        repository=SimpleNamespace(blobs=lambda _, paths: {each: known[each] for each in paths if each in known}),
    )
    implementation = Implementation((TestId("tests/t.py", "test_it"),), {PATH: frozenset({1})}, "base")
    return cliff_findings(implementation, cast("Case", case)).findings


def test_a_function_that_looks_at_the_run_knows_its_tests() -> None:
    """It is told in how many calls that showed, and where the function is."""
    (finding,) = _found()

    assert (finding.rule.id, str(finding.at)) == ("test-aware", "src/shop/pages.py:3")
    assert finding.what == (
        "pages looks at the run: 4 calls gave another answer, with the same arguments, without pytest's traces"
    )


def test_a_plugin_of_pytest_may() -> None:
    """Knowing about tests was its business at the base, or that of the file."""
    assert _found(project=b'[project.entry-points.pytest11]\nshop = "shop"\n') == ()
    assert _found(pages=b"import pytest\n") == ()


def test_a_file_that_begins_to_import_pytest_may_not() -> None:
    """What counts is the base."""
    (finding,) = _found(project=b"[project]\n", pages=b"import sys\n")

    assert finding.rule.id == "test-aware"
