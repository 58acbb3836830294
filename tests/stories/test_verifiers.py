"""Verifiers: programs and plugins of the project's choice that read an implementation, each in a process of its own."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

BASE = "--tdd-base=main"
CODE = "src/shop/discount.py"


def reply(**parts: object) -> str:
    """The text of a program that answers with these parts."""
    text = json.dumps({"schema": "tddgate/verify-response/1"} | parts)
    return f"import sys\nsys.stdin.buffer.read()\nprint({text!r})\n"


def finding(severity: str = "refuse", **parts: object) -> dict[str, object]:
    """One finding about the implementation."""
    return {"file": CODE, "line": 2, "severity": severity, "message": "nine tenths of what?"} | parts


def with_verifiers(project: Project, *programs: str, more: str = "") -> Project:
    """The project whose base runs these programs as verifiers `reader1`, `reader2`, …; they lie beside it."""
    settings = ""
    for number, program in enumerate(programs, 1):
        path = project.root.parent / f"reader{number}.py"
        path.write_text(program)
        settings += f'\n[[tool.tddgate.verifiers]]\nname = "reader{number}"\ncommand = "{{python}} {path}"\n{more}'
    project.with_file("pyproject.toml", project.text("pyproject.toml") + settings).commit_settings()
    project.git("branch", "--force", "main", "HEAD")
    return project.with_red_test().lock().implement()


@pytest.mark.parametrize("gate", ["green", "audit"])
def test_a_verifier_can_refuse(started: Project, gate: str) -> None:
    """Its finding is shown with its name, its place, and what it suggests."""
    with_verifiers(started, reply(findings=[finding(suggestion="name the rate")])).commit("feat: discount")

    ran = started.gate(gate, BASE, verdict="refused", rules=["verifier-refused"]).last

    assert ran.findings == ["reader1: nine tenths of what?"]
    assert ran.told("verifier-refused") == (f"{CODE}:2", "name the rate")


def test_a_verifier_can_advise(started: Project) -> None:
    """Advice does not close the gate; a verifier that finds nothing says nothing."""
    with_verifiers(started, reply(findings=[finding("advise")]), reply(findings=[]))

    ran = started.gate("green", verdict="passed").last

    assert ran.advised == ("mutant-survived", "verifier-advised")
    assert "reader1: nine tenths of what?" in ran.output
    assert "verified by reader1, reader2" in ran.output


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (reply(undecided="the model is busy"), "reader1 could not tell: the model is busy"),
        ("print('All good!')\n", "reader1 answered off its contract: it is not JSON"),
        (reply(findings=[finding(file="../../etc/passwd")]), "a file that it was not given"),
        (reply(findings=[]) + "sys.exit(3)\n", "reader1 ended with exit code 3"),
        ("import os\nos.kill(os.getpid(), 9)\n", "reader1 was ended by SIGKILL"),
        ("import time\ntime.sleep(60)\n", "reader1 took longer than 2 seconds"),
        ("print('x' * 3_000_000)\n", "reader1 printed more than"),
    ],
    ids=["undecided", "prose", "elsewhere", "exit-code", "signal", "time", "size"],
)
def test_what_is_no_answer_leaves_the_gate_undecided(started: Project, program: str, words: str) -> None:
    """Neither passed by silence nor refused by garbage."""
    with_verifiers(started, program, more="timeout = 2\n").gate("green", verdict="undecided", says=words)


def test_a_program_that_is_not_there_leaves_the_gate_undecided(started: Project) -> None:
    """With its name."""
    settings = '\n[[tool.tddgate.verifiers]]\nname = "ghost"\ncommand = "no-such-program --strict"\n'
    started.with_file("pyproject.toml", started.text("pyproject.toml") + settings).commit_settings()

    started.with_red_test().lock().implement().gate("green", verdict="undecided", says="no-such-program")


def test_a_verifier_is_told_everything_that_it_needs(started: Project, tmp_path: Path) -> None:
    """Feature, tests and change on its standard input; it runs in an empty folder, with the variables it asked for."""
    seen = tmp_path / "seen.json"
    program = (
        "import json, os, pathlib, sys\n"
        "request = json.load(sys.stdin)\n"
        f"pathlib.Path({str(seen)!r}).write_text(json.dumps([request, os.listdir(), dict(os.environ)]))\n"
    ) + reply(findings=[])
    with_verifiers(started, program, more='env = ["READER_KEY"]\nlanguage = "de"\n')
    started.with_file("src/shop/cart.py", "def total(prices):\n    return sum(prices, 0)\n").commit("feat: discount")

    started.run("--tdd-gate=green", READER_KEY="k", OTHER_KEY="o")

    request: dict[str, Any]
    request, listing, environment = json.loads(seen.read_text())
    changed = {each["file"]: each for each in request["changed"]}
    assert (request["schema"], request["gate"], request["features"]) == (
        "tddgate/verify-request/1",
        "green",
        ["discount"],
    )
    assert request["language"] == "de"
    assert len(request["base"]) == 40
    assert request["tests"] == [
        {
            "file": "tests/test_discount.py",
            "names": ["test_discount"],
            "text": started.text("tests/test_discount.py"),
        }
    ]
    assert changed[CODE]["text"] == started.text(CODE)
    assert changed[CODE]["lines"] == [[1, 2]]
    assert "-    return sum(prices)\n+    return sum(prices, 0)\n" in changed["src/shop/cart.py"]["diff"]
    assert listing == []
    assert (environment.get("READER_KEY"), environment.get("OTHER_KEY")) == ("k", None)


def test_verifiers_run_side_by_side(started: Project, tmp_path: Path) -> None:
    """Each of the two waits until the other has begun."""
    waits = (
        "import pathlib, time\n"
        f"there = pathlib.Path({str(tmp_path)!r})\n"
        "(there / 'ONE').touch()\n"
        "while not (there / 'OTHER').exists():\n    time.sleep(0.01)\n"
    ) + reply(findings=[])
    programs = (waits.replace("ONE", one).replace("OTHER", other) for one, other in (("a", "b"), ("b", "a")))

    with_verifiers(started, *programs, more="timeout = 20\n").gate("green", verdict="passed")


def test_what_a_verifier_leaves_running_is_ended(started: Project, tmp_path: Path) -> None:
    """It would go on reading or writing after the verdict."""
    late = tmp_path / "late"
    child = f"import time, pathlib; time.sleep(3); pathlib.Path({str(late)!r}).touch()"
    program = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {child!r}])\n" + reply(findings=[])
    with_verifiers(started, program).gate("green", verdict="passed")

    time.sleep(3.5)

    assert not late.exists()


def test_the_verifiers_of_an_audit_are_those_of_the_base(started: Project) -> None:
    """A change that takes them out is refused by them all the same."""
    with_verifiers(started, reply(findings=[finding()])).commit("feat: discount")
    without = started.text("pyproject.toml").partition("\n[[tool.tddgate.verifiers]]")[0]
    started.with_file("pyproject.toml", without + '\n[tool.tddgate.rules]\nverifier-refused = "off"\n')

    started.gate("green", verdict="passed")
    started.gate("audit", BASE, verdict="refused", rules=["verifier-refused"])


# -- plugins

PLUGIN = """\
import pytest


def pytest_tddgate_verify(request):
    print("a plugin may print")
    return [
        {"file": each["file"], "line": 1, "severity": "refuse", "message": f"seen {request['features'][0]}"}
        for each in request["changed"]
    ]
"""


def installed(folder: Path, text: str = PLUGIN, module: str = "shapes") -> str:
    """Where this plugin is installed under the name `shop-shapes`: a path for PYTHONPATH."""
    site = folder / "site-packages"
    info = site / "shop_shapes-1.dist-info"
    info.mkdir(parents=True)
    (site / f"{module}.py").write_text(text)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shop-shapes\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[pytest11]\nshop-shapes = {module}\n")
    return str(site)


def with_plugin(project: Project) -> Project:
    """The project whose base names the plugin as a verifier."""
    settings = '\n[[tool.tddgate.verifiers]]\nname = "shapes"\nplugin = "shop-shapes"\n'
    project.with_file("pyproject.toml", project.text("pyproject.toml") + settings).commit_settings()
    project.git("branch", "--force", "main", "HEAD")
    return project.with_red_test().lock().implement()


def test_a_plugin_can_verify_by_a_hook(started: Project, tmp_path: Path) -> None:
    """The hook runs in a process of its own, and pytest knows it in every other run."""
    site = installed(tmp_path)
    with_plugin(started)

    ran = started.run("--tdd-gate=green", PYTHONPATH=site)

    assert started.run(PYTHONPATH=site).exit_code == 0
    assert (ran.exit_code, ran.findings) == (10, ["shapes: seen discount"]), ran.output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def pytest_tddgate_verify(request):\n    raise RuntimeError('no luck')\n", "no luck"),
        ("def pytest_tddgate_verify(request):\n    return [{'file': 'x'}]\n", "shapes answered off its contract"),
        ("def pytest_tddgate_verify(request):\n    return 3\n", "shapes answered off its contract"),
        ("x = 1\n", "has no hook pytest_tddgate_verify"),
        (None, "is not installed"),
    ],
    ids=["raises", "incomplete", "no-list", "no-hook", "absent"],
)
def test_a_plugin_that_does_not_answer_leaves_the_gate_undecided(
    started: Project, tmp_path: Path, text: str | None, words: str
) -> None:
    """As with commands."""
    site = installed(tmp_path, text) if text is not None else ""
    with_plugin(started)

    ran = started.run("--tdd-gate=green", PYTHONPATH=site)

    assert (ran.exit_code, words in ran.output) == (11, True), ran.output


def test_a_hook_in_the_project_itself_is_no_verifier(started: Project, tmp_path: Path) -> None:
    """Neither in a conftest, which is not asked, nor in the subject, which would judge itself."""
    site = installed(tmp_path, "def pytest_tddgate_verify(request):\n    return []\n", module="shop_shapes")
    (tmp_path / "site-packages/shop_shapes-1.dist-info/entry_points.txt").write_text("[pytest11]\nshop-shapes = shop\n")
    started.with_file("conftest.py", PLUGIN).commit("test: a hook")
    with_plugin(started)

    ran = started.run("--tdd-gate=green", PYTHONPATH=os.pathsep.join([site, str(started.root / "src")]))

    assert (ran.exit_code, "is part of what is judged" in ran.output) == (11, True), ran.output


def test_a_rule_of_the_projects_own_has_a_name_and_a_level(started: Project) -> None:
    """The verifier's name is the namespace; the settings say what a finding of it does."""
    own = [finding(rule="no-table"), finding(rule="no-print")]
    level = '\n[tool.tddgate.rules]\n"reader1/no-print" = "off"\n'
    with_verifiers(started, reply(findings=own), more=level)

    ran = started.run("--tdd-gate=green")

    assert (ran.exit_code, ran.output.count("refused[")) == (10, 1)
    assert "refused[reader1/no-table]: nine tenths of what?" in ran.output
    assert "more: tddgate explain reader1/no-table" in ran.output
