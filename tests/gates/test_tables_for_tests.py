"""What the gate says of a table that serves the tested calls alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from pytest_tddgate.domain.generality.replay import Replay
from pytest_tddgate.domain.generality.withheld import Need, Withheld
from pytest_tddgate.domain.run.calls import CallsSeen
from pytest_tddgate.domain.run.observation import RunSeen, TestId
from pytest_tddgate.gates.implementation.cliffs import cliff_findings
from pytest_tddgate.gates.implementation.examined import Implementation

if TYPE_CHECKING:
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case


def _findings(needy: int) -> tuple[Finding, ...]:
    """What is found where four calls need a table, and so many of ten around each of them."""
    needs = tuple(Need(f"'{each}'", 10, needy) for each in range(4))
    replay = Replay("/top/src/shop/pages.py", 3, "pages", withheld=(Withheld("/top/src/shop/known.py", 7, needs),))
    run = RunSeen(announced=0, calls=CallsSeen((replay,), is_whole=True))
    case = SimpleNamespace(layout=SimpleNamespace(top="/top"), runner=SimpleNamespace(run=lambda *_, **__: run))
    implementation = Implementation((TestId("tests/t.py", "test_it"),), {"src/shop/pages.py": frozenset({1})}, "base")
    return cliff_findings(implementation, cast("Case", case)).findings


def test_it_is_told_with_the_table_and_the_calls() -> None:
    """At the line of the table."""
    (finding,) = _findings(0)

    assert finding.rule.id == "cliff"
    assert str(finding.at) == "src/shop/known.py:7"
    assert finding.what == (
        "without what stands here, pages answers ('0'), ('1'), ('2') and 1 more otherwise, and hardly any call near to "
        "them"
    )


def test_a_table_of_the_domain_is_not_told() -> None:
    """Everybody needs it."""
    assert _findings(9) == ()
