"""The files that a shell command writes, as far as its words tell.

A command can always hide what it does (`python -c`, a script, a variable): this prevents slips, not attacks.
"""

from __future__ import annotations

import posixpath
import re
import shlex
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pytest_tddgate.domain.agents.find_command import actions_of_find, found_by
from pytest_tddgate.domain.agents.git_writes import written_by_git
from pytest_tddgate.domain.agents.patches import patched_paths
from pytest_tddgate.domain.agents.shell_words import assigned, expanded, started

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Command", "Write", "commands_in", "writes_in", "written_paths"]

_ENDS = frozenset({";", "&&", "||", "|", "&", "(", ")", "|&", "\n"})
_PIPES = frozenset({"|", "|&"})
_REDIRECTIONS = frozenset({">", ">>", ">|", "&>", "&>>"})
_ALL_ARGUMENTS = frozenset({"rm", "mv", "tee", "truncate", "touch", "shred", "unlink", "rmdir", "chmod", "patch"})
_LAST_ARGUMENT = frozenset({"cp", "ln", "install", "rsync", "scp"})
_EDITORS = frozenset({"sed", "perl", "ruby", "awk"})
_ALIASES = {"gawk": "awk", "gsed": "sed"}
_IN_PLACE = re.compile(r"^-[a-zA-Z]*i|^--in-place")
_VALUED = {
    "truncate": re.compile(r"-s|--size"),
    "sed": re.compile(r"-e|-f|--expression|--file"),
    "perl": re.compile(r"-\w*e"),
    "ruby": re.compile(r"-\w*e"),
    "awk": re.compile(r"-[ifvF]|--include|--file"),
}
"""Options of a program whose value is the next word."""
_LISTING = frozenset({"echo", "printf", "ls"})
"""Programs that print the paths in their arguments."""
_ORDERING = frozenset({"sort", "uniq", "head", "tail", "tr"})
"""Programs that pass on the lines of a pipe."""
_SHELLS = frozenset({"sh", "bash", "zsh", "dash"})
_TAKES_COMMAND = re.compile(r"-[a-zA-Z]*c[a-zA-Z]*")
_PATCHERS = frozenset({"apply_patch", "applypatch"})
"""Codex treats these as its tool `apply_patch`, wherever the patch comes from."""
_NUMBER = re.compile(r"\d+")
_HERE_DOCUMENT = re.compile(r"""<<-?[ ]*(['"]?)(\w+)\1([^\n]*\n)(?:.*\n)*?[ \t]*\2[ \t]*(?:\n|\Z)""")
"""From the operator to the terminating line; group 3 is the rest of the operator's line."""


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command: the folder that a preceding `cd` leads to, its words, and the targets of its redirections."""

    folder: str
    words: list[str]
    targets: list[str]


class Write(NamedTuple):
    """A path, as written, that a command writes, and the commit that the bytes come from (empty: none)."""

    path: str
    source: str = ""


def written_paths(command: str) -> Iterator[str]:
    """The paths, as written, that this command line writes, removes or replaces, joined to the folder of a `cd`.

    Raises ValueError for a command that a shell could not parse.
    """
    return (each.path for each in writes_in(command))


def writes_in(command: str) -> Iterator[Write]:
    """As `written_paths`, with the commit that the bytes come from, if any."""
    patched = patched_paths(command)
    for each in commands_in(command):
        name, source = posixpath.basename(each.words[0]) if each.words else "", ""
        found: Iterable[str] = patched if name in _PATCHERS else _written_by(each.words)
        if name == "git":
            source, found = written_by_git(each.words[1:])
        yield from (Write(_below(each.folder, path)) for path in each.targets)
        yield from (Write(_below(each.folder, path), source) for path in found)


def commands_in(command: str, folder: str = "") -> Iterator[Command]:
    """Each simple command of a line, with those passed to a shell; programs that only start another are left out.

    `folder` is where the line runs, relative to the agent's folder. Raises ValueError for a line that a shell could not
    parse.
    """
    known: Mapping[str, tuple[str, ...]] = {}
    listed: Sequence[str] = ()
    for words, is_piped in _simple_commands(command):
        plain, targets = _redirected(words)
        known = assigned(plain, known)
        brought = listed if is_piped else ()
        plain = started([each for word in plain for each in expanded(word, known)], brought)
        yield from _with_started(Command(folder, plain, [each for word in targets for each in expanded(word, known)]))
        listed = _listed_by(plain, brought)
        if plain[:1] == ["cd"]:
            folder = _below(folder, next((word for word in plain[1:] if not word.startswith("-")), "."))


def _with_started(command: Command) -> Iterator[Command]:
    """A command, then those that it passes to a shell or that `find` runs."""
    yield command
    name, given = (posixpath.basename(command.words[0]), command.words[1:]) if command.words else ("", [])
    if name in _SHELLS:
        yield from commands_in(_command_of(given), command.folder)
    for words in actions_of_find(given) if name == "find" else ():
        yield from _with_started(Command(command.folder, started(words, ()), []))


def _listed_by(words: Sequence[str], brought: Sequence[str]) -> Sequence[str]:
    """The paths that a command prints, as far as its words tell; `brought` are the words that a pipe passes to it."""
    name, given = (posixpath.basename(words[0]), words[1:]) if words else ("", [])
    if name == "find":
        return found_by(given)
    if name == "git" and given[:1] == ["ls-files"]:
        return _paths(name, given[1:])
    return _paths(name, given) if name in _LISTING else brought if name in _ORDERING else ()


def _simple_commands(command: str) -> Iterator[tuple[list[str], bool]]:
    """(words, whether a pipe leads to it) for each simple command.

    Here-documents are removed, even inside quotes.
    """
    lexer = shlex.shlex(_HERE_DOCUMENT.sub(r"\3", command), posix=True, punctuation_chars="();<>|&\n")
    lexer.whitespace = " \t\r"
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError as problem:
        raise ValueError(f"the shell command cannot be read: {str(problem).lower()}") from None
    found: list[str] = []
    is_piped = False
    for word in words:
        if word in _ENDS or set(word) == {"\n"}:
            yield found, is_piped
            found, is_piped = [], word in _PIPES
        else:
            found.append(word)
    yield found, is_piped


def _redirected(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words without redirections, and the targets of the redirections."""
    plain: list[str] = []
    targets: list[str] = []
    skip = False
    for at, word in enumerate(words):
        if skip:
            skip = False
        elif word in _REDIRECTIONS and at + 1 < len(words):
            targets.append(words[at + 1])
            if plain and _NUMBER.fullmatch(plain[-1]):
                plain.pop()
            skip = True
        elif word == ">&":
            skip = True
        else:
            plain.append(word)
    return plain, targets


def _written_by(words: Sequence[str]) -> Iterator[str]:
    """The paths that a simple command writes."""
    if not words:
        return
    name, given = _ALIASES.get(base := posixpath.basename(words[0]), base), words[1:]
    paths = _paths(name, given)
    if name in _EDITORS:
        if _is_in_place(name, given):
            has_program = any(_gives_program(name, word) for word in given)
            yield from paths if has_program else paths[1:]
    elif name == "dd":
        yield from (word.removeprefix("of=") for word in given if word.startswith("of="))
    elif name in _LAST_ARGUMENT:
        yield from paths[-1:]
    elif name in _ALL_ARGUMENTS:
        yield from paths


def _is_in_place(name: str, given: Sequence[str]) -> bool:
    if name == "awk":
        return ("-i", "inplace") in pairwise(given) or "--include=inplace" in given
    return any(_IN_PLACE.match(word) for word in given)


def _gives_program(name: str, option: str) -> bool:
    """Whether an option gives an editor its program, which otherwise is the first argument."""
    return option in {"-f", "--file"} if name == "awk" else _takes_value(name, option)


def _command_of(given: Sequence[str]) -> str:
    """The command in a shell's arguments (`-c`); empty if there is none."""
    return next((after for word, after in pairwise(given) if _TAKES_COMMAND.fullmatch(word)), "")


def _paths(name: str, given: Sequence[str]) -> list[str]:
    """The arguments that are neither options nor values of options."""
    befores = ["", *given]
    return [
        word
        for before, word in zip(befores, given, strict=False)
        if not word.startswith("-") and not _takes_value(name, before)
    ]


def _takes_value(name: str, word: str) -> bool:
    return name in _VALUED and _VALUED[name].fullmatch(word) is not None


def _below(folder: str, path: str) -> str:
    return posixpath.join(folder, path) if folder else path
