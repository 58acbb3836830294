"""The run of existing tests in the base's tree: those of the requested tests that exist there.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.run.identity import without_case
from pytest_tddgate.session.child.items import repository_path

if TYPE_CHECKING:
    from pytest_tddgate.session.child.observer import Observer

__all__ = ["BaseRun"]


class BaseRun:
    """Collects the files of its targets and keeps the named tests; `beside` collects the user's paths as well.

    pytest itself runs nothing if any name is not found, such as a test that came with the change, or one in a file
    that cannot be imported.
    """

    def __init__(self, observer: Observer) -> None:
        """Run the tests that the observer's orders name."""
        self._top = observer.orders.top
        self._is_beside = bool(observer.orders.extra.get("beside"))
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for target in observer.orders.targets:
            path, _, name = target.partition("::")
            self._names[path].add(name)
        self._by_path = {repository_path(path, self._top): names for path, names in self._names.items()}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        """Collect only the files that exist."""
        beside = [each.partition("::")[0] for each in session.config.args] if self._is_beside else []
        paths = dict.fromkeys((*beside, *self._names))
        session.config.args = [path for path in paths if Path(path).exists()]

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the named tests, and all tests of files that are named as a whole."""
        items[:] = [each for each in items if self._is_named(each)]

    def _is_named(self, item: pytest.Item) -> bool:
        unnamed = set() if self._is_beside else {""}
        names = self._by_path.get(repository_path(str(item.path), self._top), unnamed)
        return "" in names or without_case(item.nodeid).partition("::")[2] in names
