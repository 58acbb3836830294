"""Recipes: how a runner is described to another process and recreated there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pytest_tddgate.session.runs.clean_runner import CleanRunner, RunSettings
from pytest_tddgate.session.runs.runner import ProcessRunner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.ports import Runner

__all__ = ["moved", "runner_of"]


def moved(recipe: Mapping[str, Any], top: str) -> dict[str, Any]:
    """The recipe for the same tree at another absolute path, `top`."""
    args = [each.replace(recipe["top"], top) for each in recipe.get("args", ())]
    return {**recipe, "top": top, "args": args}


def runner_of(recipe: Mapping[str, Any]) -> Runner:
    """A runner equal to the one that wrote the recipe."""
    top = recipe["top"]
    if recipe["kind"] == "clean":
        given = recipe["settings"]
        settings: dict[str, Any] = {key: tuple(each) if isinstance(each, list) else each for key, each in given.items()}
        return CleanRunner(top, RunSettings(**settings))
    directory = os.path.normpath(os.path.join(top, recipe["directory"]))
    return ProcessRunner(recipe["args"], directory, top, recipe["timeout"])
