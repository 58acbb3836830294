"""Whether an audit has product code to judge: at the top of several projects there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.change.subject_there import missing_subject
from pytest_tddgate.gates.contracts.home import cd_prefix, folder_of, folder_of_file

if TYPE_CHECKING:
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case

__all__ = ["with_subject"]


def with_subject(case: Case, audit: AuditCase) -> Case:
    """The case of the head; raises CannotDecide if it has no product code.

    The error's next step names the projects that the range changes, or else the project of a kept contract.
    """
    for missing in missing_subject(case):
        span, changed = audit.range, case.repository.changed_since(audit.range.fork)
        new, kept = ([each.contract for each in some.values()] for some in (span.new, span.kept))
        folders = [folder_of(each, case.layout) for each in new]
        folders += [folder_of_file(path, case.layout) for path in changed if path.endswith(".py")]
        ways = sorted({cd_prefix(each, case) for each in folders} - {""})
        ways = ways or [way for each in reversed(kept) if (way := cd_prefix(folder_of(each, case.layout), case))][:1]
        again = "; and: ".join(f"{way}pytest --tdd-gate=audit --tdd-base={span.policy[:10]}" for way in ways)
        raise CannotDecide(missing.what, why=missing.why, next_step=again or missing.next_step)
    return case
