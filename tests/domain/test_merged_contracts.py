"""A contract that two branches amended, put together again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.contract import Amendment, Contract, LockedTest, sha256_of
from pytest_tddgate.domain.contracts.merging import merged
from pytest_tddgate.domain.contracts.succession import follows
from pytest_tddgate.domain.run.observation import TestId

FILE = "tests/test_cart.py"
HELPER = "tests/conftest.py"
HERE = {FILE: b"both", HELPER: b"help"}


def locked(name: str, digest: str) -> LockedTest:
    """A test with the digest of its syntax."""
    return LockedTest(TestId(FILE, name), "unmet", digest=digest)


A = Amendment("prices are rounded", (FILE, f"{FILE}::test_a"))
B = Amendment("carts are counted", (FILE, f"{FILE}::test_b"))
BASE = Contract(
    "cart",
    (locked("test_a", "a1"), locked("test_b", "b1")),
    files={FILE: sha256_of(b"base")},
    harness={HELPER: sha256_of(b"help")},
    settings={"pyproject.toml#pytest": sha256_of(b"s1")},
)
OURS = replace(
    BASE, tests=(locked("test_a", "a2"), locked("test_b", "b1")), files={FILE: sha256_of(b"one")}, amendments=(A,)
)
THEIRS = replace(
    BASE, tests=(locked("test_a", "a1"), locked("test_b", "b2")), files={FILE: sha256_of(b"two")}, amendments=(B,)
)


def test_both_amendments_are_kept() -> None:
    """Each test is as its side has it, and the file as it lies there now."""
    both = merged(BASE, OURS, THEIRS, HERE.get)

    assert both.amendments == (A, B)
    assert [each.digest for each in both.tests] == ["a2", "b2"]
    assert both.files == {FILE: sha256_of(b"both")}
    assert follows(both, OURS)


def test_what_one_side_changed_alone_is_as_that_side_has_it() -> None:
    """Its bytes are not asked for."""
    theirs = replace(
        THEIRS,
        harness={HELPER: sha256_of(b"helps more")},
        settings={"pyproject.toml#pytest": sha256_of(b"s2")},
        amendments=(replace(B, changed=(*B.changed, HELPER, "pyproject.toml#pytest")),),
    )

    both = merged(BASE, OURS, theirs, {FILE: b"both"}.get)

    assert both.harness == theirs.harness
    assert both.settings == theirs.settings


def test_a_test_that_one_side_removed_is_gone() -> None:
    """It named that, too."""
    theirs = replace(BASE, tests=(locked("test_b", "b1"),), files={FILE: sha256_of(b"two")}, amendments=(A,))

    both = merged(BASE, replace(OURS, tests=BASE.tests), theirs, HERE.get)

    assert [each.test.name for each in both.tests] == ["test_b"]


def test_the_same_amendment_on_both_sides_is_one() -> None:
    """As when one branch was merged into the other before."""
    theirs = replace(THEIRS, amendments=(A, B))

    assert merged(BASE, OURS, theirs, HERE.get).amendments == (A, B)


@pytest.mark.parametrize(
    ("theirs", "here", "words"),
    [
        (
            replace(THEIRS, tests=(locked("test_a", "a3"), locked("test_b", "b1"))),
            HERE,
            f"{FILE}::test_a was amended on both sides",
        ),
        (THEIRS, {}, f"{FILE} was amended on both sides, and is not there"),
        (
            replace(THEIRS, settings={"pyproject.toml#pytest": sha256_of(b"s3")}),
            HERE,
            "pyproject.toml#pytest was amended on both sides",
        ),
        (replace(THEIRS, feature="other"), HERE, "they are contracts of different features"),
    ],
)
def test_what_no_program_can_settle(theirs: Contract, here: dict[str, bytes], words: str) -> None:
    """One of the two has to be chosen, and said."""
    ours = replace(OURS, settings={"pyproject.toml#pytest": sha256_of(b"s2")})

    with pytest.raises(ValueError, match=words.replace("#", ".")):
        merged(BASE, ours, theirs, here.get)
