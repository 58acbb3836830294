"""Code that runs where coverage does not see it, and what looks like it."""

from __future__ import annotations

from textwrap import dedent

import pytest

from pytest_tddgate.domain.python.unmeasured import imports_of, unmeasured_in

ALL = range(1, 100)


def lines_of(source: str) -> list[int]:
    """The lines that are told."""
    return [each.line for each in unmeasured_in(dedent(source).encode(), ALL)]


@pytest.mark.parametrize(
    "source",
    [
        'CODE = "def f(a):\\n    return a\\n"\nexec(CODE)\n',
        'import zlib, base64\nexec(base64.b64decode("ZGVmIGYoYSk6CiAgICByZXR1cm4gYQo="))\n',
        'eval(compile("a = 1\\nb = 2\\nc = 3\\n", "x", "exec"))\n',
        "from pathlib import Path\nexec(Path(__file__).with_suffix('.txt').read_text())\n",
        "HERE = Path(__file__).parent\nTEXT = (HERE / 'rules.txt').read_text()\nexec(TEXT, globals())\n",
        (
            "RULES = json.loads(files(__package__).joinpath('r.json').read_text())\n"
            "[eval('a: ' + rule) for rule in RULES]\n"
        ),
        "with open(__file__.replace('.py', '.inc')) as file:\n    exec(file.read())\n",
        "def run():\n    code = pkgutil.get_data(__name__, 'a.dat')\n    exec(compile(code, 'a', 'exec'))\n",
        "SourceFileLoader('more', str(Path(__file__).with_suffix('.inc'))).exec_module(module)\n",
        "spec_from_file_location('more', Path(__file__).parent / 'more.txt', loader=None)\n",
    ],
)
def test_code_that_is_no_python_file(source: str) -> None:
    """A text, or a file of the project's own."""
    assert len(lines_of(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "eval('1 + 2')\n",
        "def compute(text):\n    return eval(text, {'__file__': __file__})\n",
        "def load(path):\n    exec(path.read_text())\n",
        "def load(path):\n    return SourceFileLoader(path.stem, str(path))\n",
        "exec(f'def __init__(self, {names}): pass', scope)\n",
        "spec_from_file_location(name, Path(__file__).parent / 'plugins' / 'more.py')\n",
        "DATA = json.loads((Path(__file__).parent / 'units.json').read_text())\nprint(DATA['km'])\n",
        "re.compile(Path(__file__).with_name('words.txt').read_text())\n",
        "model.eval(Path(__file__))\n",
        "def (:\n",
    ],
)
def test_what_is_a_callers_or_is_not_run(source: str) -> None:
    """A plugin of a user, an expression, a class that is made at run time, data."""
    assert lines_of(source) == []


def test_only_changed_lines_are_told() -> None:
    """What was there before is not this change's."""
    assert unmeasured_in(b"exec(open(__file__).read())\n", {2}) == ()


@pytest.mark.parametrize(
    "source",
    [
        "from ranges_tool import parse",
        "import ranges_tool",
        "import_module('ranges_tool')",
        "import a, ranges_tool as b",
    ],
)
def test_a_module_that_lies_beside_the_sources(source: str) -> None:
    """By its whole name, wherever it is imported."""
    assert [(each.line, each.name) for each in imports_of(f"\n{source}\n".encode(), ["ranges_tool"])] == [
        (2, "ranges_tool")
    ]


@pytest.mark.parametrize(
    "source", ["from shop.ranges_tool import parse", "from .ranges_tool import a", "import other", "("]
)
def test_a_module_of_the_package_itself(source: str) -> None:
    """It only has the same last name."""
    assert imports_of(source.encode(), ["ranges_tool"]) == ()
