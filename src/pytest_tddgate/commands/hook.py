"""`tddgate hook`: whether a coding agent may do what it is about to do, in the agent's own format.

It fails closed: a question that it does not understand is denied, with the way to switch the hook off.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.agents.reply import Reply
from pytest_tddgate.adapters.git_folders import top_of
from pytest_tddgate.adapters.kept_turns import is_kept
from pytest_tddgate.adapters.locks_here import contracts_in, has_locked_bytes, locks_of, place_in, strict_locks, tops_of
from pytest_tddgate.domain.agents.action import EndOfTurn, Other
from pytest_tddgate.domain.agents.locks import denial_of, targets_of
from pytest_tddgate.domain.agents.setup import AGENTS

if TYPE_CHECKING:
    import argparse

    from pytest_tddgate.domain.agents.action import Action, Denial, Edit, Shell

__all__ = ["answer", "run"]

_DENIED = 2  # exit code for which agents take standard error as the reason of a denial


def run(arguments: argparse.Namespace) -> int:
    """Read the agent's question from standard input, and answer it; returns the exit code."""
    return answer(arguments.agent)


def answer(agent: str) -> int:
    """As `run`, for an agent's name; an unknown agent is denied everything."""
    if agent not in AGENTS:
        sys.stderr.write(_unknown(agent))
        return _DENIED
    try:
        reply = _answered(agent, sys.stdin.buffer.read())
    except Exception as problem:  # noqa: BLE001 - the outermost edge: a hook that breaks must deny
        reply = _refused(agent, " ".join(str(problem).split()) or type(problem).__name__)
    sys.stderr.write(reply.error)
    sys.stdout.write(reply.output)
    return reply.code


def _unknown(agent: str) -> str:
    known = f"{', '.join(AGENTS[:-1])} or {AGENTS[-1]}"
    step = "tddgate init --agents NAME --write, and take the hook with the wrong name away"
    return f"tddgate could not check this (there is no agent {agent!r}: it is {known}); next: {step}\n"


def _refused(agent: str, problem: str) -> Reply:
    """The answer if nothing could be checked: a denial in a format that the agent recognises as one."""
    reason = f"tddgate could not check this ({problem}); to switch it off: tddgate init --agents {agent} --remove"
    if agent == "copilot":  # to Copilot, any exit code but 0 is a failed hook, and it goes on
        from pytest_tddgate.adapters.agents.copilot import denied  # noqa: PLC0415 - only the agent's adapter is loaded

        return denied(reason)
    return Reply(code=_DENIED, error=f"{reason}\n")


def _answered(agent: str, data: bytes) -> Reply:
    adapter = import_module(f"pytest_tddgate.adapters.agents.{agent.replace('-', '_')}")
    payload = json.loads(data.decode("utf-8"))
    if not isinstance(payload, dict):
        raise ValueError("it is not a JSON object")  # noqa: TRY004 - one kind of error for one kind of problem
    action: Action = adapter.action_of(payload)
    reply: Reply = adapter.reply_to(action, _denial(action))
    return reply


def _denial(action: Action) -> Denial | None:
    if isinstance(action, Other) or (isinstance(action, EndOfTurn) and action.is_repeated):
        return None
    top = top_of(action.folder)
    if isinstance(action, EndOfTurn):
        return _denial_of_end(action, top) if top is not None else None
    return (_denial_in(top, action) if top is not None else None) or _denial_elsewhere(top, action)


def _denial_elsewhere(here: Path | None, action: Edit | Shell) -> Denial | None:
    """The denial by another work tree than the current one, if the action writes to one."""
    for top in tops_of(targets_of(action), action.folder):
        denial = _denial_in(top, action) if top != here else None
        if denial is not None:
            return replace(denial, reason=f"in {top}: {denial.reason}")
    return None


def _denial_of_end(action: EndOfTurn, top: Path) -> Denial | None:
    locks = strict_locks(top, contracts_in(top), with_bytes=True)
    if locks.broken:
        from pytest_tddgate.commands.remedy import remedy_of  # noqa: PLC0415 - slow to load, and rarely needed

        locks = replace(locks, remedy=remedy_of(next(iter(locks.broken)), action.folder))
    denial = denial_of(action, locks, partial(place_in, top), partial(_grows, top))
    return denial if is_kept(top, action.session, is_broken=denial is not None) else None


def _denial_in(top: Path, action: Edit | Shell) -> Denial | None:
    contracts = contracts_in(top)
    restores = partial(has_locked_bytes, top, contracts)
    judged = partial(denial_of, action, place=partial(place_in, top), grows=partial(_grows, top), restores=restores)
    # Most steps touch no locked file, and need not wait for git to say which contract is the newest.
    return judged(locks_of(top, contracts)) if judged(strict_locks(top, contracts)) else None


def _grows(top: Path, path: str, edit: Edit) -> bool:
    """Whether the edit only adds to the tests of a file, compared as syntax."""
    from pytest_tddgate.domain.python.changes import compare  # noqa: PLC0415 - few edits need it
    from pytest_tddgate.domain.python.syntax import parse_module  # noqa: PLC0415 - as above

    before = Path(top, path).read_bytes()
    after = edit.text_after(before.decode("utf-8", "replace"))
    if after is None or not path.endswith(".py"):
        return False
    try:
        return compare(path, parse_module(before), parse_module(after.encode("utf-8", "replace"))).is_addition
    except (SyntaxError, ValueError):
        return False
