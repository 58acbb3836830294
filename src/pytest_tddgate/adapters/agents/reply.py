"""What a hook says to an agent: two streams and an exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pytest_tddgate.domain.agent_action import Edit, Other, Replacement, Shell

__all__ = ["NOTHING", "Reply", "edit_of", "said", "text_under"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the hook's process prints on its two streams, and ends with."""

    output: str = ""
    code: int = 0
    error: str = ""


_SHELLS = frozenset({
    "bash", "shell", "localshell", "execcommand", "runterminalcmd", "powershell", "runinterminal",
})  # fmt: skip
_EDITORS = frozenset({
    "edit", "write", "multiedit", "notebookedit", "create", "strreplace", "searchreplace", "editfile", "delete",
    "editfiles", "createfile", "replacestringinfile", "multireplacestringinfile", "editnotebookfile",
    "insertedit", "inserteditintofile", "replacestring", "multireplacestring", "editnotebook",
})  # fmt: skip
"""Tools by their names in small letters and without underscores.

Those of VS Code are in its `toolNames.ts`: one name for the model, one with `copilot_` for the extension.
"""
_PATHS = ("file_path", "path", "notebook_path", "target_file", "filePath")
NOTHING = Reply()
"""No objection: the agent's own permissions decide."""


def said(answer: dict[str, Any]) -> Reply:
    """An answer in JSON."""
    return Reply(json.dumps(answer, ensure_ascii=False) + "\n")


def text_under(raw: dict[str, Any], *keys: str, default: str | None = None) -> str:
    """The first text under these keys; raises ValueError where there is none and no default."""
    for key in keys:
        if isinstance(raw.get(key), str):
            return str(raw[key])
    if default is None:
        raise ValueError(f"there is no text in {' or '.join(map(repr, keys))}")
    return default


def edit_of(tool: str, given: dict[str, Any], folder: str) -> Edit | Shell | Other:
    """What a tool would do, by the names that several agents share for tools and their arguments."""
    name = tool.lower().removeprefix("copilot_").replace("_", "")
    if name in _SHELLS:
        command = given.get("command", given.get("cmd"))
        words = " ".join(map(str, command)) if isinstance(command, list) else command
        return Shell(text_under({"command": words}, "command"), folder)
    if name == "applypatch":
        return Edit(tuple(_patched(text_under(given, "command", "input", "patch"))), folder)
    if name in _EDITORS:
        content = given.get("content", given.get("file_text"))
        edits = given.get("edits") or [given]
        return Edit(_paths(given), folder, content if isinstance(content, str) else None, tuple(_replacements(edits)))
    return Other()


def _paths(given: dict[str, Any]) -> tuple[str, ...]:
    """The files that an editor's arguments name; raises ValueError where there is none."""
    several = given.get("files") or given.get("replacements")
    if not isinstance(several, list):
        return (text_under(given, *_PATHS),)
    return tuple(each if isinstance(each, str) else text_under(each, *_PATHS) for each in several)


def _replacements(edits: list[dict[str, Any]]) -> list[Replacement]:
    found = []
    for each in edits:
        old, new = (
            next((each[name] for name in (f"{side}_string", f"{side}_str", f"{side}String") if name in each), None)
            for side in ("old", "new")
        )
        if isinstance(old, str) and isinstance(new, str):
            found.append(Replacement(old, new, bool(each.get("replace_all"))))
    return found


def _patched(patch: str) -> list[str]:
    """The files that a patch in the form of `apply_patch` adds, updates, deletes or moves to."""
    marks = ("*** Add File: ", "*** Update File: ", "*** Delete File: ", "*** Move to: ")
    found = [line.removeprefix(mark).strip() for line in patch.splitlines() for mark in marks if line.startswith(mark)]
    if not found:
        raise ValueError("the patch names no file")
    return found
