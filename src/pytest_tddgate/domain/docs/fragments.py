"""Changelog fragments: how tools name them, and the text of a first draft."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "BREAKING",
    "FRAGMENT_FOLDERS",
    "PROSE",
    "FragmentForm",
    "form_of",
    "fragment_of",
    "fragments_of",
    "kind_of",
]

FRAGMENT_FOLDERS = ("changelog.d", "newsfragments", "changes.d", "releasenotes/notes")
PROSE = (".md", ".rst", ".txt", ".markdown")
BREAKING = re.compile(r"\b(breaking|removed?|removals?|changed?|incompatible|deprecat\w+|upgrade)\b", re.IGNORECASE)
"""Headings and fragment types that tell of a breaking change."""
_USUAL = ("removed", "changed")
_RENO_DIGITS = 16
_NEWS = ("added", "feature", "features", "change")
"""Fragment types for something new, if a project defines its own types; towncrier's default is `feature`."""
_OF_TOWNCRIER = ("feature", "bugfix", "doc", "removal", "misc")


class FragmentForm(NamedTuple):
    """The tool, the type for new features, and the file extension of fragments.

    Tools other than `reno` and `scriv` name files as towncrier does. `kinds` are the project's types, from the tool's
    settings or from its fragments.
    """

    tool: str = ""
    kind: str = "added"
    ending: str = ".md"
    kinds: tuple[str, ...] = ()

    def kinds_of(self, asked: str = "") -> tuple[str, ...]:
        """The types that tell of a breaking change, with the one `asked` for first.

        If neither settings nor fragments show the project's types, the usual ones.
        """
        usual = () if self.tool == "towncrier" else _USUAL
        found = tuple(each for each in self.kinds if BREAKING.search(each)) or usual
        return tuple(sorted(found, key=lambda each: each != asked))


def form_of(folder: str, files: Iterable[str], tool: str, table: Mapping[str, Any]) -> FragmentForm:
    """How the project names the fragments in a folder; `table` holds the tool's settings."""
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
    """The type in the name of a towncrier fragment, as in `12.removal.md`; empty if there is none."""
    parts = (part for part in name.split(".")[1:] if f".{part}" not in PROSE and not part.isdigit())
    return next(parts, "").casefold()


def _kinds_of(table: Mapping[str, Any]) -> Iterator[str]:
    """The types in towncrier's settings, from a list or from separate tables."""
    types, tables = table.get("type"), table.get("fragment")
    for each in types if isinstance(types, list) else ():
        if isinstance(each, dict) and (kind := each.get("directory") or each.get("name")):
            yield str(kind) if "directory" in each else str(kind).casefold()
    yield from (str(each).casefold() for each in (tables if isinstance(tables, dict) else ()))


def fragments_of(folder: str, form: FragmentForm, feature: str, kinds: Iterable[str]) -> dict[str, str]:
    """Path -> text of first fragments with an entry of each kind; for reno and scriv, all in one fragment."""
    found: dict[str, str] = {}
    for kind in sorted(kinds):
        path, text = fragment_of(folder, form, feature, kind)
        if (before := found.get(path)) is None:
            found[path] = text
        elif form.tool == "reno":
            found[path] = before + text.removeprefix("---\n")
        elif form.tool == "scriv":
            found[path] = f"{before}\n{text}"
    return found


def fragment_of(folder: str, form: FragmentForm, feature: str, kind: str = "added") -> tuple[str, str]:
    """Path and text of a first fragment with an entry of a kind: `added`, `changed` or `removed`."""
    match form.tool:
        case "reno":
            digits = hashlib.sha256(feature.encode()).hexdigest()[:_RENO_DIGITS]
            section = "features" if kind == "added" else "upgrade"
            return f"{folder}/{feature}-{digits}.yaml", f"---\n{section}:\n  - |\n    TODO: {feature}\n"
        case "scriv":
            title = kind.capitalize()
            heading = f"{title}\n{'-' * len(title)}" if form.ending == ".rst" else f"### {title}"
            return f"{folder}/{feature}{form.ending}", f"{heading}\n\n- TODO: {feature}\n"
        case _:
            own = form.kind if kind == "added" else next(iter(form.kinds_of(kind)), "")
            said = "" if own else " (breaking)"
            return f"{folder}/+{feature}.{own or form.kind}{form.ending}", f"TODO: {feature}{said}\n"
