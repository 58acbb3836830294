"""The rules of the docs gate: what a reader would miss."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Rule

__all__ = ["DOCS_RULES"]

_DOCS = (Gate.DOCS, Gate.AUDIT)

DOCS_RULES = (
    Rule(
        "undocumented",
        _DOCS,
        "a public name that the change adds or changes, and that has no docstring",
        "whoever calls it has to read its code to know what it does",
        "write its docstring",
    ),
    Rule(
        "docs-incomplete",
        _DOCS,
        "a docstring that leaves out a parameter, a result or an error of the function",
        "a caller has to guess what it takes, gives, or raises",
        "name it in the docstring",
    ),
    Rule(
        "placeholder-docs",
        _DOCS,
        "a docstring that is a reminder, dots, or the name once more",
        "a reader finds words there, and learns nothing",
        "say what it does, for somebody who sees the name for the first time",
    ),
    Rule(
        "docs-silent",
        _DOCS,
        "a public function or class that the change adds, and that no page mentions",
        "who does not know that it is there will not use it",
        "mention it in the README or in a page of the documentation",
    ),
    Rule(
        "changelog-missing",
        _DOCS,
        "a change of the public API without an entry in the changelog that the project keeps",
        "users decide by the changelog whether to upgrade",
        "add an entry",
    ),
    Rule(
        "breaking-unlisted",
        _DOCS,
        "a change that breaks callers, and that the changelog does not tell as one",
        "an upgrade that breaks code without a word is found in production",
        'add an entry under "Removed" or "Changed" or of such a type, or one that says "breaking"',
    ),
    Rule(
        "example-broken",
        _DOCS,
        "an example of a changed page or docstring that does not parse, or gives something else",
        "an example is copied as it stands",
        "mend the example",
    ),
    Rule(
        "roadmap-open",
        (Gate.DOCS, Gate.REVIEW, Gate.AUDIT),
        "an item of the roadmap that names the feature and is not ticked",
        "a roadmap that promises what is there already is not believed any more",
        "tick the item",
    ),
)
