"""The process that calls an installed plugin: it loads the plugin and this package, but nothing of the project.

It uses the command protocol, so that plugins and programs get the same requests and give the same answers.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import json
import os
import sys
from importlib.metadata import entry_points
from typing import Any

import pytest

from pytest_tddgate.domain.protocols import drafting, verifying

__all__ = ["main"]

_HOOKS = {
    verifying.REQUEST: ("pytest_tddgate_verify", verifying.RESPONSE, "findings"),
    drafting.REQUEST: ("pytest_tddgate_draft", drafting.RESPONSE, "files"),
}
"""Schema of a request -> the hook that answers it, the schema of the answer, and the key of its result."""


def main(name: str, specs: type) -> int:
    """Answer the request on standard input with the hook of the plugin `name`; `specs` is the class of hookspecs."""
    answer_to = os.dup(1)
    os.dup2(2, 1)  # a plugin's output is not part of the answer
    request = json.load(sys.stdin)
    manager = pytest.PytestPluginManager()
    manager.add_hookspecs(specs)
    entry = next(iter(entry_points(group="pytest11", name=name)))
    manager.register(entry.load(), name)
    name_of_hook, schema, key = _HOOKS[request["schema"]]
    hook = getattr(manager.hook, name_of_hook)
    answer: dict[str, object] = {"schema": schema}
    if hook.get_hookimpls():
        answer[key] = _joined(hook(request=request))
    else:
        answer["undecided"] = f"the plugin {name!r} has no hook {name_of_hook}"
    with os.fdopen(answer_to, "w", encoding="utf-8") as stream:
        json.dump(answer, stream)
    return 0


def _joined(results: list[Any]) -> Any:
    """The results of all implementations in one list; a result that is not a list is returned unchanged."""
    wrong = [each for each in results if not isinstance(each, list)]
    return wrong[0] if wrong else [part for each in results for part in each]
