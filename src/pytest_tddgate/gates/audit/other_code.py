"""A run over other code than the tree's decides nothing, whoever is to blame: the environment may have it installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.verdict import MissingFact

if TYPE_CHECKING:
    from pytest_tddgate.domain.verdict import Finding

__all__ = ["is_foreign", "not_known_at_base", "not_this_code"]


def is_foreign(finding: Finding) -> bool:
    """Whether it says that the code came from elsewhere."""
    return finding.rule.id == "foreign-subject"


def not_this_code(finding: Finding) -> MissingFact:
    """What is missing where the finding `is_foreign`."""
    return MissingFact(
        finding.what,
        "uninstall the project from this environment, or build it in the tree: [tool.tddgate.audit] setup",
        "the tests did not run the commit's code",
    )


def not_known_at_base(cut: Finding) -> MissingFact:
    """What is missing where a run at the base shows nothing, for this reason."""
    if is_foreign(cut):
        return not_this_code(cut)
    why = "nobody can tell which tests passed there"
    return MissingFact(f"at the base, {cut.what}", "find out what ends that run", why)
