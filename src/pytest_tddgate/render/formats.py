"""The formats of `--tdd-report`, with the function that renders each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.render.github_report import commands_text
from pytest_tddgate.render.gitlab_report import gitlab_text
from pytest_tddgate.render.json_report import json_text
from pytest_tddgate.render.junit_report import junit_text
from pytest_tddgate.render.markdown_report import markdown_text
from pytest_tddgate.render.sarif_report import sarif_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.domain.reports.statement import Statement

__all__ = ["RENDERERS"]

RENDERERS: dict[str, Callable[[Statement], str]] = {
    "json": json_text,
    "junit": junit_text,
    "sarif": sarif_text,
    "github": commands_text,
    "gitlab": gitlab_text,
    "markdown": markdown_text,
}
