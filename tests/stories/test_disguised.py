"""Code that looks covered, or general, and is neither: functions on one line, and answers copied from the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

LAMBDAS = (
    'to_csv = lambda pages: ",".join(map(str, pages)) if pages else "" if pages is None else "-"\n'
    'to_html = lambda pages: "<ul>" + "".join(f"<li>{p}</li>" if p > 0 else "<li/>" for p in pages) + "</ul>"\n'
)
ONE_LINE = 'def to_csv(pages): return ",".join(map(str, pages)) if pages else "" if pages is None else "-"\n'
IN_A_TABLE = 'EXPORTS = {"csv": lambda pages: ",".join(map(str, pages)) if pages else "" if pages is None else "-"}\n'


@pytest.mark.parametrize("source", [LAMBDAS, ONE_LINE, IN_A_TABLE], ids=["lambdas", "def", "table"])
def test_functions_on_one_line_that_no_test_calls(project: Project, source: str) -> None:
    """Importing the module runs the line, and nothing of what it holds."""
    project.with_red_test().lock().implement()
    project.with_file("src/shop/export.py", source)
    project.with_file("src/shop/__init__.py", "from shop import export\n")

    ran = project.gate("green", verdict="refused", rules=["low-diff-coverage"]).last
    assert "src/shop/export.py" in ran.output
    assert "never called" in ran.output


@pytest.mark.parametrize("source", [LAMBDAS, ONE_LINE], ids=["lambdas", "def"])
def test_functions_on_one_line_that_a_test_calls(project: Project, source: str) -> None:
    """They are as good as any other."""
    project.with_file(
        "tests/test_export.py",
        "import pytest\nfrom shop import export\n\n\n"
        '@pytest.mark.parametrize(("pages", "text"), [([1, 2], "1,2"), ([], "-"), (None, "")])\n'
        "def test_csv(pages, text):\n    assert export.to_csv(pages) == text\n\n\n"
        "def test_html():\n"
        '    assert getattr(export, "to_html", lambda pages: "<ul><li>1</li></ul>")([1]) == "<ul><li>1</li></ul>"\n',
    ).lock("export")

    project.with_file("src/shop/export.py", source).gate("green", verdict="passed")


@pytest.mark.tdd_pins("what the new rules must go on to allow")
def test_a_short_lambda_counts_as_its_line(project: Project) -> None:
    """A key or a default decides nothing, so that nobody has to call it."""
    project.with_red_test().lock()
    project.with_file(
        "src/shop/discount.py",
        "NAMES = sorted(['b', 'a'], key=lambda name: name)\nNEVER = lambda: None\n\n\n"
        "def discount(price):\n    return price * 9 // 10\n",
    )

    project.gate("green", verdict="passed")


EXPECTED = 'from shop.pages import pages\n\n\ndef test_pages():\n    assert pages("1-3") == [1, 2, 3]\n'


@pytest.mark.parametrize(
    "body",
    ["return [1, 2, 3]", "return list((1, 2, 3))", "answer = [1, 2, 3]\n    return answer", "return [1] + [2, 3]"],
    ids=["literal", "converted", "named", "joined"],
)
def test_an_answer_that_was_copied_from_the_test(project: Project, body: str) -> None:
    """A function that looks at none of its arguments cannot be the general solution."""
    project.with_file("tests/test_pages.py", EXPECTED).lock("pages")

    project.with_file("src/shop/pages.py", f"def pages(text):\n    {body}\n")

    ran = project.gate("green", verdict="refused", rules=["literal-leak"]).last
    assert ran.told("literal-leak")[0].startswith("src/shop/pages.py:")
    assert "tests/test_pages.py:5" in ran.output


def test_the_audit_refuses_a_copied_answer_too(started: Project) -> None:
    """It does not need the author's green for it."""
    started.with_file("tests/test_pages.py", EXPECTED).lock("pages")
    started.with_file("src/shop/pages.py", "def pages(text):\n    return [1, 2, 3]\n").commit("feat: pages")

    started.gate("audit", "--tdd-base=main", verdict="refused", rules=["literal-leak"])


@pytest.mark.tdd_pins("what the new rules must go on to allow")
@pytest.mark.parametrize(
    ("test", "source"),
    [
        (
            "assert pages('1-3') == [1, 2, 3]",
            "first, _, last = text.partition('-')\n    return [*range(1, int(last) + 1)]",
        ),
        ("assert pages('x') is False", "return False"),
        ("assert pages('x') == ''", "return ''"),
        ("assert pages('x') == 0", "return 0"),
        (
            "assert pages('shop') == 'a shop of pages'",
            "return 'another text than the expected'[:0] or f'a {text} of pages'",
        ),
    ],
    ids=["general", "false", "empty", "zero", "formatted"],
)
def test_an_answer_that_is_not_copied(project: Project, test: str, source: str) -> None:
    """Small values are everybody's, and a function that uses its argument may well be general."""
    project.with_file("tests/test_pages.py", f"from shop.pages import pages\n\n\ndef test_pages():\n    {test}\n").lock(
        "p"
    )

    project.with_file("src/shop/pages.py", f"def pages(text):\n    {source}\n").gate("green", verdict="passed")


@pytest.mark.tdd_pins("what the new rules must go on to allow")
def test_a_method_without_arguments_may_return_a_constant(project: Project) -> None:
    """There is nothing that it could look at."""
    project.with_file(
        "tests/test_pages.py",
        "from shop.pages import Pages\n\n\ndef test_kind():\n    assert Pages().kind() == 'pages of a shop'\n",
    ).lock("pages")
    project.with_file("src/shop/pages.py", "class Pages:\n    def kind(self):\n        return 'pages of a shop'\n")

    project.gate("green", verdict="passed")
