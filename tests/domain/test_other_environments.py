"""Which lines of a module only another environment runs: another platform, another Python, without a dependency."""

from __future__ import annotations

import textwrap

import pytest

from pytest_tddgate.domain.python.other_environments import lines_by_environment

OPTIONAL = "try:\n    import rich\nexcept ImportError:\n    rich = None\n\n"
FLAG = (
    "import sys\n\ntry:\n    import rich\n\n    HAS_RICH = True\nexcept ModuleNotFoundError:\n    HAS_RICH = False\n\n"
)
SYSTEM = "import sys\nimport os\nimport platform\nimport importlib.util\n\n"


def found(source: str) -> set[str]:
    """The text of the lines that the environment decides about."""
    lines = source.splitlines()
    return {lines[number - 1].strip() for number in lines_by_environment(source.encode())}


@pytest.mark.parametrize(
    ("before", "test"),
    [
        (OPTIONAL, "rich is None"),
        (OPTIONAL, "rich is not None"),
        (OPTIONAL, "not rich"),
        (FLAG, "HAS_RICH"),
        (FLAG, "not HAS_RICH and sys.version_info >= (3, 12)"),
        (SYSTEM, "sys.version_info >= (3, 12)"),
        (SYSTEM, "sys.version_info[0] == 3"),
        (SYSTEM, "sys.platform.startswith('win')"),
        (SYSTEM, "sys.platform == 'win32' or os.name == 'nt'"),
        (SYSTEM, "platform.system() == 'Windows'"),
        (SYSTEM, "sys.implementation.name == 'pypy'"),
        (SYSTEM, "importlib.util.find_spec('rich') is None"),
        ("from sys import platform, version_info\n", "version_info < (3, 12) or platform == 'win32'"),
    ],
)
def test_each_branch_of_a_question_about_the_environment(before: str, test: str) -> None:
    """One of them runs here, and the other cannot."""
    source = f"{before}if {test}:\n    LIMIT = 1\nelse:\n    LIMIT = 2\n"

    assert {"LIMIT = 1", "LIMIT = 2"} <= found(source)


def test_a_chain_of_branches_up_to_another_question() -> None:
    """What another question decides can run here."""
    source = OPTIONAL + textwrap.dedent("""\
        if rich is not None:
            show = rich.print
        elif sys.platform == "win32":
            show = None
        elif DEBUG:
            show = repr
        else:
            show = print
        """)

    assert found("import sys\n" + source) == {
        "except ImportError:",
        "rich = None",
        "show = rich.print",
        'elif sys.platform == "win32":',
        "show = None",
        "elif DEBUG:",
    }


def test_what_stands_in_for_a_missing_dependency() -> None:
    """The handler runs where the dependency is not installed."""
    assert found("try:\n    from fast import loads\nexcept ImportError:\n    from json import loads\n") == {
        "except ImportError:",
        "from json import loads",
    }


@pytest.mark.parametrize(
    "test",
    [
        "DEBUG",
        "sys.argv == []",
        "len(sys.path) > 3",
        "os.environ",
        "os.environ.get('CI')",
        "rich",
        "other is None",
        "0",
    ],
)
def test_a_question_about_anything_else(test: str) -> None:
    """Its branches can both run here."""
    assert found(f"import sys\nimport os\n\nif {test}:\n    LIMIT = 1\nelse:\n    LIMIT = 2\n") == set()


def test_a_name_that_is_no_optional_import_any_more() -> None:
    """It was bound again: what it is now says nothing about the environment."""
    assert "LIMIT = 1" not in found(f"{OPTIONAL}rich = 3\nif rich is None:\n    LIMIT = 1\n")


@pytest.mark.parametrize(
    "body",
    [
        "def limit():\n        return 1",
        "class Limit:\n        def of(self):\n            return 1",
        "limit = lambda: 1",
    ],
)
def test_functions_are_not_excused(body: str) -> None:
    """They can be tested wherever they can be imported, and code that nobody calls could hide there."""
    assert "return 1" not in " ".join(found(f"{OPTIONAL}if rich is None:\n    {body}\n"))
    assert not any("lambda" in line for line in found(f"{OPTIONAL}if rich is None:\n    {body}\n"))


def test_branches_within_a_function_are_not_excused() -> None:
    """Where they ask for what a test can hand in."""
    source = "import sys\n\n\ndef limit(platform):\n    if platform == 'win32':\n        return 1\n    return 2\n"
    assert found(source) == set()


def test_an_import_error_that_a_call_raises_is_no_missing_dependency() -> None:
    """It depends on what the call does."""
    assert found("try:\n    LIMIT = compute()\nexcept ImportError:\n    LIMIT = 3\n") == set()


@pytest.mark.parametrize("source", [b"", b"if\n", b"\xff\xfe", b"x = '\0'"])
def test_what_is_no_python_has_none(source: bytes) -> None:
    """Coverage has something to say of it, or the run."""
    assert lines_by_environment(source) == frozenset()


def test_a_statement_of_several_lines() -> None:
    """Each of its lines is one that may have changed."""
    assert found(f"{OPTIONAL}if rich is None:\n    show = (\n        print\n    )\n") >= {"show = (", "print", ")"}
