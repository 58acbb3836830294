"""Parses what linters, formatters and type checkers print into remarks about places."""

from __future__ import annotations

import json
import os.path
import re
import shlex
from dataclasses import dataclass

__all__ = ["Remark", "format_remarks", "lint_remarks", "type_remarks"]

# Ruff prints a file's name on a line of its own or, from 0.17 on, as the place of a diagnosis.
_WOULD_REFORMAT = re.compile(r"^Would reformat: (.+)$|^unformatted: .*\n *--> (.+?)(?::\d+)*$", re.MULTILINE)
_ERROR = re.compile(r"^\s*(?P<path>[^\s:][^:]*):(?P<line>\d+)(?::\d+)?(?: -|:) error(?::|(?=\[)) ?(?P<message>.+)$")
_FIX = "ruff check --fix"
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Remark:
    """What a tool or a reviewer says about a place: a repository-relative path, and a line from 1 (0: the whole file).

    `hidden_by` is the line of a comment that hides it from ruff; 0 if there is none.
    """

    who: str
    path: str
    line: int
    message: str
    suggestion: str = ""
    refuses: bool = True
    hidden_by: int = 0

    @property
    def is_fixable(self) -> bool:
        """Whether ruff offers a safe fix."""
        return self.suggestion.startswith(_FIX)


def lint_remarks(output: bytes, top: str) -> tuple[Remark, ...]:
    """The remarks in the output of `ruff check --output-format=json`; `top` is the repository's absolute path.

    Raises ValueError for any other output.
    """
    try:
        found = json.loads(output.decode("utf-8"))
        return tuple(_linted(each, top) for each in (found if isinstance(found, list) else [found]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ValueError("printed no report of ruff") from None


def _linted(raw: dict[str, object], top: str) -> Remark:
    fix, location, code = raw.get("fix") or {}, raw["location"], raw.get("code")
    if not isinstance(fix, dict) or not isinstance(location, dict):
        raise TypeError(raw)
    message = str(raw["message"])
    path, words = _relative(str(raw["filename"]), top), f"{code} {message}" if code else message
    command = f"{_FIX} {shlex.quote(path)}" if fix.get("applicability") == "safe" else fix.get("message")
    return Remark("ruff check", path, int(location["row"]), words, str(command or ""))


def format_remarks(output: bytes) -> tuple[Remark, ...]:
    """The files that `ruff format --check`, run at the repository's top, would change."""
    found = _WOULD_REFORMAT.findall(output.decode("utf-8", "surrogateescape"))
    paths = dict.fromkeys(old or new for old, new in found)
    what = "is not formatted as ruff formats it"
    return tuple(Remark("ruff format", path, 0, what, f"ruff format {shlex.quote(path)}") for path in paths)


def type_remarks(output: bytes, who: str, top: str) -> tuple[Remark, ...]:
    """The errors in a type checker's output, one per line as `PATH:LINE: error: MESSAGE`; its notes are left out."""
    found = (_ERROR.match(line) for line in output.decode("utf-8", "replace").splitlines())
    return tuple(
        Remark(who, _relative(each["path"], top), int(each["line"]), _SPACES.sub(" ", each["message"].strip()))
        for each in found
        if each is not None
    )


def _relative(path: str, top: str) -> str:
    full = os.path.join(top, path)
    return os.path.relpath(full, top).replace(os.sep, "/")
