"""The rules of the docs gate: what a reader would miss."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Rule, Verb

__all__ = [
    "BREAKING_UNLISTED",
    "CHANGELOG_MISSING",
    "DOCS_INCOMPLETE",
    "DOCS_RULES",
    "DOCS_SILENT",
    "EXAMPLE_BROKEN",
    "PLACEHOLDER_DOCS",
    "ROADMAP_OPEN",
    "UNDOCUMENTED",
]

_DOCS = (Gate.DOCS, Gate.AUDIT)

UNDOCUMENTED = Rule(
    "undocumented",
    _DOCS,
    "a new or changed public name without a docstring",
    "callers have to read the code to know what it does",
    "write its docstring",
    Verb.IMPLEMENT,
)
DOCS_INCOMPLETE = Rule(
    "docs-incomplete",
    _DOCS,
    "a docstring that leaves out a parameter, a result or an error of the function",
    "callers have to guess what it takes, returns or raises",
    "name it in the docstring",
    Verb.IMPLEMENT,
)
PLACEHOLDER_DOCS = Rule(
    "placeholder-docs",
    _DOCS,
    "a docstring that is a reminder, dots, or the name repeated",
    "it fills the place of a docstring and tells the reader nothing",
    "say what it does, for a reader who sees the name for the first time",
    Verb.IMPLEMENT,
)
DOCS_SILENT = Rule(
    "docs-silent",
    _DOCS,
    "a new public function or class that no page mentions",
    "nobody uses what they cannot find",
    "mention it in the README or in a page of the documentation",
    Verb.IMPLEMENT,
)
CHANGELOG_MISSING = Rule(
    "changelog-missing",
    _DOCS,
    "a change of the public API without an entry in the changelog that the project keeps",
    "users decide by the changelog whether to upgrade",
    "add an entry",
    Verb.IMPLEMENT,
)
BREAKING_UNLISTED = Rule(
    "breaking-unlisted",
    _DOCS,
    "a change that breaks callers, and that the changelog does not list as breaking",
    "users find out in production that the upgrade breaks their code",
    'add an entry under "Removed" or "Changed", one of such a type, or one that says "breaking"',
    Verb.IMPLEMENT,
)
EXAMPLE_BROKEN = Rule(
    "example-broken",
    _DOCS,
    "an example in a changed page or docstring that does not parse, or gives another result",
    "readers copy an example as it is",
    "mend the example",
    Verb.IMPLEMENT,
)
ROADMAP_OPEN = Rule(
    "roadmap-open",
    (Gate.DOCS, Gate.REVIEW, Gate.AUDIT),
    "an item of the roadmap that names the feature and is not ticked",
    "readers stop trusting a roadmap that promises finished work",
    "tick the item",
    Verb.IMPLEMENT,
)

DOCS_RULES = (
    UNDOCUMENTED,
    DOCS_INCOMPLETE,
    PLACEHOLDER_DOCS,
    DOCS_SILENT,
    CHANGELOG_MISSING,
    BREAKING_UNLISTED,
    EXAMPLE_BROKEN,
    ROADMAP_OPEN,
)
