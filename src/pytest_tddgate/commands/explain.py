"""`tddgate explain`: the page of a rule, or the list of all rules."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules import RULES
from pytest_tddgate.domain.verdict import ExitCode
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

__all__ = ["page_of", "rule_list", "run"]

_PACKAGE = Path(__file__).parents[1]


def run(arguments: argparse.Namespace) -> int:
    """Print the page of the rule, or one line for every rule."""
    text = "\n".join(rule_list()) if arguments.rule is None else page_of(arguments.rule)
    print(text.rstrip("\n"))  # noqa: T201 - the page is what was asked for
    return ExitCode.PASSED


def page_of(rule_id: str) -> str:
    """The page of this rule, in Markdown; raises Unusable, with the nearest id, when there is no such rule."""
    if rule_id not in RULES:
        near = difflib.get_close_matches(rule_id.lower(), RULES, n=1, cutoff=0.5)
        raise Unusable(
            f"there is no rule {rule_id!r}" + (f"; did you mean {near[0]!r}?" if near else ""),
            why="every refusal names its rule in brackets: refused[RULE]",
            next_step=f"tddgate explain {near[0]}" if near else "tddgate explain lists all rules",
        )
    return (_pages() / f"{rule_id}.md").read_text(encoding="utf-8")


def rule_list() -> Iterator[str]:
    """A line for each rule: id, level, gates, and what it detects."""
    ids = max(map(len, RULES))
    for rule in RULES.values():
        gates = ", ".join(gate.value for gate in rule.gates)
        yield f"{rule.id.ljust(ids)}  {rule.level.value.ljust(6)}  {gates.ljust(24)}  {rule.detects}"
    yield ""
    yield "tddgate explain RULE prints the page of one."


def _pages() -> Path:
    """Where the pages are: in the installed package, or in the documentation of a checkout."""
    installed = _PACKAGE / "rule_pages"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "docs" / "rules"
