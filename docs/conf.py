"""How Sphinx builds these pages."""

import re
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_PACKAGE = _ROOT / "src" / "pytest_tddgate" / "__init__.py"
sys.path.insert(0, str(_ROOT / "src"))  # the domain needs the standard library only, so that nothing is installed here

from pytest_tddgate.domain.rules.every import RULES  # noqa: E402 - as above
from pytest_tddgate.domain.rules.rule import Gate, Level  # noqa: E402 - as above

project = "pytest-tddgate"
author = "pytest-tddgate contributors"
project_copyright = f"2026, {author}"
release = re.findall(r'^__version__ = "(.+)"$', _PACKAGE.read_text(encoding="utf-8"), re.MULTILINE)[0]
version = release

extensions = ["myst_parser"]
myst_heading_anchors = 3
nitpicky = True
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"{project} {release}"
html_static_path = ["static"]
html_css_files = ["site.css"]

_KINDS = {"added": "Added", "changed": "Changed", "fixed": "Fixed", "removed": "Removed"}
_WORDS = {Level.REFUSE: "refuses", Level.ADVISE: "advice", Level.OFF: "off"}


def rules_by_gate() -> str:
    """A table of the rules for each gate, as Markdown; a rule of several gates stands under the first."""
    parts = []
    for gate in Gate:
        rules = sorted((each for each in RULES.values() if each.gates[0] is gate), key=lambda each: each.id)
        rows = [f"| [{each.id}]({each.id}.md) | {_WORDS[each.level]} | {each.detects} |" for each in rules]
        also = [f"`{each.id}`" for each in RULES.values() if gate in each.gates[1:]]
        more = [f"Also here: {', '.join(sorted(also))}."] if also else []
        if rows or more:
            table = ["| rule | | detects |", "|---|---|---|", *rows] if rows else []
            parts += [f"## At {gate.value}", "\n".join(table), *more]
    return "\n\n".join(each for each in parts if each)


def _as_items(text: str) -> str:
    """A fragment as an item of a list; one that is a list already stays so."""
    return text if text.startswith("- ") else "- " + text.replace("\n", "\n  ")


def unreleased() -> str:
    """The fragments of the changelog as one page, as Markdown."""
    parts = []
    for kind, title in _KINDS.items():
        texts = [
            each.read_text(encoding="utf-8").strip() for each in sorted((_ROOT / "changelog.d").glob(f"*.{kind}.md"))
        ]
        parts += [f"### {title}", "\n".join(map(_as_items, texts))] if texts else []
    return "\n\n".join(parts) or "Nothing."


def _fill(_app: object, page: str, source: list[str]) -> None:
    """Put what the code knows in the place of a comment."""
    if page == "rules/index":
        source[0] = source[0].replace("<!-- rules by gate -->", rules_by_gate())
    if page == "changelog":
        source[0] = source[0].replace("<!-- unreleased -->", unreleased())


def setup(app: object) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _fill)  # type: ignore[attr-defined]  # Sphinx is not there where types are checked
