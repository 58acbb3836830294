"""Files that git would not store byte for byte, because of attributes or settings (line ends, filters, encodings)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.blobs import blob_id
from pytest_tddgate.adapters.git_process import GitError, names_of, run_git
from pytest_tddgate.domain.contracts.line_ends import forms_of
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["LINE_ENDS", "conversions_of"]

LINE_ENDS = "line ends"
"""git would turn CRLF into LF, and change nothing else."""

_ATTRIBUTES = ("filter", "working-tree-encoding", "ident")
_UNSET = {"unspecified", "unset"}
_EXPANDED = b"$Id$"
_KEEPS_CRLF = re.compile(r"i/(?:crlf|mixed)\s+\S+\s+attr/(?:text=auto.*)?\s*")


def conversions_of(top: str, contents: Mapping[str, bytes]) -> Mapping[str, str]:
    """Path -> `LINE_ENDS`, or the attribute that makes git store other bytes, for each file where it would.

    `contents` are files of the work tree at `top` with their bytes. Text with `$Id$`, which `ident` expands at
    checkout, counts as well. Raises Unusable if git fails, for example because a filter fails.
    """
    if not contents:
        return {}
    listed = _git(top, "hash-object", "--stdin-paths", stdin="".join(f"{_quoted(path)}\n" for path in contents))
    ids = dict(zip(contents, listed.decode().split(), strict=True))
    is_id = {path: [blob_id(form, ids[path]) == ids[path] for form in forms_of(contents[path])] for path in contents}
    ends = [path for path, (is_same, is_text) in is_id.items() if is_text and not is_same]
    others = [path for path, is_either in is_id.items() if not any(is_either)]
    expanded = [path for path, content in contents.items() if _EXPANDED in content]
    named = _attributes(top, [*others, *expanded])
    found = dict.fromkeys(set(ends) - _kept(top, ends), LINE_ENDS) | dict.fromkeys(others, "text")
    return found | {path: named[path] for path in (*others, *expanded) if path in named}


def _kept(top: str, paths: Sequence[str]) -> set[str]:
    """The paths whose CRLF `git add` keeps: they were stored with CRLF, and `text=auto` or no attribute applies."""
    if not paths:
        return set()
    listed = names_of(_git(top, "--literal-pathspecs", "ls-files", "--eol", "-z", "--", *paths))
    facts = [each.partition("\t") for each in listed]
    return {path for fact, _, path in facts if _KEEPS_CRLF.fullmatch(fact)}


def _attributes(top: str, paths: Sequence[str]) -> dict[str, str]:
    """For each file that has one: the first attribute that converts more than line ends."""
    if not paths:
        return {}
    stdin = "".join(f"{path}\0" for path in paths)
    fields = names_of(_git(top, "check-attr", "-z", "--stdin", *_ATTRIBUTES, stdin=stdin))
    found: dict[str, str] = {}
    for path, name, value in zip(fields[::3], fields[1::3], fields[2::3], strict=True):
        if value not in _UNSET:
            found.setdefault(path, name)
    return found


def _quoted(path: str) -> str:
    """The path, quoted as git reads it from a list with one path on each line."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _git(top: str, *args: str, stdin: str = "") -> bytes:
    try:
        return run_git(top, *args, stdin=stdin)
    except GitError as problem:
        raise Unusable(
            f"git cannot tell what it would commit: {problem}",
            why="a contract names the bytes that git stores",
            next_step="fix what git names, then run this again",
        ) from None
