"""The run of examples in pages and docstrings: reports those whose output differs from what they show.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import doctest
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.doctest import DoctestTextfile

from pytest_tddgate.domain.docs.page_examples import examples_only
from pytest_tddgate.session.child.items import repository_path

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from pytest_tddgate.session.child.observer import Observer

__all__ = ["ExampleRun"]

_Failure = doctest.DocTestFailure | doctest.UnexpectedException
_LONGEST = 2000  # characters of an output


class _Unfenced(type(Path())):  # type: ignore[misc]  # the platform's own path class
    """A page, reduced to its examples when it is read."""

    def read_text(self, *args: Any, **options: Any) -> str:
        """The text of the examples, each on its original line."""
        return examples_only(str(self), super().read_text(*args, **options))


class _Page(DoctestTextfile):
    """A Markdown page; the closing fence is not part of the expected output."""

    def collect(self) -> Iterable[Any]:
        """The examples of the page, as one test."""
        self.path = _Unfenced(self.path)
        return super().collect()


class _NoTests(pytest.Module):
    """A module of the product: its docstrings are collected, its functions are not tests."""

    def collect(self) -> list[pytest.Item]:
        """Nothing."""
        return []


class ExampleRun:
    """Collects only the examples of its targets, and sends those that fail."""

    def __init__(self, observer: Observer) -> None:
        """The orders' `targets` are the pages and modules."""
        self._channel = observer.channel
        self._top = observer.orders.top
        self._targets = frozenset(observer.orders.targets)

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Look for examples in modules, and continue after a failure."""
        vars(config.option).update(doctestmodules=True, doctestglob=[], doctest_continue_on_failure=True)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect Markdown pages, which pytest does not by itself."""
        is_page = str(file_path) in self._targets and file_path.suffix in {".md", ".markdown"}
        return _Page.from_parent(parent, path=file_path) if is_page else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makemodule(self, module_path: Path, parent: pytest.Collector) -> pytest.Module:
        """Collect no tests of a module, even if it is a target."""
        return _NoTests.from_parent(parent, path=module_path)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Send each failed example; all examples of a page are one test, with several failures."""
        report = yield
        problem = call.excinfo.value if call.excinfo is not None else None
        for each in getattr(problem, "failures", [problem]):
            if isinstance(each, _Failure):
                self._channel.send("example", *self._place(each, item), *_texts(each))
        return report

    def _place(self, failure: _Failure, item: pytest.Item) -> tuple[str, int]:
        path = repository_path(str(failure.test.filename or item.path), self._top)
        return path, (failure.test.lineno or 0) + failure.example.lineno + 1


def _texts(failure: _Failure) -> tuple[str, str, str]:
    """The example's source, its expected output, and its output, or the last line of its exception."""
    example = failure.example
    if isinstance(failure, doctest.DocTestFailure):
        return example.source, example.want[:_LONGEST], failure.got[:_LONGEST]
    kind, value, _ = failure.exc_info
    got = "".join(traceback.format_exception_only(kind, value)).splitlines()[-1]
    return example.source, example.want[:_LONGEST], got[:_LONGEST]
