"""The `tddgate` command: runs one subcommand and turns errors into exit codes.

The command line is parsed in another module, so that a hook, which delays the agent at every step, loads no parser.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from pytest_tddgate import __version__
from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.errors import TddgateError, without_room

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_INTERRUPTED = 130  # the exit code that shells give a program ended by ^C
_HOOK = ("hook", "--agent")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return the process's exit code; `argv` is the command line without the program."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    words = tuple(sys.argv[1:] if argv is None else argv)
    try:
        code = _code_of(words)
        sys.stdout.flush()
    except TddgateError as problem:
        return _explain_problem(problem)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # `tddgate explain | head`: the reader is gone, and Python must not write again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.PASSED
    except Exception as problem:  # noqa: BLE001 - the outermost edge: an unknown exception is a bug of ours
        if isinstance(known := without_room(problem), TddgateError):
            return _explain_problem(known)
        import traceback  # noqa: PLC0415 - hooks must not pay for it

        traceback.print_exc()
        sys.stderr.write(f"tddgate {__version__}: the traceback above is a bug in pytest-tddgate, please report it\n")
        return ExitCode.INTERNAL
    return code


def _code_of(words: Sequence[str]) -> int:
    """The exit code of the subcommand that `words` call."""
    if tuple(words[:2]) == _HOOK and len(words) == len(_HOOK) + 1:
        from pytest_tddgate.commands.hook import answer  # noqa: PLC0415 - only the subcommand that runs is loaded

        return answer(words[-1])
    from pytest_tddgate.commands.command_line import parser_of_commands  # noqa: PLC0415 - ditto

    arguments = parser_of_commands().parse_args(words)
    return int(import_module(f"pytest_tddgate.commands.{arguments.command}").run(arguments))


def _explain_problem(problem: TddgateError) -> int:
    from pytest_tddgate.render.problem import command_problem  # noqa: PLC0415 - needed only after an error

    text, code = command_problem(problem)
    sys.stderr.write(text)
    return code
