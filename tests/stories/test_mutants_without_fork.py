"""Mutants of a project that cannot be forked: a pool of processes tries them, and says what forks would have said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

NOBODY = "  # tddgate: equivalent: nobody waits for it\n\n\n"
THREAD = "import threading\n\nthreading.Thread(target=threading.Event().wait, daemon=True).start()"
# Of its mutants one is never noticed, one never ends, and one ends the process.
CODE = """\
LIMIT = 100


def discount(price):
    total = 0
    while price >= LIMIT:
        price = price - LIMIT
        total = total + 90
    unused = total
    return total
"""
NOTES = re.compile(r"^note: (mutants: .*)$", re.MULTILINE)


def test_a_pool_says_what_forks_say(started: Project) -> None:
    """The same counts, the same survivors; and what runs at import is tried as well."""
    started.with_red_test().lock().with_file("src/shop/discount.py", CODE)

    forks = started.gate("green", verdict="passed").last
    pool = started.with_file("src/shop/discount.py", CODE + THREAD + NOBODY).gate("green", verdict="passed").last

    assert sorted(set(forks.advised)) == sorted(set(pool.advised)) == ["not-minimal"]
    assert forks.told("not-minimal") == pool.told("not-minimal")
    ((noticed, tried), (in_pool, tried_in_pool)) = (
        map(int, re.findall(r"(\d+) of (\d+) were noticed", each.output)[0]) for each in (forks, pool)
    )
    assert (tried - noticed) == (tried_in_pool - in_pool)
    assert tried_in_pool == tried
    assert "not available" not in pool.output
    assert not any("at import" in each for each in NOTES.findall(pool.output))
