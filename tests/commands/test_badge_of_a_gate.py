"""`tddgate report --badge` of one gate, or of one feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.test_report import keep

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project


@pytest.mark.parametrize(
    ("options", "title"),
    [
        (["--gate=docs"], "refused (docs, 2026-01-02)"),
        (["--gate=audit"], "passed (audit, 2026-01-03)"),
        (["--gate=review"], "not run"),
        (["--gate=audit", "--feature=discount"], "passed (audit, 2026-01-03)"),
        (["--feature=discount", "--gate=docs"], "refused (docs, 2026-01-02)"),
    ],
)
def test_the_badge_is_of_what_is_asked_for(locked: Project, tddgate: Tddgate, options: list[str], title: str) -> None:
    """As every other report is."""
    keep(locked, at="2026-01-02T10:00:00Z", gate="docs", verdict="refused")
    keep(locked, gate="audit", feature="")

    answer = tddgate(locked, "report", "--badge=-", *options)

    assert f"<title>test first: {title}</title>" in answer.out


def test_a_feature_that_nobody_has_is_an_error(locked: Project, tddgate: Tddgate) -> None:
    """Its badge would say "not run", and look as if it were there."""
    answer = tddgate(locked, "report", "--badge=-", "--feature=discuont")

    assert (answer.code, answer.out) == (4, "")
