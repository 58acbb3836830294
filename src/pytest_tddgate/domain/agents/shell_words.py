"""How a shell changes words before a program runs: variables, and programs that only start another program."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["assigned", "expanded", "replaced", "started"]

_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
_DECLARING = frozenset({"export", "local", "declare", "readonly", "typeset"})
_NOTHING = re.compile(r"(?!)")
_STARTERS = {
    **dict.fromkeys(("command", "nohup", "time", "exec", "setsid", "builtin"), _NOTHING),
    **dict.fromkeys(("if", "while", "until", "then", "do", "else", "elif", "!", "{"), _NOTHING),
    "doas": re.compile(r"-[uC]"),
    "env": re.compile(r"-u|--unset|-C|--chdir"),
    "ionice": re.compile(r"-[cn]"),
    "nice": re.compile(r"-n|--adjustment"),
    "stdbuf": re.compile(r"-[ioe]"),
    "sudo": re.compile(r"-[ughpCDRTU]"),
    "timeout": re.compile(r"-[ks]|--kill-after|--signal"),
    "xargs": re.compile(r"-[nPILdaEs]|--(max-args|max-procs|replace|max-lines|delimiter|arg-file|eof|max-chars)"),
}
"""Programs and shell keywords that start another program, with a pattern for options whose value is the next word."""
_REPLACED = re.compile(r"-I(.*)")
_MOST = 64  # words that one word may expand to: nested loops multiply


def assigned(words: Sequence[str], known: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """`known` variables with those that these words set: a `for` loop over words, or assignments without a command."""
    if words[:1] == ["for"] and words[2:3] == ["in"]:
        return {**known, words[1]: tuple(each for word in words[3:] for each in expanded(word, known))}
    found = [_ASSIGNMENT.fullmatch(word) for word in words if word not in _DECLARING]
    for each in found if all(found) else ():
        if each:
            values = [value for whole in expanded(each[2], known) for value in (whole, *whole.split())]
            known = {**known, each[1]: tuple(dict.fromkeys(values))}
    return known


def expanded(word: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words that this one expands to with the values of known variables; the word itself if it uses none."""
    words = [word]
    for found in _VARIABLE.finditer(word):
        values = known.get(found[1] or found[2])
        if values is not None:
            words = [each.replace(found[0], value, 1) for each in words for value in values][:_MOST]
    return tuple(words)


def started(words: Sequence[str], listed: Sequence[str]) -> list[str]:
    """The words without programs that only start another; `listed` are the words that a pipe passes to `xargs`."""
    rest, brought, mark = list(words), [], ""
    while rest:
        name = posixpath.basename(rest[0])
        if name in _STARTERS:
            options, rest = _split(rest[1:], _STARTERS[name])
            rest = rest[1:] if name == "timeout" else rest
            if name == "xargs":
                brought, mark = list(listed), _mark_of(options)
        elif _ASSIGNMENT.fullmatch(rest[0]):
            rest = rest[1:]
        else:
            break
    return replaced(rest, mark, brought) if mark else rest + brought


def replaced(words: Sequence[str], mark: str, paths: Sequence[str]) -> list[str]:
    """The words; a word that contains the mark is repeated with each of the paths in place of the mark."""
    return [
        each for word in words for each in ([word.replace(mark, path) for path in paths] if mark in word else [word])
    ]


def _split(words: Sequence[str], valued: re.Pattern[str]) -> tuple[list[str], list[str]]:
    """The options, with their values, at the start of a command line, and the rest."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        if words[at] == "--":
            return list(words[:at]), list(words[at + 1 :])
        at += 2 if valued.fullmatch(words[at]) else 1
    return list(words[:at]), list(words[at:])


def _mark_of(options: Sequence[str]) -> str:
    """The text that `xargs -I` replaces; empty if words are appended."""
    for at, option in enumerate(options):
        if found := _REPLACED.fullmatch(option):
            return found[1] or next(iter(options[at + 1 :]), "")
    return ""
