"""Held-out tests: green and audit run what the implementer has not seen, and show nothing of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tarfile
import time
from typing import TYPE_CHECKING

import pytest

from tests.project import Project, git_environment

if TYPE_CHECKING:
    from pathlib import Path

BASE = "--tdd-base=main"
HELD = (
    "from shop.discount import discount\n\n\ndef test_any_price():\n"
    "    print('the secret is out')\n    assert discount(60) == 54, 'ten percent less'\n"
)
RECORD = ".tddgate/sealed/discount.json"
FITTED = "def discount(price):\n    return price - 10\n"
TELLTALES = ("any_price", "ten percent less", "secret", "test_discount_more")


def seal(project: Project, to: Path, held: str = HELD, *args: str) -> Path:
    """Seal these held-out tests for the feature `discount`; where their package lies then."""
    done = sealing(project, to, held, *args)
    assert done.returncode == 0, done.stdout + done.stderr
    return to


def sealing(project: Project, to: Path, held: str = HELD, *args: str) -> subprocess.CompletedProcess[str]:
    """What became of `tddgate seal`."""
    source = to.parent / f"{to.stem}-held" / "test_discount_more.py"
    source.parent.mkdir()
    source.write_text(held)
    program = "import sys; from pytest_tddgate.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "seal", "discount", str(source), "--to", str(to), *args]
    return subprocess.run(command, cwd=project.root, env=git_environment(), check=False, capture_output=True, text=True)


def unpacked(package: Path) -> Path:
    """The same package as a folder."""
    folder = package.with_suffix("")
    with tarfile.open(package) as archive:
        archive.extractall(folder, filter="data")
    return folder


def files_of(project: Project) -> dict[str, bytes]:
    """Every file below the top, but git's own, coverage's, and the bytecode of what everybody can see."""
    found = (each for each in project.root.rglob("*") if each.is_file() and ".git" not in each.parts)
    found = (each for each in found if each.suffix != ".pyc" or "more" in each.name)
    return {str(each): each.read_bytes() for each in found if ".coverage" not in each.name}


@pytest.fixture(scope="session")
def sealed_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A branch on which `discount` is locked and sealed, and not implemented; the package lies beside it."""
    root = tmp_path_factory.mktemp("sealed")
    project = Project.copied(project_template, root / "shop")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock()
    sealing(project, root / "discount.tar")
    return project.root


@pytest.fixture
def sealed(sealed_template: Path, tmp_path: Path) -> Project:
    """A copy of that branch."""
    return Project.copied(sealed_template, tmp_path / "shop")


@pytest.fixture
def package(sealed_template: Path) -> str:
    """The option that gives its package."""
    return f"--tdd-sealed={sealed_template.parent / 'discount.tar'}"


def test_without_the_package_green_says_what_waits(sealed: Project) -> None:
    """The implementer does not have it, and goes on."""
    sealed.implement()

    output = sealed.gate("green", verdict="passed").last.output

    assert "note: 1 sealed file of discount waits for CI" in output


def test_an_audit_with_the_package_of_a_general_implementation(sealed: Project, package: str) -> None:
    """What was sealed is green at the head, and was red on the base's code."""
    sealed.implement().commit("feat: discount")

    output = sealed.gate("audit", BASE, package, verdict="passed").last.output

    assert "1 held-out test" in output
    assert "sealed" in output
    assert not [each for each in TELLTALES if each in output]


@pytest.mark.parametrize("gate", ["green", "audit"])
def test_an_implementation_that_the_held_out_tests_do_not_accept(sealed: Project, package: str, gate: str) -> None:
    """It satisfies what its author has seen; of the rest nothing is shown but the count."""
    sealed.with_file("src/shop/discount.py", FITTED).commit("feat: discount")
    before = files_of(sealed)

    ran = sealed.gate(gate, BASE, package, "-vv", "-s", "--showlocals", verdict="refused", rules=["sealed-red"]).last

    assert ran.findings == ["1 of 1 held-out tests of discount does not pass"]
    assert not [each for each in TELLTALES if each in ran.output]
    assert files_of(sealed) == before
    assert sealed.git("status", "--porcelain") == ""


def test_the_names_of_held_out_tests_are_shown_on_request(sealed: Project, package: str) -> None:
    """The names, and nothing else of them."""
    sealed.with_file("src/shop/discount.py", FITTED)

    ran = sealed.gate("green", package, "--tdd-sealed-show=names", verdict="refused", rules=["sealed-red"]).last

    assert "tests/test_discount_more.py::test_any_price" in ran.output
    assert not [each for each in TELLTALES[1:3] if each in ran.output]


def test_without_the_package_an_audit_is_undecided(sealed: Project) -> None:
    """Silence is not a pass."""
    sealed.implement().commit("feat: discount")

    sealed.gate("audit", BASE, verdict="undecided", says="--tdd-sealed=")


def test_a_package_that_is_not_what_was_sealed(sealed: Project, sealed_template: Path, tmp_path: Path) -> None:
    """One byte is enough; neither old nor new tests are run."""
    assert (sealed.root / RECORD).exists()
    sealed.implement().commit("feat: discount")
    copy = tmp_path / "discount.tar"
    copy.write_bytes((sealed_template.parent / "discount.tar").read_bytes())
    folder = unpacked(copy)
    sealed.gate("green", f"--tdd-sealed={folder}", verdict="passed")

    (folder / "discount/files/tests/test_discount_more.py").write_text(HELD.replace("54", "60"))

    sealed.gate("green", f"--tdd-sealed={folder}", verdict="refused", rules=["seal-broken"])


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_a_package_that_cannot_be_read(sealed: Project, tmp_path: Path, content: bytes | None) -> None:
    """Missing, empty, or no archive: what was sealed cannot be run, and the message names the file."""
    if content is not None:
        (tmp_path / "broken.tar").write_bytes(content)

    sealed.implement().gate("green", f"--tdd-sealed={tmp_path / 'broken.tar'}", verdict="undecided", says="broken.tar")


def test_held_out_tests_that_are_green_without_the_code(started: Project, tmp_path: Path) -> None:
    """They prove nothing about it."""
    started.with_red_test().lock()
    held = "from shop.cart import total\n\n\ndef test_any():\n    assert total([2]) == 2\n"
    package = seal(started, tmp_path / "weak.tar", held)
    started.implement().commit("feat: discount")

    started.gate("audit", BASE, f"--tdd-sealed={package}", verdict="refused", rules=["sealed-green"])


@pytest.mark.parametrize("is_of_base", [True, False])
@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_seal_is_neither_removed_nor_replaced(sealed: Project, tmp_path: Path, how: str, *, is_of_base: bool) -> None:
    """Neither one of the base nor one of the range itself; who replaces it with a reason is seen too."""
    assert (sealed.root / RECORD).exists()
    if is_of_base:
        sealed.git("branch", "--force", "main", "HEAD")
    if how == "removed":
        sealed.git("rm", "--quiet", RECORD)
        sealed.git("commit", "--quiet", "--message", "chore: tidy")
    else:
        seal(sealed, tmp_path / "other.tar", HELD.replace("60) == 54", "9) == -1"), "--reason", "easier")
    sealed.with_file("src/shop/discount.py", FITTED).commit("feat: discount")

    ran = sealed.gate("audit", BASE, "--tdd-audit=static", verdict="refused", rules=["seal-changed"]).last

    assert ran.told("seal-changed")[0] == RECORD


def test_a_seal_that_came_after_the_code_is_listed_as_such(started: Project, tmp_path: Path) -> None:
    """Its author may have seen the code; whoever reviews decides what that is worth."""
    started.with_red_test().lock().implement().commit("feat: discount")
    package = seal(started, tmp_path / "late.tar")

    output = started.gate("audit", BASE, f"--tdd-sealed={package}", verdict="passed").last.output

    assert "after the code began" in output


def test_a_file_in_the_place_of_a_sealed_one_is_never_overwritten(sealed: Project, package: str) -> None:
    """Nor is it run in the place of what was sealed."""
    sealed.implement().with_file("tests/test_discount_more.py", "def test_mine():\n    pass\n").commit("feat: discount")

    sealed.gate("audit", BASE, package, verdict="undecided", says="1 of 1 places of sealed files of discount is taken")

    assert "test_mine" in sealed.text("tests/test_discount_more.py")


@pytest.mark.parametrize("is_there", [True, False])
def test_a_command_gives_the_package(sealed: Project, package: str, tmp_path: Path, *, is_there: bool) -> None:
    """Such as one that decrypts; it is the base's own, and the audit is undecided where it fails."""
    script = tmp_path / "open.py"
    script.write_text("import os, sys\nsys.stdout.buffer.write(open(os.environ['SEALED_AT'], 'rb').read())\n")
    settings = f'\n[tool.tddgate.sealed]\ncommand = "{sys.executable} {script}"\n'
    sealed.with_file("pyproject.toml", sealed.text("pyproject.toml") + settings).commit_settings()
    sealed.git("branch", "--force", "main", "HEAD")
    sealed.with_file("src/shop/discount.py", FITTED).commit("feat: discount")

    ran = sealed.run("--tdd-gate=audit", BASE, SEALED_AT=package.partition("=")[2] if is_there else "/nowhere")

    assert (ran.exit_code, ran.refused) == ((10, ("sealed-red",)) if is_there else (11, ())), ran.output
    assert ("the command that gives the sealed files" in ran.output) != is_there


def test_a_project_can_let_an_audit_go_on_without_the_package(sealed: Project) -> None:
    """Its base says so."""
    settings = "\n[tool.tddgate.sealed]\nrequired = false\n"
    sealed.with_file("pyproject.toml", sealed.text("pyproject.toml") + settings).commit_settings()
    sealed.git("branch", "--force", "main", "HEAD")
    sealed.implement().commit("feat: discount")

    sealed.gate("audit", BASE, verdict="passed", says="note: 1 sealed file of discount was not run")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_nothing_stays_behind_when_the_run_is_ended(sealed: Project, tmp_path: Path, number: signal.Signals) -> None:
    """What was laid out is removed, also when somebody has enough of waiting."""
    mark = tmp_path / "started"
    held = f"import pathlib, time\n\n\ndef test_any():\n    pathlib.Path({str(mark)!r}).touch()\n    time.sleep(20)\n"
    package = seal(sealed.implement(), tmp_path / "slow.tar", held, "--reason", "slow")
    before = files_of(sealed)
    process = subprocess.Popen(
        sealed.command("--tdd-gate=green", f"--tdd-sealed={package}"),
        cwd=sealed.root,
        env=git_environment() | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    while not mark.exists() and process.poll() is None:
        time.sleep(0.05)

    os.killpg(process.pid, number)
    output, _ = process.communicate(timeout=60)

    assert mark.exists(), output
    assert process.returncode not in {0, 10, 11}, output
    assert files_of(sealed) == before
