"""`tddgate explain`: prints the documentation page of a rule, a word or a gate, or the list of all rules."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.nearest import like
from pytest_tddgate.domain.rules.every import RULES
from pytest_tddgate.domain.rules.plug_ins import verifier_of
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.rules.rule import Rule

__all__ = ["page_of", "rule_list", "run", "words"]

_PACKAGE = Path(__file__).parents[1]


def run(arguments: argparse.Namespace) -> int:
    """Print the requested page, or one line for every rule."""
    text = "\n".join(rule_list()) if arguments.rule is None else _explained(arguments.rule)
    print(text.rstrip("\n"))  # noqa: T201 - the command's output
    return ExitCode.PASSED


def page_of(rule_id: str) -> str:
    """The page of this rule, in Markdown; raises KeyError if there is no such rule."""
    return (_pages() / "rules" / f"{RULES[rule_id].id}.md").read_text(encoding="utf-8")


def words() -> dict[str, str]:
    """Word -> its section of the page `words.md`, in Markdown."""
    sections = re.split(r"^(?=## )", (_pages() / "words.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {each.partition("\n")[0].removeprefix("## "): each for each in sections}


def rule_list() -> Iterator[str]:
    """A line for each rule: id, level, gates, and what it detects."""
    yield from _lines(RULES.values())
    yield ""
    yield f"Gates and words: {', '.join(words())}."
    yield "tddgate explain NAME prints the page of a rule, or what a word means."


def _explained(name: str) -> str:
    """The page of this rule, gate or word; raises Unusable, with the nearest name, if there is none."""
    if name in RULES:
        return page_of(name)
    if verifier := verifier_of(name):
        return f"{name} is a rule of the verifier {verifier}.\n\n{page_of('verifier-refused')}"
    known, word = words(), name.lower()
    if word in known:
        return known[word] + "\n".join(_lines(_rules_at(word)))
    near = like(word, [*RULES, *known], cutoff=0.5)
    raise Unusable(
        f"there is no rule {name!r}" + (f"; did you mean {near!r}?" if near else ""),
        why="every refusal names its rule in brackets: refused[RULE]",
        next_step=f"tddgate explain {near}" if near else "tddgate explain lists all rules",
    )


def _rules_at(gate: str) -> tuple[Rule, ...]:
    """The rules of the gate with this name; empty for any other word."""
    return tuple(rule for rule in RULES.values() if gate in {each.value for each in rule.gates})


def _lines(rules: Iterable[Rule]) -> Iterator[str]:
    ids = max(map(len, RULES))
    for rule in rules:
        gates = ", ".join(gate.value for gate in rule.gates)
        yield f"{rule.id.ljust(ids)}  {rule.level.value.ljust(6)}  {gates.ljust(24)}  {rule.detects}"


def _pages() -> Path:
    """The folder of the pages: in the installed package, or `docs` in a checkout."""
    installed = _PACKAGE / "pages"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "docs"
