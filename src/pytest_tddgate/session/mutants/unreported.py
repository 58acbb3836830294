"""Runs a test like pytest, but without a report of its failure: making one takes longer than most tests.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.assertion import util  # its explanations of comparisons are not needed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    import pluggy

__all__ = ["Unreported"]


_KNOWN = {"_pytest", "pytest_tddgate", "_hypothesis_pytestplugin", "pytest_asyncio", "pytest_cov", "pytest_timeout"}
"""Packages whose wrappers of a test's call let every error through."""


def _nothing() -> None:
    """Do nothing, by default."""


class Unreported:
    """Replaces pytest's own protocol for a test, inside the wrappers of other plugins."""

    def __init__(self) -> None:
        """Run nothing yet.

        `on_failure` is called when a test fails, before anything else happens; `on_set_up` is called once, when the
        fixtures of a test and the plugins' wrappers of its call are set up. `following` runs next: fixtures that it
        shares stay.
        """
        self._outcome = "passed"
        self._is_alone = False
        self._has_only_known: bool | None = None
        self.following: pytest.Item | None = None
        self.on_failure: Callable[[], None] = _nothing
        self.on_set_up: Callable[[], None] = _nothing

    def run(self, item: pytest.Item, following: pytest.Item | None) -> str:
        """Run the item: `passed`, `failed` or `skipped`."""
        self._outcome = "passed"
        self.following = following
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        return self._outcome

    def run_alone(self, item: pytest.Item) -> str:
        """Like `run`, but without fixtures of any scope from before, and leaving none for later tests."""
        self._is_alone = True
        item.session._setupstate.teardown_exact(item)  # noqa: SLF001 - tears down what a test of another file left
        return self.run(item, None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool:
        """Run the three phases; passed phases are reported, because plugins and fixtures may depend on that."""
        util._reprcompare = None  # noqa: SLF001 - pytest's wrapper has just set it, for reports
        if self._phase(item, "setup", lambda: item.ihook.pytest_runtest_setup(item=item)):
            self._phase(item, "call", lambda: item.ihook.pytest_runtest_call(item=item))
        self._phase(item, "teardown", lambda: item.ihook.pytest_runtest_teardown(item=item, nextitem=self._next(item)))
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note failures that are reported in other ways, such as subtests."""
        if report.failed:
            self._failed()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> None:
        """Call `on_set_up` for items that are not plain functions, such as `unittest` tests."""
        if type(item).runtest is not pytest.Function.runtest:
            self._is_set_up()

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        """Call `on_set_up` right before the function; if it fails and no wrapper can change that, call `on_failure`.

        Letting the error pass through the wrappers of other plugins takes longer than most tests.
        """
        self._is_set_up()
        try:
            return (yield)
        except pytest.skip.Exception:
            raise
        except BaseException:
            if self._is_final(pyfuncitem.config.hook):
                self._failed()
            raise

    def _next(self, item: pytest.Item) -> Any:
        """The next item, which decides what is torn down; if alone, keep nodes without fixtures: packages are slow."""
        if not self._is_alone:
            return self.following
        stack = item.session._setupstate.stack  # noqa: SLF001 - each node with its finalizers
        bare = list(takewhile(lambda node: node is not item and len(stack[node][0]) == 1, stack))
        return bare[-1] if bare else None

    def _is_final(self, hooks: pluggy.HookRelay) -> bool:
        """Whether no wrapper of the call can change the outcome of an error."""
        if self._has_only_known is None:
            around = (*hooks.pytest_runtest_call.get_hookimpls(), *hooks.pytest_pyfunc_call.get_hookimpls())
            wrappers = (each.function.__module__ for each in around if each.wrapper or each.hookwrapper)
            self._has_only_known = all(each.partition(".")[0] in _KNOWN for each in wrappers)
        return self._has_only_known

    def _is_set_up(self) -> None:
        told, self.on_set_up = self.on_set_up, _nothing
        told()

    def _failed(self) -> None:
        self._outcome = "failed"
        self.on_failure()

    def _phase(self, item: pytest.Item, when: str, call: Callable[[], object]) -> bool:
        """Whether the phase passed."""
        done = pytest.CallInfo.from_call(call, when=when)  # type: ignore[arg-type]  # one of the three phases
        caught = [done.excinfo] if done.excinfo else list(getattr(item, "_excinfo", None) or ())  # of unittest
        if any(not isinstance(each.value, pytest.skip.Exception) for each in caught):
            self._failed()
        elif caught:
            self._outcome = "skipped" if self._outcome == "passed" else self._outcome
        elif item.ihook.pytest_runtest_makereport(item=item, call=done).failed:
            self._failed()
        return not caught
