"""Records, settings and files that say something else than what runs, against the audit alone; and honest doubles."""

from __future__ import annotations

import json
import py_compile
from typing import TYPE_CHECKING

import pytest

from tests.forgery import forge

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Project

TEST = "tests/test_discount.py"
CONTRACT = ".tddgate/contracts/discount.json"
STATIC = ("--tdd-base=main", "--tdd-audit=static")
LOCK = "test: add failing tests (TDD Gate 3)"


def locked(project: Project) -> Project:
    """The feature `discount`, locked."""
    return project.with_red_test().lock()


def with_contract(project: Project, **said: object) -> Project:
    """The contract as it was locked, but for what somebody has said by hand; the lock commit is made again."""
    raw = json.loads(project.text(CONTRACT)) | said
    project.with_file(CONTRACT, json.dumps(raw, indent=2, sort_keys=True) + "\n").git("add", "--all")
    project.git("commit", "--quiet", "--amend", "--no-edit")
    return project


def later_lock(project: Project, path: str, harness: tuple[str, ...] = ()) -> Project:
    """Another feature is locked by hand, whose contract takes these files in as they are now."""
    test = "\n\ndef test_refund():\n    from shop.refund import refund\n\n    assert refund(100) == -100\n"
    project.with_file(path, (project.text(path) if (project.root / path).exists() else "") + test)
    forge(project, "refund", f"{path}::test_refund", harness).commit(LOCK)
    return project.implement().with_file("src/shop/refund.py", "def refund(price):\n    return -price\n").commit()


def a_second_lock_of_an_emptied_test(project: Project) -> Project:
    """Between two locks of one file its first test is emptied; the second contract names the bytes."""
    locked(project).replace(TEST, "assert discount(100) == 90", "assert discount").commit("test: simpler")
    return later_lock(project, TEST)


def a_second_lock_of_poorer_data(project: Project) -> Project:
    """The same with the data that the tests read."""
    project.with_file("tests/prices.json", "[[100, 90], [50, 45]]\n")
    test = "import json\nfrom pathlib import Path\n\nfrom shop.discount import discount\n\n\ndef test_discount():\n"
    test += '    cases = json.loads(Path(__file__).with_name("prices.json").read_text())\n'
    test += "    assert [discount(price) for price, _ in cases] == [less for _, less in cases]\n"
    project.with_file(TEST, test).lock().with_file("tests/prices.json", "[[100, 90]]\n").commit("test: fewer")
    return later_lock(project, "tests/test_refund.py", ("tests/prices.json",))


def an_amendment_without_a_reason(project: Project) -> Project:
    """An old test goes, and the contract says that it may, and not why."""
    amendment = {
        "reason": "",
        "changed": ["tests/test_cart.py::test_total", "tests/test_cart.py"],
        "format_only": False,
    }
    locked(project).without_file("tests/test_cart.py")
    return with_contract(project, amendments=[amendment]).implement().commit("feat: discount")


def keys_that_stand_twice(project: Project) -> Project:
    """JSON takes the last, and a reader sees the first."""
    text = locked(project).text(CONTRACT)
    project.with_file(CONTRACT, text.replace('  "tests": [', '  "harness": {},\n  "tests": [', 1))
    project.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    return project.implement().commit("feat: discount")


def coverage_settings_that_nobody_knows(project: Project) -> Project:
    """Coverage reads a file of TOML before the project's own."""
    settings = '[run]\nsource = ["shop"]\n[report]\nexclude_also = ["def "]\n'
    locked(project).with_file(".coveragerc.toml", settings).git("add", "--force", ".coveragerc.toml")
    return project.implement().commit("feat: discount")


def coverage_settings_behind_a_link(project: Project) -> Project:
    """What git holds is the name of another file."""
    locked(project).with_file("notes.txt", "[report]\nexclude_also = def \n")
    (project.root / ".coveragerc").symlink_to("notes.txt")
    project.git("add", "--force", ".coveragerc")
    return project.implement().commit("feat: discount")


def a_table_of_settings_behind_a_link(project: Project) -> Project:
    """The same for a file that has other settings, too."""
    locked(project).with_file("notes.txt", "[coverage:report]\nexclude_also = def \n")
    (project.root / "setup.cfg").symlink_to("notes.txt")
    return project.implement().commit("feat: discount")


def compiled(project: Project, source: str, to: str) -> Project:
    """Bytecode that is valid whatever the source beside it says."""
    project.with_file("scratch.py", source)
    (project.root / to).parent.mkdir(exist_ok=True)
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(
        str(project.root / "scratch.py"), str(project.root / to), dfile="x.py", doraise=True, invalidation_mode=mode
    )
    project.without_file("scratch.py").git("add", "--force", to)
    return project


def bytecode_without_a_source(project: Project) -> Project:
    """It can be imported, and nobody can read it."""
    compiled(locked(project), "def discount(price):\n    return 90\n", "src/shop/discount.pyc")
    return project.commit("feat: discount")


def bytecode_beside_another_source(project: Project) -> Project:
    """The source is one thing, and what runs is another."""
    cache = "src/shop/__pycache__/discount.cpython-313.pyc"
    compiled(locked(project).implement(), "def discount(price):\n    return 90\n", cache)
    return project.commit("feat: discount")


def code_behind_a_link(project: Project) -> Project:
    """The module is the name of a file that is no code."""
    locked(project).with_file("src/shop/rates.txt", "def discount(price):\n    return 90\n")
    (project.root / "src/shop/discount.py").symlink_to("rates.txt")
    return project.commit("feat: discount")


@pytest.mark.parametrize(
    ("apply", "rule"),
    [
        (a_second_lock_of_an_emptied_test, "contract-touched"),
        (a_second_lock_of_poorer_data, "contract-touched"),
        (an_amendment_without_a_reason, "contract-missing"),
        (keys_that_stand_twice, "contract-missing"),
        (coverage_settings_that_nobody_knows, "policy-changed"),
        (coverage_settings_behind_a_link, "policy-changed"),
        (a_table_of_settings_behind_a_link, "policy-changed"),
        (bytecode_without_a_source, "harness-added"),
        (bytecode_beside_another_source, "harness-added"),
        (code_behind_a_link, "harness-added"),
    ],
)
def test_what_says_something_else_is_found(started: Project, apply: Callable[[Project], Project], rule: str) -> None:
    """In the records alone, without a run."""
    ran = apply(started).run("--tdd-gate=audit", *STATIC)

    assert ran.exit_code == 10, ran.output
    assert rule in ran.refused, ran.output


def test_a_test_that_asks_for_code_is_no_pin(started: Project) -> None:
    """Who calls it one in the contract wants no questions about the code."""
    tests = json.loads(locked(started).text(CONTRACT))["tests"]
    with_contract(started, tests=[each | {"red": "pin", "reason": "known"} for each in tests])
    started.implement().commit("feat: discount")

    started.gate("audit", "--tdd-base=main", verdict="refused", rules=["contract-unproven"])


def test_a_base_that_two_things_are_named(started: Project) -> None:
    """A tag comes before a branch of the remote, and anybody can push a tag."""
    started.git("update-ref", "refs/remotes/origin/main", "main")
    locked(started).implement().commit("feat: discount").git("tag", "origin/main", "HEAD~1")

    ran = started.run("--tdd-gate=audit", "--tdd-base=origin/main", "--tdd-audit=static")

    assert ran.exit_code == 4, ran.output
    assert "refs/tags/origin/main" in ran.output
    assert "--tdd-base=refs/remotes/origin/main" in ran.output


def two_locks_of_one_file(project: Project) -> Project:
    """The second adds a test, and leaves the first as it is."""
    return later_lock(locked(project), TEST)


def two_locks_and_an_amendment(project: Project) -> Project:
    """What is not as it was is declared."""
    locked(project).replace(TEST, "(100) == 90", "(200) == 180").amend("discount", "a usual price")
    return later_lock(project, TEST)


def a_link_to_other_code(project: Project) -> Project:
    """A module under two names, of which one is read, and a text that is shared."""
    locked(project).implement().with_file("LICENSE", "Free.\n")
    (project.root / "src/shop/rates.py").symlink_to("discount.py")
    (project.root / "src/shop/LICENSE").symlink_to("../../LICENSE")
    return project.commit("feat: discount")


@pytest.mark.tdd_pins("nothing of it was refused before")
@pytest.mark.parametrize("apply", [two_locks_of_one_file, two_locks_and_an_amendment, a_link_to_other_code])
def test_what_only_looks_like_it_passes(started: Project, apply: Callable[[Project], Project]) -> None:
    """In the records alone."""
    apply(started).gate("audit", *STATIC, verdict="passed")
