"""A name in a test module stands for what that module binds or imports, whatever others call by the same name."""

from __future__ import annotations

from typing import Any

from pytest_tddgate.domain.leaks.examples import examples_in

OTHER = b"ALL = ('--doctest-modules', 'src')\n"
ASKS = b"\n\ndef test_slug():\n    assert slug('Hello World', ALL) == 'hello-world'\n"


def constants(files: dict[str, bytes]) -> set[Any]:
    """Every text on either side of an example."""
    return {value for each in examples_in(files) for value in _texts((each.one, each.other)) if isinstance(value, str)}


def _texts(value: Any) -> list[Any]:  # noqa: ANN401 - examples hold whatever tests hold
    inside = value.parts if hasattr(value, "parts") else value
    return [each for one in inside for each in _texts(one)] if isinstance(inside, tuple | list) else [value]


def test_what_a_module_binds_itself_is_not_another_modules() -> None:
    """Although it is no constant here: `ALL` is a common name."""
    own = b"from shop import slug\n\nALL = frozenset(range(9)) | slug.known\n" + ASKS

    assert "--doctest-modules" not in constants({"tests/test_slug.py": own, "tests/test_z.py": OTHER})


def test_a_name_is_that_of_the_module_from_which_it_is_imported() -> None:
    """A third module may have one of the same name."""
    own = b"from shop import slug\nfrom tests.words import ALL\n" + ASKS
    files = {"tests/test_slug.py": own, "tests/words.py": b"ALL = 'strict-and-short'\n", "tests/test_z.py": OTHER}

    found = constants(files)

    assert "strict-and-short" in found
    assert "--doctest-modules" not in found


def test_a_name_can_be_imported_under_another() -> None:
    """It is what it was."""
    own = b"from shop import slug\nfrom .words import KINDS as ALL\n" + ASKS
    files = {"tests/test_slug.py": own, "tests/words.py": b"KINDS = 'strict-and-short'\n"}

    assert "strict-and-short" in constants(files)
