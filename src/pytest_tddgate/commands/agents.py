"""The files that `init --agents` writes for coding agents: hooks, a skill, and a section of `AGENTS.md`."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.commands.writing import remove_file, write_file
from pytest_tddgate.domain.agents.hook_json import COMMAND, with_hooks, without_hooks
from pytest_tddgate.domain.agents.lessons import is_ours, section_text, skill_files
from pytest_tddgate.domain.agents.marked_section import with_section, without_section
from pytest_tddgate.domain.agents.setup import AGENTS, ENVIRONMENT, RULES, TRUST, agents_named, hooks_of, skill_folder
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["remove_agents", "show_agents", "write_agents"]

_NO_ENTRY = "{}"
_PLAIN = re.compile(r"[\w./ -]+")
"""Text that a shell does not change inside double quotes."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A file's present and wanted text; empty for no file. A `note` says why the file is left alone."""

    path: Path
    before: str
    after: str
    note: str = ""


def show_agents(top: str, names: str) -> None:
    """Print each file that would be written, and its text; raises Unusable for an unknown agent."""
    for step in _to_write(Path(top), _named(names)):
        print(f"{step.path.relative_to(top).as_posix()}:\n\n{step.after}")  # noqa: T201 - the command's output
    _note_environment(Path(top))
    print(f"Next: tddgate init --agents {names} --write")  # noqa: T201 - the last line is the next command


def write_agents(top: str, names: str) -> None:
    """Write the files; raises Unusable, before any is written, if one of them cannot be changed as needed."""
    agents = _named(names)
    for step in _to_write(Path(top), agents):
        if step.after != step.before:
            write_file(step.path, step.after.encode(), why="the agent reads it")
        print(f"{step.path} {'is as it should be' if step.after == step.before else 'was written'}")  # noqa: T201
    _note_environment(Path(top))
    for agent in agents:
        if agent in TRUST:
            print(f"note: {TRUST[agent]}")  # noqa: T201 - nobody would notice a skipped hook
    print(f"Next: commit them. tddgate init --agents {names} --remove takes them away.")  # noqa: T201 - as above


def remove_agents(top: str, names: str) -> None:
    """Remove what was written for these agents; keeps other content, and files that other agents still read."""
    for step in _to_remove(Path(top), _named(names)):
        if step.after == step.before:
            print(f"{step.path} {step.note or 'has nothing of this command'}")  # noqa: T201 - what was done
        elif step.after:
            write_file(step.path, step.after.encode(), why="it keeps the entries that others wrote")
            print(f"{step.path} was cleaned")  # noqa: T201 - as above
        else:
            remove_file(step.path, Path(top))
            print(f"{step.path} was removed")  # noqa: T201 - as above


def _environment(top: Path) -> str:
    """The virtual environment of this process, relative to the repository's top; the default if it is outside."""
    own = Path(sys.prefix)
    folder = own.relative_to(top).as_posix() if own.is_relative_to(top) else ""
    return folder if _PLAIN.fullmatch(folder) else ENVIRONMENT


def _note_environment(top: Path) -> None:
    """Print a note if the environment in which the hooks look for tddgate does not have it."""
    folder = _environment(top)
    if Path(sys.prefix) != top / folder and not Path(top, folder, "bin", "tddgate").exists():
        print(  # noqa: T201 - otherwise users find out when the agent is denied everything
            f"note: there is no tddgate in {folder}, so it must be on PATH where the agent starts; "
            "until it is found, the agent is denied everything"
        )


def _named(names: str) -> tuple[str, ...]:
    try:
        return agents_named(names)
    except ValueError as problem:
        known = ", ".join(AGENTS)
        raise Unusable(
            str(problem), why=f"there are: {known}", next_step="tddgate init --agents all, or some of them with commas"
        ) from None


def _to_write(top: Path, agents: tuple[str, ...]) -> list[_Step]:
    """The steps for all files; raises Unusable before anything is written."""
    steps = [_hooks_step(top, agent) for agent in agents]
    folders = dict.fromkeys(map(skill_folder, agents))
    steps += [_skill_step(top, top / folder / name, text) for folder in folders for name, text in skill_files().items()]
    readers = [agent for agent in AGENTS if agent in agents or _is_set_up(top, agent)]
    return [*steps, _rules_step(top, readers)]


def _hooks_step(top: Path, agent: str) -> _Step:
    path, wanted = hooks_of(agent, _environment(top))
    by_hand = f"add this by hand:\n{json.dumps(wanted, indent=2)}"
    nothing = _NO_ENTRY if (top / path).exists() else ""  # an existing empty file must survive --remove
    return _change_step(top, top / path, lambda text: with_hooks(text if text.strip() else nothing, wanted), by_hand)


def _skill_step(top: Path, path: Path, text: str) -> _Step:
    def taken_over(before: str) -> str:
        if before and not is_ours(before):
            raise ValueError("it is not as this command wrote it")
        return text

    return _change_step(top, path, taken_over, "move it away, then run this command again")


def _rules_step(top: Path, readers: list[str]) -> _Step:
    section = section_text([f"{folder}/SKILL.md" for folder in dict.fromkeys(map(skill_folder, readers))])
    return _change_step(top, top / RULES, lambda text: with_section(text, section), f"add by hand:\n{section}")


def _to_remove(top: Path, agents: tuple[str, ...]) -> list[_Step]:
    """The steps for all files; raises Unusable before anything is removed."""
    left = [agent for agent in AGENTS if agent not in agents and _is_set_up(top, agent)]
    by_hand = "remove by hand what has `tddgate` in it"
    steps = [_change_step(top, top / hooks_of(agent)[0], without_hooks, by_hand) for agent in agents]
    kept = {skill_folder(agent) for agent in left}
    folders = dict.fromkeys(map(skill_folder, agents))
    steps += [
        _removed_skill_step(top / each / name, is_read=each in kept) for each in folders for name in skill_files()
    ]
    return [*steps, _rules_step(top, left) if left else _change_step(top, top / RULES, without_section, by_hand)]


def _removed_skill_step(path: Path, *, is_read: bool) -> _Step:
    before = _text(path)
    if is_read:
        return _Step(path, before, before, "stays: another agent reads it")
    if before and not is_ours(before):
        return _Step(path, before, before, "was left: it is not as this command wrote it")
    return _Step(path, before, "")


def _is_set_up(top: Path, agent: str) -> bool:
    return COMMAND in _text(top / hooks_of(agent)[0])


def _change_step(top: Path, path: Path, change: Callable[[str], str], by_hand: str) -> _Step:
    """A step that changes a file; raises Unusable if the file is outside the repository, or cannot be changed."""
    try:
        if not path.resolve().is_relative_to(top.resolve()):
            raise ValueError("it points outside this repository")  # noqa: TRY301 - reported like the other errors
        before = _text(path)
        return _Step(path, before, change(before))
    except ValueError as problem:
        raise Unusable(
            f"{path} cannot be changed: {problem}", why="what is in it must stay as it is", next_step=by_hand
        ) from None


def _text(path: Path) -> str:
    """The text of a file, empty if there is none; raises Unusable if it cannot be read as UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as problem:
        raise Unusable(
            f"{path} cannot be read: {problem}",
            why="what is in it must stay as it is",
            next_step="make it a readable file in UTF-8, then run this command again",
        ) from None
