"""Runs a test as pytest does, without a report of how it failed: to make one takes longer than most tests.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.assertion import util  # the comparison of two values in words: nobody will read it

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    import pluggy

__all__ = ["Unreported"]


_KNOWN = {"_pytest", "pytest_tddgate", "_hypothesis_pytestplugin", "pytest_asyncio", "pytest_cov", "pytest_timeout"}
"""Packages whose wrappers of a test's call let each error through."""


def _nothing() -> None:
    """Stand in for what is to happen."""


class Unreported:
    """Takes the place of pytest's own protocol for a test, within whatever plugins put around it."""

    def __init__(self) -> None:
        """Nothing ran yet.

        `on_failure` is called when a test fails, before anything else is done about it; `on_set_up`, once, when the
        fixtures of one are there, and plugins have put around its call what they do. `following` runs next: fixtures
        that it shares stay.
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
        """As `run`, but no fixture of any scope stays for whatever runs next, nor is there one from before."""
        self._is_alone = True
        item.session._setupstate.teardown_exact(item)  # noqa: SLF001 - what another file's test has left: no fixtures
        return self.run(item, None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool:
        """The three phases; what passed is reported to plugins and fixtures that wait for it."""
        util._reprcompare = None  # noqa: SLF001 - pytest's own wrapper has just set it, for reports
        if self._phase(item, "setup", lambda: item.ihook.pytest_runtest_setup(item=item)):
            self._phase(item, "call", lambda: item.ihook.pytest_runtest_call(item=item))
        self._phase(item, "teardown", lambda: item.ihook.pytest_runtest_teardown(item=item, nextitem=self._next(item)))
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what is reported by other ways: a subtest is."""
        if report.failed:
            self._failed()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> None:
        """Nothing is left to come before what is no function of pytest's own, such as a test of `unittest`."""
        if type(item).runtest is not pytest.Function.runtest:
            self._is_set_up()

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        """Nothing is left to come before the function; and when it fails, nothing after it may change that.

        To let the error run through what plugins put around the call takes longer than most tests.
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
        """For what fixtures stay. Where none may, collectors that have none stay: to set up a package takes long."""
        if not self._is_alone:
            return self.following
        stack = item.session._setupstate.stack  # noqa: SLF001 - each node with what is to be called for it at the end
        bare = list(takewhile(lambda node: node is not item and len(stack[node][0]) == 1, stack))
        return bare[-1] if bare else None

    def _is_final(self, hooks: pluggy.HookRelay) -> bool:
        """Whether nobody is around the call who might make something else of an error."""
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
        done = pytest.CallInfo.from_call(call, when=when)  # type: ignore[arg-type]  # one of the three words
        caught = [done.excinfo] if done.excinfo else list(getattr(item, "_excinfo", None) or ())  # unittest keeps its
        if any(not isinstance(each.value, pytest.skip.Exception) for each in caught):
            self._failed()
        elif caught:
            self._outcome = "skipped" if self._outcome == "passed" else self._outcome
        elif item.ihook.pytest_runtest_makereport(item=item, call=done).failed:
            self._failed()
        return not caught
