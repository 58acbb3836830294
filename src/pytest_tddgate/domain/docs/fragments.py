"""Fragments of a changelog: how the tools name them, and what a first one holds."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["PROSE", "FragmentForm", "form_of", "fragment_of"]

PROSE = (".md", ".rst", ".txt", ".markdown")
_RENO_DIGITS = 16
_NEWS = ("added", "feature", "features", "change")
"""Types of towncrier for something new, where a project has its own; `feature` is among those that it has by itself."""


class FragmentForm(NamedTuple):
    """The tool (`reno`, `scriv`; every other names its fragments as towncrier does), a type, and the file's ending."""

    tool: str = ""
    kind: str = "added"
    ending: str = ".md"


def form_of(folder: str, files: Iterable[str], tool: str, table: Mapping[str, Any]) -> FragmentForm:
    """How the project names the fragments in a folder; `table` are the settings of the tool."""
    if folder == "releasenotes/notes":
        return FragmentForm("reno")
    inside = (path.rpartition("/")[2] for path in files if path.startswith(f"{folder}/"))
    sample = next((name for name in inside if "." in name[1:] and not name.lower().startswith("readme")), ".md")
    ending = f".{sample.rpartition('.')[2]}"
    types = table.get("type", ())
    kinds = [str(each.get("directory")) for each in types if isinstance(each, dict)] if isinstance(types, list) else []
    usual = "feature" if tool == "towncrier" else "added"
    kind = next((each for each in _NEWS if each in kinds), kinds[0] if kinds else usual)
    return FragmentForm(tool, kind, ending if ending in PROSE else "")


def fragment_of(folder: str, form: FragmentForm, feature: str) -> tuple[str, str]:
    """The path and the text of a first fragment."""
    match form.tool:
        case "reno":
            digits = hashlib.sha256(feature.encode()).hexdigest()[:_RENO_DIGITS]
            return f"{folder}/{feature}-{digits}.yaml", f"---\nfeatures:\n  - |\n    TODO: {feature}\n"
        case "scriv":
            heading = "Added\n-----" if form.ending == ".rst" else "### Added"
            return f"{folder}/{feature}{form.ending}", f"{heading}\n\n- TODO: {feature}\n"
        case _:
            return f"{folder}/+{feature}.{form.kind}{form.ending}", f"TODO: {feature}\n"
