"""The settings in `[tool.tddgate.sealed]` and `[[tool.tddgate.verifiers]]`: external programs that gates use."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import Any, NamedTuple

from pytest_tddgate.domain.configuration.setting import is_seconds
from pytest_tddgate.domain.nearest import nearest

__all__ = [
    "SEALED_KEYS",
    "VERIFIER_KEYS",
    "SealedSettings",
    "Verifier",
    "no_command",
    "sealed_settings_of",
    "verifiers_of",
]

SEALED_KEYS = ("command", "timeout", "required")
VERIFIER_KEYS = ("name", "command", "plugin", "timeout", "env", "language")


class SealedSettings(NamedTuple):
    """How an audit gets sealed files: `command` prints the package, within `timeout` seconds.

    `required` says whether an audit of a sealed contract is undecided without the package.
    """

    command: str = ""
    timeout: float = 60
    required: bool = True


@dataclass(frozen=True, slots=True)
class Verifier:
    """An external check of an implementation: a command line, or the entry point of an installed plugin, not both.

    `timeout` is in seconds. `env` are environment variables that it may see besides the usual ones, `language` is the
    language that its findings should be written in.
    """

    name: str
    command: str = ""
    plugin: str = ""
    timeout: float = 300
    env: tuple[str, ...] = ()
    language: str = "en"


def sealed_settings_of(table: object) -> tuple[SealedSettings, tuple[str, ...]]:
    """The settings in the table, and every mistake in it, each as one sentence."""
    if not isinstance(table, dict):
        return SealedSettings(), (f"sealed = {table!r}: a table is expected, such as [tool.tddgate.sealed]",)
    mistakes = [
        f"there is no setting sealed.{key}{nearest(key, SEALED_KEYS)}" for key in table if key not in SEALED_KEYS
    ]
    if problem := no_command(table.get("command", "")):
        mistakes.append(f"sealed.command = {table['command']!r}: {problem}")
    if not is_seconds(table.get("timeout", 1)):
        mistakes.append(f"sealed.timeout = {table['timeout']!r}: a number of seconds above 0 is expected")
    if not isinstance(table.get("required", True), bool):
        mistakes.append(f"sealed.required = {table['required']!r}: true or false is expected")
    return (SealedSettings(), tuple(mistakes)) if mistakes else (SealedSettings(**table), ())


def verifiers_of(raw: object, noun: str = "verifier") -> tuple[tuple[Verifier, ...], tuple[str, ...]]:
    """The verifiers in `[[tool.tddgate.verifiers]]`, and every mistake in them, each as one sentence.

    Reviewers and drafters have the same form; `noun` is the word for one of them in messages.
    """
    if not isinstance(raw, list) or not all(isinstance(each, dict) for each in raw):
        return (), (f"{noun}s = {raw!r}: tables are expected, such as [[tool.tddgate.{noun}s]]",)
    mistakes = [f"{noun} {number}: {each}" for number, table in enumerate(raw, 1) for each in _mistakes(table)]
    names: set[str] = set()
    for number, table in enumerate(raw, 1):
        name = str(table.get("name"))
        if name in names:
            mistakes.append(f"{noun} {number}: the name {name!r} is taken")
        names.add(name)
    if mistakes:
        return (), tuple(mistakes)
    return tuple(Verifier(**{**table, "env": tuple(table.get("env", ()))}) for table in raw), ()


def _mistakes(table: dict[str, Any]) -> list[str]:
    found = [f"there is no key {key!r}{nearest(key, VERIFIER_KEYS)}" for key in table if key not in VERIFIER_KEYS]
    name, env = table.get("name"), table.get("env", [])
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        found.append(f"name = {name!r}: a name for it in reports is expected")
    if ("command" in table) == ("plugin" in table):
        found.append("one of command and plugin is expected")
    if problem := no_command(table.get("command", "")):
        found.append(f"command = {table['command']!r}: {problem}")
    if not isinstance(table.get("plugin", ""), str):
        found.append(f"plugin = {table['plugin']!r}: the name of an entry point is expected")
    if not is_seconds(table.get("timeout", 1)):
        found.append(f"timeout = {table['timeout']!r}: a number of seconds above 0 is expected")
    if not isinstance(env, list) or not all(isinstance(each, str) for each in env):
        found.append(f"env = {env!r}: a list of names of variables is expected")
    if not isinstance(table.get("language", ""), str):
        found.append(f'language = {table["language"]!r}: a language tag is expected, such as "en"')
    return found


def no_command(value: object) -> str:
    """Why the value is not a command line; empty if it is one, or is empty."""
    if not isinstance(value, str):
        return "a command line is expected"
    try:
        shlex.split(value)
    except ValueError as problem:
        return f"a command line is expected ({str(problem).lower()})"
    return ""
