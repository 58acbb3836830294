"""Gate 3: red tests and their contract become a commit of their own, and nothing else does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import GateRun, Project

CONTRACT = ".tddgate/contracts/discount.json"


def as_it_was(project: Project) -> tuple[str, str, bool]:
    """The commits, what git sees in index and work tree, and whether a contract was left."""
    return project.git("log", "--format=%s"), project.git("status", "--porcelain"), (project.root / CONTRACT).exists()


def test_the_commit_holds_the_tests_and_the_contract_only(project: Project) -> None:
    """What else is staged, edited or new stays as it was, and is named."""
    project.with_file("notes.md", "a plan\n").git("add", "notes.md")
    project.replace(".gitignore", ".coverage*", ".coverage*\nbuild/").implement("vat").with_red_test()

    locked = project.lock()

    assert locked.git("show", "--name-only", "--format=").split() == [CONTRACT, "tests/test_discount.py"]
    assert locked.git("status", "--porcelain").splitlines() == [" M .gitignore", "A  notes.md", "?? src/shop/vat.py"]
    assert "not committed, as it is no test: .gitignore, notes.md, src/shop/vat.py" in locked.last.output
    assert locked.last.last_line.startswith("passed: discount is locked: 1 test in commit " + locked.head[:10])


def test_the_message_names_the_feature_and_the_contract(project: Project) -> None:
    """With trailers that a program can read."""
    locked = project.with_red_test().lock()

    subject, _, body = locked.git("log", "-1", "--format=%B").partition("\n\n")
    assert subject == "test: add failing tests for discount (TDD Gate 3)"
    assert "1 test, each seen red by pytest --tdd-gate=lock: 1 missing." in body
    trailers = dict(line.split(": ") for line in locked.git("log", "-1", "--format=%(trailers)").splitlines() if line)
    assert (trailers["TDD-Feature"], trailers["TDD-Contract"][:7]) == ("discount", "sha256:")


def test_the_same_tests_make_the_same_contract(project: Project) -> None:
    """Byte for byte, and another time without what happens to lie beside them."""
    first = project.with_red_test().with_file("tests/notes.txt", "x\n").lock().text(CONTRACT)

    project.git("reset", "--soft", "HEAD~1")

    assert project.lock().text(CONTRACT) == first
    contract = json.loads(first)
    assert (contract["feature"], sorted(contract["files"])) == ("discount", ["tests/test_discount.py"])
    assert not {"commit", "time", "date"} & set(contract)


def test_product_code_in_the_index_is_refused(project: Project) -> None:
    """And nothing is committed."""
    project.with_red_test().implement("vat").git("add", "src")
    before = as_it_was(project)

    refused = project.gate("lock", "--tdd-feature=discount", verdict="refused", rules=["subject-staged"])

    assert refused.last.told("subject-staged") == ("src/shop/vat.py", "git restore --staged src/shop/vat.py")
    assert as_it_was(project) == before


def test_a_merge_in_progress_is_refused(project: Project) -> None:
    """A commit now would end it."""
    project.git("checkout", "--quiet", "-b", "other")
    project.with_file("notes.md", "theirs\n").commit().git("checkout", "--quiet", "main")
    project.with_file("more.md", "ours\n").commit().git("merge", "--quiet", "--no-commit", "other")
    before = as_it_was(project.with_red_test())

    refused = project.gate("lock", "--tdd-feature=discount", verdict="refused", rules=["operation-in-progress"])

    assert refused.last.told("operation-in-progress") == ("", "finish it (git status says how), then lock")
    assert as_it_was(project) == before


def test_a_feature_is_locked_once(project: Project) -> None:
    """Also when its contract was deleted since."""
    locked = project.with_red_test().lock().implement().commit()
    locked.with_red_test("vat").gate("lock", "--tdd-feature=discount", verdict="refused", rules=["feature-taken"])
    locked.without_file("tests/test_vat.py").without_file(CONTRACT).commit()

    refused = locked.with_red_test("vat").gate(
        "lock", "--tdd-feature=discount", verdict="refused", rules=["feature-taken"]
    )

    advice = 'pytest --tdd-gate=lock --tdd-feature=vat, or: tddgate amend discount --reason "…"'
    assert refused.last.told("feature-taken") == (CONTRACT, advice)


def test_a_hook_that_rejects_leaves_everything_as_it_was(project: Project) -> None:
    """Git's words are shown; the index, the work tree and the history are untouched."""
    project.with_file("notes.md", "a plan\n").git("add", "notes.md")
    hook = project.with_file(".git/hooks/pre-commit", "#!/bin/sh\necho no commits on Sundays >&2\nexit 1\n")
    (hook.root / ".git/hooks/pre-commit").chmod(0o755)
    before = as_it_was(project.with_red_test())

    refused = project.gate("lock", "--tdd-feature=discount", verdict="refused", rules=["commit-rejected"])

    assert "no commits on Sundays" in refused.last.output
    assert refused.last.told("commit-rejected") == ("", "read what git said above, mend it, and lock again")
    assert as_it_was(project) == before


def test_a_commit_without_an_identity_is_refused_in_gits_words(project: Project) -> None:
    """As on a new machine."""
    before = as_it_was(project.with_red_test())

    ran = project.run("--tdd-gate=lock", "--tdd-feature=discount", GIT_COMMITTER_NAME="", GIT_COMMITTER_EMAIL="")

    assert (ran.exit_code, ran.refused) == (10, ("commit-rejected",)), ran.output
    assert "empty ident name" in ran.output
    assert as_it_was(project) == before


def test_the_feature_is_named_after_the_branch(project: Project) -> None:
    """On the main branch, and on a detached HEAD, there is no name to take."""
    nameless = [project.with_red_test().run("--tdd-gate=lock")]
    project.git("checkout", "--quiet", "--detach")
    nameless.append(project.run("--tdd-gate=lock"))
    project.git("checkout", "--quiet", "-b", "feature/Discount_2")

    named = project.gate("lock", verdict="passed", says="discount_2 is locked")

    assert [each.exit_code for each in nameless] == [4, 4]
    assert "  next: pytest --tdd-gate=lock --tdd-feature=discount" in nameless[0].output
    assert "on a detached HEAD there is none to take" in nameless[1].output
    assert (named.root / ".tddgate/contracts/discount_2.json").exists()


def test_a_name_that_is_no_slug_is_answered_with_one(project: Project) -> None:
    """And one that leads out of the folder of contracts is none."""
    answers: list[GateRun] = [
        project.with_red_test().run("--tdd-gate=lock", f"--tdd-feature={name}") for name in ("My Feature", "../x")
    ]

    assert [each.exit_code for each in answers] == [4, 4]
    assert "--tdd-feature=my-feature" in answers[0].output


def test_features_on_two_branches_are_merged_without_conflict(project: Project) -> None:
    """Each has its own contract, and both are green together."""
    for feature in ("discount", "vat"):
        project.git("checkout", "--quiet", "-b", feature, "main")
        project.with_red_test(feature).lock(feature).implement(feature).commit()
    project.git("merge", "--quiet", "--no-edit", "discount")

    merged = project.gate("green", verdict="passed", says="2 contracted tests in all")

    assert merged.last.output.count("  kept ") == 2
