"""What a tool use would do, judged by the names that agents and MCP servers give to tools and arguments."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.agents.reply import text_under
from pytest_tddgate.domain.agents.action import Edit, Other, Replacement, Shell
from pytest_tddgate.domain.agents.patches import BEGIN, patched_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["served_use_of", "use_of"]

_SHELLS = frozenset({
    "bash", "shell", "localshell", "execcommand", "runterminalcmd", "powershell", "runinterminal",
})  # fmt: skip
_EDITORS = frozenset({
    "edit", "write", "multiedit", "notebookedit", "create", "strreplace", "searchreplace", "editfile", "delete",
    "editfiles", "createfile", "replacestringinfile", "multireplacestringinfile", "editnotebookfile",
    "insertedit", "inserteditintofile", "replacestring", "multireplacestring", "editnotebook",
})  # fmt: skip
"""Tool names in lower case and without underscores.

The names of VS Code come from its `toolNames.ts`, which has two per tool: one for the model, and one with `copilot_`
for the extension.
"""
_PATCHER = "applypatch"
_SUFFIXES = ("_string", "_str", "String", "Text")
_CONTENT_KEYS = ("content", "contents", "file_text")
"""Arguments of an editing tool that hold the file's whole new text."""
_SERVER_SEPARATOR = re.compile(r"__|:")
"""Separates a server's name from the name of its tool; Copilot uses a hyphen instead."""
_WORD = re.compile(r"[A-Z]?[a-z]+")
_WRITE_WHOLE = frozenset({"write", "create", "save", "overwrite"})
_WRITE = _WRITE_WHOLE | {
    "append", "copy", "delete", "edit", "insert", "modify", "move", "patch", "remove", "rename", "replace", "truncate",
    "update",
}  # fmt: skip
_RUN = frozenset({"bash", "command", "exec", "execute", "monitor", "process", "run", "shell", "start", "terminal"})
_FOLDER = frozenset({"dir", "directory", "folder"})
_PATH_KEY = re.compile(r"path|files?$|notebook$|^filename$|^source$|^destination$|^target$|^src$|^dst$|^dest$")


def use_of(tool: str, given: object, folder: str) -> Edit | Shell | Other:
    """What a tool would do when called with `given`: an object, JSON text, or a patch.

    Raises ValueError if a tool that writes or runs something does not say what.
    """
    name = tool.lower().removeprefix("copilot_").replace("_", "")
    if name in _SHELLS:
        return Shell(text_under({"command": _command(_arguments(given))}, "command"), folder)
    if name != _PATCHER and name not in _EDITORS:
        return served_use_of(tool, given, folder)
    arguments = _arguments(given)
    if name == _PATCHER or "patch" in arguments:
        return _patch(text_under(arguments, "patch", "command", "input"), folder)
    paths = tuple(_named_paths(arguments))
    if not paths:
        raise ValueError(f"{tool} names no file")
    return Edit(paths, folder, _content(arguments), _replacements(arguments))


def _arguments(given: object) -> dict[str, Any]:
    """The arguments by name; a bare patch is put under "patch". Raises ValueError if they are not an object."""
    if isinstance(given, str):
        if given.lstrip().startswith(BEGIN):
            return {"patch": given}
        given = json.loads(given)
    if not isinstance(given, dict):
        raise ValueError("its arguments are not an object")  # noqa: TRY004 - one kind of error for one kind of problem
    return given


def _command(arguments: dict[str, Any]) -> object:
    command = arguments.get("command", arguments.get("cmd"))
    if not isinstance(command, list):
        return command
    return shlex.join(map(str, command)) if len(command) > 1 else "".join(map(str, command))


def _patch(text: str, folder: str) -> Edit:
    paths = patched_paths(text)
    if not paths:
        raise ValueError("the patch names no file")
    return Edit(paths, folder)


def _content(arguments: dict[str, Any]) -> str | None:
    return next((arguments[name] for name in _CONTENT_KEYS if isinstance(arguments.get(name), str)), None)


def _replacements(arguments: dict[str, Any]) -> tuple[Replacement, ...]:
    listed = arguments.get("edits")
    edits = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else [arguments]
    found = []
    for each in edits:
        old, new = (
            next((each[f"{side}{end}"] for end in _SUFFIXES if f"{side}{end}" in each), None) for side in ("old", "new")
        )
        if isinstance(old, str) and isinstance(new, str):
            found.append(Replacement(old, new, bool(each.get("replace_all"))))
    return tuple(found)


# -- tools that are not known by name: those of MCP servers, and unknown ones of the agent


def _words(tool: str) -> frozenset[str]:
    """The words of a tool's name in lower case, without the name of its server."""
    parts = _SERVER_SEPARATOR.split(tool)
    own = parts[-1] if len(parts) > 1 else tool.partition("-")[2] or tool
    return frozenset(word.lower() for word in _WORD.findall(own))


def served_use_of(tool: str, given: object, folder: str) -> Edit | Shell | Other:
    """What a tool that is not one of the agent's known tools would do, judged by the words of its name.

    Other() for a tool that neither writes nor runs anything, and for arguments without names.
    """
    words = _words(tool)
    has_names = isinstance(given, dict) or (isinstance(given, str) and given.lstrip().startswith("{"))
    if not words & (_WRITE | _RUN) or not has_names:
        return Other()
    arguments = _arguments(given)
    if words & _RUN and (commands := tuple(_commands(arguments))):
        return Shell("\n".join(commands), folder)
    paths = () if words & _FOLDER and "create" in words else tuple(_named_paths(arguments))
    if not words & _WRITE or not paths:
        return Other()
    content = _content(arguments) if words & _WRITE_WHOLE else None
    return Edit(paths, folder, content, _replacements(arguments) if "edit" in words else ())


def _commands(given: dict[str, Any]) -> Iterator[str]:
    """The command lines in the arguments, at any depth."""
    command = _command(given)
    if isinstance(command, str):
        yield command
    for each in given.values():
        if isinstance(each, dict):
            yield from _commands(each)


def _named_paths(given: dict[str, Any]) -> Iterator[str]:
    """The strings under keys that name a path, at any depth."""
    for key, value in given.items():
        is_path = _PATH_KEY.search(key.lower().replace("_", "")) is not None
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from _named_paths(each)
            elif is_path and isinstance(each, str):
                yield each.removeprefix("file://")
