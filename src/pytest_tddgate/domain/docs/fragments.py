"""Fragments of a changelog: how the tools name them, and what a first one holds."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["PROSE", "FragmentForm", "form_of", "fragment_of", "kind_of"]

PROSE = (".md", ".rst", ".txt", ".markdown")
_RENO_DIGITS = 16
_NEWS = ("added", "feature", "features", "change")
"""Types of towncrier for something new, where a project has its own; `feature` is among those that it has by itself."""
_OF_TOWNCRIER = ("feature", "bugfix", "doc", "removal", "misc")


class FragmentForm(NamedTuple):
    """The tool (`reno`, `scriv`; every other names its fragments as towncrier does), a type, and the file's ending.

    `kinds` are the types that the project has, as its tool says or else its fragments.
    """

    tool: str = ""
    kind: str = "added"
    ending: str = ".md"
    kinds: tuple[str, ...] = ()


def form_of(folder: str, files: Iterable[str], tool: str, table: Mapping[str, Any]) -> FragmentForm:
    """How the project names the fragments in a folder; `table` are the settings of the tool."""
    if folder == "releasenotes/notes":
        return FragmentForm("reno")
    inside = [path.rpartition("/")[2] for path in files if path.startswith(f"{folder}/")]
    names = [name for name in inside if "." in name[1:] and not name.lower().startswith("readme")]
    ending = f".{(names or ['.md'])[0].rpartition('.')[2]}"
    own = tuple(_kinds_of(table))
    usual = "feature" if tool == "towncrier" else "added"
    kind = next((each for each in _NEWS if each in own), own[0] if own else usual)
    seen = tuple(dict.fromkeys(each for name in names if (each := kind_of(name))))
    kinds = own or (_OF_TOWNCRIER if tool == "towncrier" else seen)
    return FragmentForm(tool, kind, ending if ending in PROSE else "", kinds)


def kind_of(name: str) -> str:
    """The type in the name of a fragment, as towncrier has it: `12.removal.md`; empty where there is none."""
    parts = (part for part in name.split(".")[1:] if f".{part}" not in PROSE and not part.isdigit())
    return next(parts, "").casefold()


def _kinds_of(table: Mapping[str, Any]) -> Iterator[str]:
    """The types in the settings of towncrier, in a list or in tables of their own."""
    types, tables = table.get("type"), table.get("fragment")
    for each in types if isinstance(types, list) else ():
        if isinstance(each, dict) and (kind := each.get("directory") or each.get("name")):
            yield str(kind) if "directory" in each else str(kind).casefold()
    yield from (str(each).casefold() for each in (tables if isinstance(tables, dict) else ()))


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
