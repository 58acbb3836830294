"""A project's changelog: where it is kept, and which entries a change adds to it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.docs.fragments import BREAKING, FRAGMENT_FOLDERS, FragmentForm, form_of, kind_of
from pytest_tddgate.domain.docs.placeholders import is_placeholder, without_comments
from pytest_tddgate.domain.docs.unreleased import LINE_OF_MARKS, without_old_releases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = [
    "OFF",
    "Changelog",
    "Entry",
    "bringing",
    "changelog_of",
    "entries_in",
    "is_written_with_changes",
]

OFF = "off"
"""Given as a path, it means that the project keeps no changelog."""
_NAMES = re.compile(
    r"(^|.*/)(changelog|changes|history|news|release[-_]?notes)(\.(md|rst|txt|markdown))?$", re.IGNORECASE
)
_TOOLS = {"towncrier": ("directory", "newsfragments"), "scriv": ("fragment_directory", "changelog.d")}
_PROJECT_FILES = frozenset({"pyproject.toml", "setup.py", "setup.cfg", "package.json", "Cargo.toml", "go.mod"})
"""Files that make a folder a project of its own, with a changelog for its own users."""
_FEW = 10
"""With fewer commits, no habit can be seen."""
_LOOKED_AT = 40
_SHARE = 0.2
"""Measured: 0 to 13 % in five projects that write at release, 40 to 95 % in eight others; see `docs/measured.md`."""
_SECTION = re.compile(r"^(\w+):(?: *\|-?)? *$")
"""A section of a reno note, which is YAML."""
_NO_ENTRY = re.compile(r"^(readme|template|\.gitignore|\.gitkeep|\.keep)", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(r"^#+\s+(.+?)\s*#*$")
_WORD = re.compile(r"\w+")
_BREAKING_WORD = re.compile(r"\b(breaking|incompatible|backwards?[- ]incompatible)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line for users with its heading, or a fragment's text with its type; `heading` is lower case, or empty."""

    heading: str
    text: str

    @property
    def tells_a_break(self) -> bool:
        """Whether it tells users that something may break for them."""
        return BREAKING.search(self.heading) is not None or _BREAKING_WORD.search(self.text) is not None

    def says_something(self, names: Iterable[str]) -> bool:
        """Whether it has two words, or one word that begins with a part of one of the dotted `names`.

        A word in a script without upper and lower case is enough: some scripts put no spaces between words.
        """
        words = _WORD.findall(self.text.casefold())
        known = tuple(part for name in names for part in name.casefold().split("."))
        return len(words) > 1 or any(each.startswith(known) or _has_no_case(each) for each in words)


@dataclass(frozen=True, slots=True)
class Changelog:
    """A file, or a folder of fragments; paths are repository-relative."""

    file: str = ""
    folder: str = ""
    form: FragmentForm = field(default=FragmentForm(), compare=False)

    def moved(self, place_of: Callable[[str], str]) -> Changelog:
        """The same changelog with its paths mapped by `place_of`."""
        return Changelog(self.file and place_of(self.file), self.folder and place_of(self.folder), self.form)

    def has(self, path: str) -> bool:
        """Whether this file may hold entries."""
        if self.file:
            return path == self.file
        name = path.rpartition("/")[2]
        return path.startswith(f"{self.folder}/") and not _NO_ENTRY.match(name)

    @property
    def place_of_a_break(self) -> str:
        """Where to put an entry about a breaking change: under which heading, in which section or of which type."""
        if not self.folder or self.form.tool == "scriv":
            return f'{f"{self.folder}/" if self.folder else self.file} under "Removed" or "Changed"'
        if self.form.tool == "reno":
            return f'{self.folder}/ in the section "upgrade"'
        named = " or ".join(f'"{each}"' for each in self.form.kinds_of())
        return f"{self.folder}/ of the type {named}" if named else f"{self.folder}/"

    def entries(self, texts: Mapping[str, tuple[str, str]]) -> tuple[Entry, ...]:
        """The entries that a change adds; `texts` are (before, now) of the changed files for which `has` is true.

        Lines below a version that has been released do not count.
        """
        found: list[Entry] = []
        for path, versions in texts.items():
            before, now = map(without_comments, versions)
            if self.file:
                found += entries_in(before, without_old_releases(before, now))
            elif now.strip():
                found += _of_fragment(path, before, now)
        return tuple(each for each in found if not is_placeholder(each.text, ""))

    def late_entries(self, texts: Mapping[str, tuple[str, str]]) -> tuple[Entry, ...]:
        """The entries that a change adds below a released version, from the same texts; placeholders do not count."""
        told = self.entries(texts)
        versions = [map(without_comments, each) for each in texts.values()] if self.file else []
        found = (each for before, now in versions for each in entries_in(before, now))
        return tuple(each for each in found if each not in told and not is_placeholder(each.text, ""))


def changelog_of(files: Iterable[str], tables: Mapping[str, object], named: str) -> Changelog | None:
    """The changelog: the path `named` in the settings, else that of a tool's settings, else one with a usual name.

    `files` are the project's, relative to its root; `tables` are settings tables by tool name. None if no changelog is
    kept, or if `named` is `off`.
    """
    known = sorted(files, key=lambda path: (path.count("/"), path))
    if named:
        folder = named.rstrip("/")
        is_folder = any(path.startswith(f"{folder}/") for path in known)
        in_folder = Changelog(folder=folder, form=form_of(folder, known, "", {})) if is_folder else None
        return None if named == OFF else in_folder or Changelog(file=named)
    for tool, (key, usual) in _TOOLS.items():
        table = tables.get(tool)
        if isinstance(table, dict):
            folder = posixpath.normpath(str(table.get(key, usual)))
            return Changelog(folder=folder, form=form_of(folder, known, tool, table))
    for folder in FRAGMENT_FOLDERS:
        if any(path.startswith(f"{folder}/") for path in known):
            return Changelog(folder=folder, form=form_of(folder, known, "", {}))
    projects = {folder for path in known for folder, _, name in [path.rpartition("/")] if name in _PROJECT_FILES}
    found = (path for path in known if _NAMES.match(path) and path.count("/") <= 1)
    own = (path for path in found if "/" not in path or path.rpartition("/")[0] not in projects)
    return next((Changelog(file=path) for path in own), None)


def is_written_with_changes(
    kept: Changelog,
    commits: Iterable[frozenset[str]],
    is_code: Callable[[str], bool],
    is_test: Callable[[str], bool],
) -> bool:
    """Whether the project's commits (given by the paths that each touched) usually include changelog entries."""
    told, of = bringing(kept, commits, is_code, is_test)
    return of < _FEW or told >= _SHARE * of


def bringing(
    kept: Changelog,
    commits: Iterable[frozenset[str]],
    is_code: Callable[[str], bool],
    is_test: Callable[[str], bool],
) -> tuple[int, int]:
    """How many of the newest commits with code and tests add an entry, and how many such commits were looked at."""
    changes = [paths for paths in commits if any(map(is_code, paths)) and any(map(is_test, paths))][:_LOOKED_AT]
    return sum(any(map(kept.has, paths)) for paths in changes), len(changes)


def entries_in(before: str, now: str) -> tuple[Entry, ...]:
    """The lines that a changelog file has now but did not have before, with their headings; headings do not count."""
    old = {line.strip() for line in before.splitlines()}
    return tuple(each for each in _lines(now) if each.text not in old)


def _of_fragment(path: str, before: str, now: str) -> tuple[Entry, ...]:
    """The entries of a fragment; its type is in its name, as with towncrier, or in a heading."""
    if path.endswith((".yaml", ".yml")):
        old = {each.text for each in _of_note(before)}
        return tuple(each for each in _of_note(now) if each.text not in old)
    kind = kind_of(path.rpartition("/")[2])
    if kind and not any(_MARKDOWN_HEADING.match(line) for line in now.splitlines()):
        return (Entry(kind, now.strip()),) if now != before else ()
    return entries_in(before, now)


def _of_note(text: str) -> tuple[Entry, ...]:
    """The lines of a reno note, each with its section."""
    found, heading = [], ""
    for line in text.splitlines():
        section = _SECTION.match(line)
        heading = section[1].casefold() if section else heading
        words = line.strip().removeprefix("-").strip()
        if not section and words.strip("-|>"):
            found.append(Entry(heading, words))
    return tuple(found)


def _has_no_case(word: str) -> bool:
    return any(each.isalpha() and each.upper() == each.lower() for each in word)


def _lines(text: str) -> Iterator[Entry]:
    heading, lines = "", text.splitlines()
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if found := _MARKDOWN_HEADING.match(line):
            heading = found[1].casefold()
        elif line.strip() and LINE_OF_MARKS.match(following):
            heading = line.strip().casefold()
        elif line.strip() and not LINE_OF_MARKS.match(line):
            yield Entry(heading, line.strip())
