"""The command `tddgate`: what it runs, and what becomes of an error at the outermost edge.

The words of a command line are read elsewhere, so that a hook, for which an agent waits at each step, loads no parser.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from pytest_tddgate import __version__
from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.errors import TddgateError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_INTERRUPTED = 130  # what a shell says of a program that ended by ^C
_HOOK = ("hook", "--agent")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; `argv` is the command line without the program. Returns the exit code of the process."""
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
    except BrokenPipeError:  # `tddgate explain | head`: nobody reads on, and Python must not try again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.PASSED
    except Exception:  # noqa: BLE001 - the outermost edge: whatever is not known is a bug of ours
        import traceback  # noqa: PLC0415 - a hook has no need of it

        traceback.print_exc()
        sys.stderr.write(f"tddgate {__version__}: the traceback above is a bug in pytest-tddgate, please report it\n")
        return ExitCode.INTERNAL
    return code


def _code_of(words: Sequence[str]) -> int:
    """What the subcommand returns."""
    if tuple(words[:2]) == _HOOK and len(words) == len(_HOOK) + 1:
        from pytest_tddgate.commands.hook import answer  # noqa: PLC0415 - one subcommand is loaded

        return answer(words[-1])
    from pytest_tddgate.commands.command_line import parser_of_commands  # noqa: PLC0415 - ditto

    arguments = parser_of_commands().parse_args(words)
    return int(import_module(f"pytest_tddgate.commands.{arguments.command}").run(arguments))


def _explain_problem(problem: TddgateError) -> int:
    from pytest_tddgate.render.problem import command_problem  # noqa: PLC0415 - as a rule there is none

    text, code = command_problem(problem)
    sys.stderr.write(text)
    return code
