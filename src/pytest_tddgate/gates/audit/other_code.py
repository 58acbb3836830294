"""Turns findings of foreign code into missing facts: the environment, not the change, may be to blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.verdict import MissingFact

if TYPE_CHECKING:
    from pytest_tddgate.domain.verdict import Finding

__all__ = ["is_foreign", "not_known_at_base", "not_this_code"]


def is_foreign(finding: Finding) -> bool:
    """Whether the finding says that code came from elsewhere."""
    return finding.rule.id == "foreign-subject"


def not_this_code(finding: Finding) -> MissingFact:
    """The missing fact in place of a finding that `is_foreign`."""
    return MissingFact(
        finding.what,
        "uninstall the project from this environment, or build it in the tree: [tool.tddgate.audit] setup",
        "the tests did not run the commit's code",
    )


def not_known_at_base(cut: Finding) -> MissingFact:
    """The missing fact after a run at the base that the finding `cut` makes void."""
    if is_foreign(cut):
        return not_this_code(cut)
    why = "nobody can tell which tests passed there"
    return MissingFact(f"at the base, {cut.what}", "find out what ends that run", why)
