"""`--tdd-report`: what machines read of a gate, whatever its end is."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest

from tests.project import git_environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Project

WRONG = "def discount(price):\n    return price\n"
RIGHT = "def discount(price):\n    return price * 9 // 10\n"
DOCUMENTED = 'def discount(price):\n    """The price, less ten percent."""\n    return price * 9 // 10\n'


def ran(project: Project, *args: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A run of pytest whose two outputs are kept apart."""
    return subprocess.run(
        project.command(*args),
        cwd=project.root,
        env=git_environment() | variables,
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )


def told(project: Project, *args: str) -> dict[str, Any]:
    """What a run says on standard output, which holds JSON and nothing else."""
    done = ran(project, *args, "--tdd-report=json")
    assert done.stdout.startswith("{"), done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["exit_code"] == done.returncode
    return answer


def test_an_agent_that_reads_nothing_but_next_makes_a_feature(started: Project) -> None:
    """Through all gates, from an empty branch to a change that can be merged, with two wrong attempts on the way."""
    started.git("update-ref", "refs/remotes/origin/main", "main")
    attempts = [WRONG, RIGHT, DOCUMENTED]

    def implement() -> None:
        started.with_file("src/shop/discount.py", attempts.pop(0))

    deeds: dict[str, Callable[[], object]] = {
        "write_tests": started.with_red_test,
        "lock": lambda: None,
        "implement": implement,
        "commit": started.commit,
    }
    step = {"verb": "", "command": "pytest --tdd-gate=verify-fail"}

    verbs: list[str] = []
    while step["verb"] != "merge" and len(verbs) < 14:
        step = remembered(started, *shlex.split(step["command"])[1:])["next"]
        verbs.append(step["verb"])
        deeds.get(step["verb"], lambda: None)()

    # Docs asks for a docstring; so review sends back to green, which has not seen that code.
    first, again = ["write_tests", "lock", "implement", "implement", "commit"], ["implement", "run", "run", "commit"]
    assert verbs == [*first, *again, "run", "run", "merge"]


def remembered(project: Project, *args: str) -> dict[str, Any]:
    """The same of a run with pytest's cache: what was judged before is remembered."""
    command = [sys.executable, "-m", "pytest", *args, "--tdd-report=json"]
    done = subprocess.run(
        command, cwd=project.root, env=git_environment(), check=False, capture_output=True, text=True, timeout=300
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_standard_output_holds_the_report_alone(project: Project) -> None:
    """What tests print, and what the gate says to a reader, goes to the other one."""
    loud = 'import os\n\n\ndef test_loud():\n    print("told")\n    os.system("echo called")\n    assert False\n'
    project.with_file("tests/test_loud.py", loud)

    done = ran(project, "--tdd-gate=verify-fail", "-s", "--tdd-report=json")

    assert done.stdout.startswith("{"), done.stdout + done.stderr
    assert json.loads(done.stdout)["findings"][0]["rule"] == "unconditional"
    assert [each for each in ("told", "called", "refused[unconditional]") if each not in done.stderr] == []
    assert (done.stderr.rstrip().rpartition("\n")[2].partition(":")[0], done.returncode) == ("refused", 10)


def test_a_program_that_calls_pytest_gets_the_report_alone_too(project: Project) -> None:
    """There the child is spawned and not forked."""
    calling = "import pytest, sys; sys.exit(pytest.main(['-s', '--tdd-gate=verify-fail', '--tdd-report=json']))"
    project.with_red_test().with_file("tests/conftest.py", 'print("loud")\n')

    done = subprocess.run(
        [sys.executable, "-c", calling],
        cwd=project.root,
        env=git_environment(),
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.stdout.startswith("{"), done.stdout + done.stderr
    assert json.loads(done.stdout)["exit_code"] == done.returncode
    assert "loud" in done.stderr


def test_every_format_goes_to_a_file_of_its_own(project: Project) -> None:
    """Folders are made, the exit code is the verdict's, and the last line of the screen too."""
    summary = project.root.parent / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    project.with_file("tests/test_new.py", "def test_new():\n    assert True\n").with_file("out/j.json", "old")
    wanted = ["json:out/j.json", "junit:out/deep/j.xml", "sarif:out/s.sarif", "gitlab:out/g.json", "markdown:out/m.md"]

    done = ran(
        project,
        "--tdd-gate=verify-fail",
        *(f"--tdd-report={each}" for each in [*wanted, "github"]),
        GITHUB_STEP_SUMMARY=str(summary),
    )

    written = {path.relative_to(project.root / "out").as_posix() for path in (project.root / "out").rglob("*.*")}
    assert (done.returncode, written) == (10, {"j.json", "deep/j.xml", "s.sarif", "g.json", "m.md"}), done.stdout
    assert json.loads(project.text("out/j.json"))["findings"][0]["rule"] == "already-green"
    assert ET.fromstring(project.text("out/deep/j.xml"))[0].get("failures") == "1"  # noqa: S314 - our own text
    assert json.loads(project.text("out/s.sarif"))["runs"][0]["results"][0]["ruleId"] == "already-green"
    assert json.loads(project.text("out/g.json"))[0]["check_name"] == "tddgate/already-green"
    assert summary.read_text(encoding="utf-8").splitlines()[:2] == ["before", "### TDD gate: verify-fail: refused"]
    assert "\n::error file=tests/test_new.py,line=1,title=tddgate%3A already-green::" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("refused: 1 finding. Next: ")


@pytest.mark.parametrize(
    ("args", "code", "verdict", "says"),
    [
        (["--tdd-gate=green"], 11, "undecided", "no contract is locked"),
        (["--tdd-gate=verify-fail", "--tdd-base=nowhere"], 4, "none", "there is no commit 'nowhere'"),
        (["--tdd-gate=verify-fail", "--nonsense"], 4, "none", "pytest could not use its command line"),
        (["--tdd-gate=audit", "--tdd-base=HEAD"], 11, "undecided", "HEAD holds nothing that the base has not"),
    ],
    ids=["undecided", "unusable", "pytest", "audit"],
)
def test_a_report_is_written_also_where_nothing_was_judged(
    project: Project, args: list[str], code: int, verdict: str, says: str
) -> None:
    """Whoever waits for a file must not take an older one for this run's."""
    project.with_red_test().with_file("out/r.json", '{"verdict": "passed"}')

    done = ran(project, *args, "--tdd-report=json:out/r.json")

    report = json.loads(project.text("out/r.json"))
    assert (done.returncode, report.get("exit_code"), report["verdict"]) == (code, code, verdict), (
        done.stdout + done.stderr
    )
    assert report["missing"][0]["what"].startswith(says)


@pytest.mark.parametrize(
    ("report", "says"),
    [
        ("junitxml:a.xml", "did you mean 'junit'?"),
        ("json:tests", "tests is a folder"),
        ("json:pyproject.toml/a.json", "pyproject.toml/a.json cannot be written"),
    ],
)
def test_a_report_that_cannot_be_written_ends_the_run_before_it_begins(
    project: Project, report: str, says: str
) -> None:
    """With pytest's exit code for usage, and what is there is kept."""
    project.with_file("tests/test_new.py", 'open("ran", "w").close()\n\n\ndef test_new():\n    assert False\n')

    done = ran(project, "--tdd-gate=verify-fail", f"--tdd-report={report}")

    assert (done.returncode, says in done.stdout + done.stderr) == (4, True), done.stdout + done.stderr
    assert [(project.root / each).exists() for each in ("ran", "a.xml", "tests")] == [False, False, True]


def test_a_judged_change_has_no_say_in_what_its_audit_writes(branch: Project) -> None:
    """Only the command line counts there."""
    settings = branch.text("pyproject.toml") + 'addopts = "--tdd-report=json:by-addopts.json"\n'
    branch.with_file("pyproject.toml", settings).commit("settings")

    done = ran(branch, "--tdd-gate=audit", "--tdd-audit=static", "--tdd-base=main", "--tdd-report=markdown:out.md")

    assert done.returncode in {0, 10}, done.stdout
    assert [(branch.root / each).exists() for each in ("by-addopts.json", "out.md")] == [False, True]
