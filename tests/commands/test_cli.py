"""The command line itself: help, usage, and errors at the outermost edge."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate import __version__
from pytest_tddgate.cli import main
from pytest_tddgate.commands import explain
from tests.project import unmeasured

if TYPE_CHECKING:
    from pathlib import Path


def test_help_imports_neither_git_nor_pytest() -> None:
    """Help is at once: it pays for nothing that it does not need."""
    code = (
        "import sys; from pytest_tddgate.commands.command_line import parser_of_commands as p\n"
        "p().format_help(); print(*sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=unmeasured())

    assert not {"git", "pytest", "_pytest", "tomli", "coverage"} & set(done.stdout.split())


@pytest.mark.parametrize("args", [[], ["no-such-command"], ["withdraw"], ["status", "--no-such-option"]])
def test_a_wrong_command_line_ends_with_the_code_for_usage(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Code 2 would say that the run was interrupted."""
    with pytest.raises(SystemExit) as ended:
        main(args)

    assert ended.value.code == 4
    assert "--help" in capsys.readouterr().err


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    """A report of a bug needs it."""
    with pytest.raises(SystemExit):
        main(["--version"])

    assert capsys.readouterr().out == f"tddgate {__version__}\n"


@pytest.mark.usefixtures("_environment")
def test_outside_of_a_repository_the_message_says_what_why_and_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A known error is a message, never a traceback."""
    monkeypatch.chdir(tmp_path)

    code = main(["status"])

    assert code == 4
    assert capsys.readouterr().err == (
        f"cannot go on: {tmp_path} is not in a git repository\n"
        "  why:  every gate compares with what was committed\n"
        "  next: git init && git add -A && git commit -m 'first commit'\n"
    )


@pytest.mark.parametrize(("problem", "code"), [(KeyboardInterrupt(), 130), (ZeroDivisionError(), 3)])
def test_an_unknown_error_and_an_interrupt_have_codes_of_their_own(
    problem: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error that nobody foresaw asks to be reported; ^C is no error."""

    def fail(_arguments: object) -> int:
        raise problem

    monkeypatch.setattr(explain, "run", fail)

    assert main(["explain"]) == code
    assert ("please report it" in capsys.readouterr().err) == (code == 3)


def test_a_reader_that_stops_reading_is_no_error() -> None:
    """`tddgate explain | head -1` ends quietly."""
    line = f'"{sys.executable}" -c "from pytest_tddgate.cli import main; raise SystemExit(main())" explain | head -n 1'

    done = subprocess.run(["bash", "-c", line], check=True, capture_output=True, text=True)

    assert done.stderr == ""
