"""Classes of values behave as those of `dataclasses`, at a part of their price."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields

import pytest

from pytest_tddgate.domain.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Spot:
    """A value with each kind of field."""

    path: str
    line: int = 1
    notes: list[str] = field(default_factory=list)
    code: str = field(default="", compare=False)
    seen: str = field(default="no", init=False, repr=False)


@dataclass(frozen=True, slots=True, order=True)
class Single:
    """A value with one field, which has an order."""

    self: int


@dataclass(frozen=True, slots=True, order=True)
class Pair(Single):
    """A value that inherits a field."""

    second: int = 0


@dataclass(frozen=True, slots=True)
class Nothing:
    """A value without fields."""


@dataclass(frozen=True, slots=True, eq=False)
class Unlike:
    """Each is like itself alone."""

    name: str


@dataclass(slots=True)
class Counter:
    """What changes."""

    count: int = 0


@dataclass(frozen=True, slots=True)
class Own:
    """A class with methods of its own."""

    name: str

    def __init__(self, name: str) -> None:
        """Keep the name in capitals."""
        object.__setattr__(self, "name", name.upper())

    def __repr__(self) -> str:
        """The name alone."""
        return self.name

    def __eq__(self, other: object) -> bool:
        """Like everything."""
        return True

    def __hash__(self) -> int:
        """The same for all."""
        return 7


def test_fields_are_given_by_place_by_name_or_left_out() -> None:
    """As with `dataclasses`."""
    spot = Spot("a.py", notes=["x"])

    assert (spot.path, spot.line, spot.notes, spot.code, spot.seen) == ("a.py", 1, ["x"], "", "no")
    assert Spot("a.py", 2).notes == []
    assert Spot("a.py").notes is not Spot("a.py").notes


@pytest.mark.parametrize("attempt", [0, 1])
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, r"Spot.__init__\(\) missing 1 required positional argument: 'path'"),
        ({"path": "", "seen": ""}, r"unexpected keyword argument 'seen'"),
    ],
)
def test_wrong_arguments_are_named(attempt: int, given: dict[str, str], message: str) -> None:
    """The first time and later."""
    with pytest.raises(TypeError, match=message):
        Spot(**given)  # type: ignore[arg-type]  # wrong on purpose

    assert attempt in {0, 1}


def test_a_frozen_value_cannot_be_changed() -> None:
    """Neither set, nor deleted, nor given a new attribute."""
    spot = Spot("a.py")

    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'line'"):
        spot.line = 3  # type: ignore[misc]  # wrong on purpose
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'line'"):
        del spot.line
    with pytest.raises(FrozenInstanceError):
        spot.other = 3  # type: ignore[attr-defined]  # wrong on purpose
    assert not hasattr(spot, "__dict__")


def test_equal_values_have_equal_fields() -> None:
    """Those that are compared, of the same class."""
    assert Spot("a", code="x") == Spot("a", code="y")
    assert Spot("a") != Spot("b")
    others: list[object] = [(), None, Single(1)]
    assert Nothing() not in others
    assert Nothing() == Nothing()
    assert Single(1) != Pair(1)
    assert Unlike("a") != Unlike("a")
    assert Counter(1) == Counter(1)


def test_equal_values_have_equal_hashes() -> None:
    """A value with fields that can be hashed is a key; what can change is none."""
    assert len({Pair(1, 2), Pair(1, 2), Pair(1, 3), Nothing(), Nothing(), Single(1)}) == 4
    assert len({Unlike("a"), Unlike("a")}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Counter())
    with pytest.raises(TypeError, match="unhashable"):
        hash(Spot("a"))


def test_values_with_an_order_are_sorted_by_their_fields() -> None:
    """Of one class only."""
    assert sorted([Pair(2), Pair(1, 3), Pair(1)]) == [Pair(1), Pair(1, 3), Pair(2)]
    assert Pair(1) <= Pair(1) < Pair(1, 1)
    assert Pair(1, 1) > Pair(1) >= Pair(1)
    with pytest.raises(TypeError, match="not supported"):
        sorted([Pair(1), Single(1)])


def test_a_value_is_shown_with_its_fields() -> None:
    """As it could be written."""
    assert repr(Spot("a.py", 2)) == "Spot(path='a.py', line=2, notes=[], code='')"
    assert repr(Nothing()) == "Nothing()"


def test_a_value_is_copied_pickled_and_replaced() -> None:
    """A frozen one, too."""
    spot = Spot("a.py", 2, ["n"])

    assert pickle.loads(pickle.dumps(spot)) == spot  # noqa: S301 - our own bytes
    assert copy.deepcopy(spot) == spot == copy.copy(spot)
    assert replace(spot, line=3) == dataclasses.replace(spot, line=3) == Spot("a.py", 3, ["n"])
    with pytest.raises(TypeError, match="unexpected keyword argument 'column'"):
        replace(spot, column=3)  # type: ignore[call-arg]  # wrong on purpose
    assert [each.name for each in fields(spot)] == ["path", "line", "notes", "code", "seen"]
    assert dataclasses.asdict(Pair(1, 2)) == {"self": 1, "second": 2}


def test_a_value_is_matched_by_place() -> None:
    """The fields that are given, in order."""
    match Pair(1, 2):
        case Pair(first, second):
            assert (first, second) == (1, 2)


def test_methods_of_the_class_itself_stay() -> None:
    """What it defines is not replaced."""
    own = Own("a")

    assert repr(own) == "A"
    assert own == 3
    assert hash(own) == 7


def test_no_method_is_compiled_before_it_is_used() -> None:
    """Nor is anything imported for it."""
    program = """
import sys
from pytest_tddgate.domain.values import dataclass
compiled = []
sys.addaudithook(lambda event, args: compiled.append(args) if event in ("exec", "compile") else None)

@dataclass(frozen=True, slots=True, order=True)
class Pair:
    '''A pair.'''
    first: int
    second: int = 0

before = len(compiled)
assert Pair(1) == Pair(1) and len({Pair(1), Pair(1)}) == 1 and Pair(1) < Pair(2)
print(before, len(compiled) > before, "dataclasses" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "0 True False\n"
