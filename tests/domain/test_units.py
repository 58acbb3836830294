"""How mutants are dealt out to workers, and how answers become one run: nothing lost, nothing counted twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.mutants.batches import dealt, joined
from pytest_tddgate.domain.run.mutation import MutantSeen, MutationSeen


@given(st.lists(st.integers()), st.integers(1, 40))
def test_every_mutant_is_dealt_once(mutants: list[int], slots: int) -> None:
    """Whatever their number, and that of the workers."""
    batches = dealt(mutants, slots)

    assert sorted(each for batch in batches for each in batch) == sorted(mutants)
    assert all(batches)


def test_the_most_informative_come_first_in_each_batch() -> None:
    """They are dealt like cards: a budget that ends early cuts off the same kinds everywhere."""
    batches = dealt(range(40), 2)

    assert [batch[:2] for batch in batches] == [(0, 4), (1, 5), (2, 6), (3, 7)]


def test_a_batch_is_worth_its_start() -> None:
    """Each collects the tests anew: there are no more of them than there are tens of mutants."""
    assert [len(dealt(range(count), 8)) for count in (0, 1, 10, 11, 1000)] == [0, 1, 1, 2, 16]


def seen(*names: str) -> tuple[MutantSeen, ...]:
    """Mutants that a test noticed."""
    return tuple(MutantSeen(each, "killed", ("tests/test_a.py::test_a",), 1) for each in names)


def test_answers_become_one_run() -> None:
    """What was spent adds up; the lines that ran are those of every worker."""
    first = MutationSeen(seen("a"), {"src/a.py": frozenset({1})}, ("tests/test_a.py::test_b",), 2.0)
    second = MutationSeen(seen("b"), {"src/a.py": frozenset({2})}, ("tests/test_a.py::test_b",), 0.5)

    run = joined([["a"], ["b"]], [first, second])

    assert (run.mutation.mutants, run.mutation.spent, run.mutation.unfit) == (
        seen("a", "b"),
        2.5,
        ("tests/test_a.py::test_b",),
    )
    assert run.mutation.reached == {"src/a.py": frozenset({1, 2})}
    assert (run.exit_code, run.announced, run.mutation.unavailable, run.notes) == (0, 0, "", ())


def test_what_was_asked_of_another_counts_once() -> None:
    """A worker answers for its own batch, and for nobody else's; the first word about a mutant counts."""
    twice = MutantSeen("a", "survived")

    run = joined(
        [["a"], ["b"]], [MutationSeen((*seen("a"), twice, MutantSeen("b", "survived"))), MutationSeen(seen("b"))]
    )

    assert run.mutation.mutants == seen("a", "b")


def test_a_batch_that_never_comes_back_is_told() -> None:
    """Its mutants were not tried, and it is said why."""
    run = joined([["a"], ["b", "c"]], [MutationSeen(seen("a")), MutationSeen(unavailable="its worker died")])

    assert run.mutation.mutants == (*seen("a"), MutantSeen("b", "lost"), MutantSeen("c", "lost"))
    assert (run.notes, run.mutation.unavailable) == (("its worker died",), "")


def test_a_mutant_that_an_answer_leaves_out_is_lost() -> None:
    """Nobody's silence counts for anything."""
    run = joined([["a", "b"]], [MutationSeen(seen("a"))])

    assert run.mutation.mutants == (*seen("a"), MutantSeen("b", "lost"))
    assert run.notes == ("a worker left some of its mutants out",)


def test_when_nothing_comes_back_there_is_nothing_to_see() -> None:
    """As where no mutant can be tried here."""
    run = joined(
        [["a"], ["b"]], [MutationSeen(unavailable="its worker died"), MutationSeen(unavailable="its worker died")]
    )

    assert (run.mutation.mutants, run.mutation.unavailable) == ((), "its worker died")
