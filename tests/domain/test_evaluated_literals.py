"""Strings of a file that it evaluates: in a table, behind a name, or in its own docstring."""

from __future__ import annotations

from textwrap import dedent

import pytest

from pytest_tddgate.domain.python.unmeasured import unmeasured_in

RULES = """\
RULES = {
    "csv": "','.join(str(p) for p in pages) if pages else ''",
    "html": "'<ul>' + ''.join(f'<li>{p}</li>' for p in pages) + '</ul>'",
}
"""
INNER = '''"""Export helpers.

::

    def to_csv(pages):
        return ",".join(pages)
"""

import inspect
import textwrap

'''


def lines_of(source: str) -> list[int]:
    """The lines that are told."""
    return [each.line for each in unmeasured_in(dedent(source).encode(), range(1, 100))]


@pytest.mark.parametrize(
    "use",
    [
        "apply = lambda rule, pages: eval(RULES[rule], {}, {'pages': pages})\n",
        "def apply(rule, pages):\n    return eval(RULES.get(rule, '0'), {'pages': pages})\n",
        "def apply(pages):\n    return [eval(text) for text in RULES.values()]\n",
        "def apply(pages):\n    for name, text in RULES.items():\n        yield name, eval(text)\n",
        "def apply(rule, pages):\n    text = RULES[rule]\n    return eval(compile(text, rule, 'eval'))\n",
        "def run(text, pages):\n    return eval(text)\ndef apply(rule, pages):\n    return run(RULES[rule], pages)\n",
        "CODES = {name: compile(text, name, 'eval') for name, text in RULES.items()}\n",
        "def apply(rule, pages):\n    return eval(RULES[rule].strip() if rule in RULES else '0')\n",
    ],
)
def test_a_table_of_expressions(use: str) -> None:
    """Each computes something, and coverage sees one line."""
    assert len(lines_of(RULES + use)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "class Rules:\n    ALL = ['a + b', 'a - b', 'a * b']\n    def of(self, i):\n        return eval(self.ALL[i])\n",
        "def of(self, a):\n    return eval('[x for x in a if x > 1]')\n",
        "def of(a, rule='a if a > 1 else None'):\n    return eval(rule)\n",
    ],
)
def test_other_places_of_expressions(source: str) -> None:
    """In a class, in the call itself, in a default."""
    assert len(lines_of(source)) == 1


@pytest.mark.parametrize(
    "use",
    [
        'exec(textwrap.dedent(__doc__.split("::", 1)[1]))\n',
        '_parts = __doc__.split("::", 1)\nexec(textwrap.dedent(_parts[1]))\n',
        'exec(inspect.cleandoc(__doc__[__doc__.index("::") + 2:]))\n',
        'exec("\\n".join(line[4:] for line in __doc__.splitlines()[4:]))\n',
        'def load():\n    text = __doc__.partition("::")[2]\n    exec(compile(textwrap.dedent(text), "a", "exec"))\n',
    ],
)
def test_the_docstring_of_the_module(use: str) -> None:
    """It is a text like any other."""
    assert len(lines_of(INNER + use)) == 1


def test_the_docstring_of_a_function() -> None:
    """By its attribute."""
    source = 'def f():\n    """\n    def g(a):\n        return a\n    """\n\n\nexec(inspect.cleandoc(f.__doc__))\n'

    assert lines_of(source) == [8]


@pytest.mark.tdd_pins("nothing was told of these, and nothing is to be")
@pytest.mark.parametrize(
    "source",
    [
        "def compute(text, scope):\n    return eval(text, scope)\n",
        "TABLE = {'a': '[1, 2]', 'b': '(x for x in y)'}\nvalue = ast.literal_eval(TABLE['a'])\n",
        "TYPES = {'n': 'int | None', 'l': 'list[int]', 'o': 'collections.OrderedDict'}\nkind = eval(TYPES[name])\n",
        "SIGNS = {'true': 'True', 'none': 'None', 'two': '1 + 1 + 1 + 1'}\nvalue = eval(SIGNS.get(text))\n",
        "TEMPLATE = 'def {name}(self):\\n    return self._{name}\\n'\nexec(TEMPLATE.format(name=name), scope)\n",
        "TEMPLATE = 'def NAME(self):\\n    return 1\\n'\nexec(TEMPLATE.replace('NAME', name), scope)\n",
        "lines = ['def __init__(self):']\nlines.append(f'    self.{name} = {name}')\nexec('\\n'.join(lines), scope)\n",
        "new = eval(f'lambda _cls, {names}: _tuple_new(_cls, ({names}))', namespace)\n",
        "RULES = {'a': 'x if x > 1 else 0', 'b': 'x and y or z'}\nframe.eval(RULES['a'])\n",
        "RULES = {'a': 'x if x > 1 else 0', 'b': 'x and y or z'}\nprint(RULES['a'])\n",
        "plural = eval('n != 1', {'n': n})\n",
        '"""Example:\n\n    def f(a):\n        return a\n"""\nparser = ArgumentParser(description=__doc__)\n',
        "def run(text):\n    return eval(text)\nrun(sys.argv[1])\nrun('1 + 2')\n",
    ],
)
def test_what_is_no_code_of_the_file(source: str) -> None:
    """A user's expression, plain values, types, names, templates that are filled, other methods called eval."""
    assert lines_of(source) == []
