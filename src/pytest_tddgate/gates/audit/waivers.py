"""The waivers that a range proposes: they have no effect before they are merged, and are listed for its reviewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.project import parsed_toml
from pytest_tddgate.domain.configuration.waivers import waivers_of
from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.gates.audit.mended import settings_path

if TYPE_CHECKING:
    from pytest_tddgate.domain.configuration.waivers import Waiver
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case

__all__ = ["proposed_rows"]


def proposed_rows(audit: AuditCase, case: Case) -> tuple[Row, ...]:
    """A row for each waiver that the head has and the base does not: its reason, its end, and who added it."""
    path = settings_path(case.layout.root)
    proposed = [each for each in _waivers_in(case.bytes_of(path)) if each not in audit.settings.waivers]
    if not proposed:
        return ()
    touching = audit.history.touches(path, f"{audit.range.fork}..{audit.range.head}").get(path, ())
    by = f"{audit.history.author_of(touching[-1])}, {touching[-1][:10]}" if touching else ""
    return tuple(
        Row("proposed", each.rule, each.path or "everywhere", f"{each.reason} (until {each.until}; {by})")
        for each in proposed
    )


def _waivers_in(source: bytes) -> tuple[Waiver, ...]:
    """The waivers in a project's settings, without those that have a mistake."""
    try:
        table = parsed_toml(source.decode("utf-8", "replace"))
    except ValueError:
        return ()
    for name in ("tool", "tddgate", "waivers"):
        table = table.get(name, {}) if isinstance(table, dict) else {}
    return waivers_of(table)[0] if table else ()
