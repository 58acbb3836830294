"""The command line of `tddgate`: its subcommands with their options, and the exit code for a wrong one."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from pytest_tddgate import __version__
from pytest_tddgate.domain.agents.setup import AGENTS
from pytest_tddgate.domain.exit_code import ExitCode

__all__ = ["parser_of_commands"]


def parser_of_commands() -> argparse.ArgumentParser:
    """The parser, with every subcommand and its options."""
    parser = _Parser(prog="tddgate", description="Proof that code was written test first: commands that run no tests.")
    parser.add_argument("--version", action="version", version=f"tddgate {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_explain(commands)
    _add_status(commands)
    _add_amend(commands)
    _add_withdraw(commands)
    _add_resolve(commands)
    _add_seal(commands)
    _add_init(commands)
    _add_demo(commands)
    _add_draft(commands)
    _add_hook(commands)
    _add_report(commands)
    return parser


class _Parser(argparse.ArgumentParser):
    """Exits with our USAGE code for a wrong command line; argparse's 2 means `interrupted` in our table."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(ExitCode.USAGE, f"cannot go on: {message}\n  next: {self.prog} --help\n")


_Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for this class


def _add_explain(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser("explain", help="the page of a rule, a gate or a word, or the list of all rules")
    command.add_argument("rule", nargs="?", metavar="NAME", help="the id that a message shows in brackets, or a word")


def _add_status(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser("status", help="every feature with its gates, and the next command")
    command.add_argument("--json", action="store_true", help="as JSON, schema tddgate/status/1")


def _add_amend(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser("amend", help="record why locked or committed tests change, in a commit of its own")
    command.add_argument("feature", nargs="?", metavar="FEATURE", help="the feature whose contract is amended")
    command.add_argument("--all", action="store_true", help="amend each contract whose files you edited, in one commit")
    command.add_argument("--reason", metavar="TEXT", help="why the tests change; it is kept in the contract")
    command.add_argument(
        "--format-only", action="store_true", help="only the formatting changes: this is proved, and needs no reason"
    )


def _add_withdraw(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser("withdraw", help="record why a locked feature is withdrawn, in a commit of its own")
    command.add_argument("feature", metavar="FEATURE", help="the feature whose tests and code are gone")
    command.add_argument("--reason", metavar="TEXT", help="why it is withdrawn; it is kept in the contract")


def _add_resolve(commands: _Commands[_Parser]) -> None:
    commands.add_parser("resolve", help="in a merge: contracts that both sides amended keep the amendments of both")


def _add_seal(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser("seal", help="commit the digest of tests that the implementer does not see")
    command.add_argument("feature", metavar="FEATURE", help="the locked feature that they belong to")
    command.add_argument("paths", nargs="+", metavar="PATH", help="a test file or a folder that git does not track")
    command.add_argument("--to", required=True, metavar="PACKAGE", help="the archive to write, outside the repository")
    command.add_argument(
        "--under", default="", metavar="FOLDER", help="where files from outside are put (default: the first test root)"
    )
    command.add_argument("--reason", metavar="TEXT", help="why an earlier seal is replaced; it is kept in the record")
    command.add_argument("--check", action="store_true", help="run them first, and seal nothing when none is red")


def _add_init(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser("init", help="show the settings that fit this project, git hooks, or agents' files")
    kind = command.add_mutually_exclusive_group()
    kind.add_argument("--hooks", action="store_true", help="git hooks, in place of the settings")
    kind.add_argument(
        "--agents", metavar="NAMES", help="hooks and a skill for all agents, or any of claude-code,codex,cursor,copilot"
    )
    step = command.add_mutually_exclusive_group()
    step.add_argument("--write", action="store_true", help="append the settings to pyproject.toml, or write the files")
    step.add_argument("--remove", action="store_true", help="remove what --hooks or --agents has written")


def _add_demo(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser("demo", help="take a sample project through the gates, with one attempt to cheat")
    command.add_argument("directory", nargs="?", metavar="DIRECTORY", help="an empty folder (default: a temporary one)")
    command.add_argument("--keep-going", action="store_true", help="go on after a step that did not end as expected")


def _add_report(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser("report", help="what the last run said, in any format; the page; a badge")
    command.add_argument("targets", nargs="*", metavar="FORMAT[:PATH]", help="in the form of --tdd-report of pytest")
    command.add_argument("--feature", metavar="NAME", help="the last run of this feature")
    command.add_argument("--gate", metavar="GATE", help="the last run of this gate")
    command.add_argument(
        "--badge", nargs="?", const="tddgate.svg", metavar="PATH", help="an SVG badge (default: tddgate.svg)"
    )


def _add_draft(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser("draft", help="the first draft of docstrings, a changelog entry and a page")
    command.add_argument("feature", nargs="?", metavar="FEATURE", help="whose change it is (default: the newest)")
    command.add_argument("--write", action="store_true", help="write it into the files instead of printing a diff")


def _add_hook(commands: _Commands[_Parser]) -> None:
    command = commands.add_parser("hook", help="answer a coding agent that asks whether it may do something")
    command.add_argument(
        "--agent",
        required=True,
        choices=AGENTS,
        help="whose form the question on standard input has, and the answer gets",
    )
