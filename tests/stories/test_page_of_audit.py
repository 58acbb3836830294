"""An audit lays its trees out in a folder that is gone when its page is made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_the_page_of_an_audit_is_written_beside_its_other_reports(project: Project) -> None:
    """In whatever order they are asked for."""
    project.git("switch", "--quiet", "--create", "discount")
    locked = project.with_red_test().lock().implement().commit("implement")

    ran = locked.run(
        "--tdd-gate=audit",
        "--tdd-audit=static",
        "--tdd-base=main",
        "--tdd-report=html:p.html",
        "--tdd-report=json:a.json",
    )

    assert (ran.exit_code, json.loads(locked.text("a.json"))["verdict"]) == (0, "passed"), ran.output
    page = locked.text("p.html")
    assert [each for each in ("Last run: audit", "test_discount", "locked") if each not in page] == []
