"""What Django's settings lack is missing from the module of the settings: that is where a line has to be written."""

from __future__ import annotations

import sys
import types

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.absent_names import blame_attribute
from pytest_tddgate.domain.red.judgement import Red, Scene
from pytest_tddgate.domain.run.observation import ExceptionSeen
from pytest_tddgate.domain.verdict import Place
from pytest_tddgate.session.child.exceptions import describe
from pytest_tddgate.session.child.filling import Filler

MODULE = "config.settings"


class Settings:
    """As Django's own: a copy of the module that it names."""

    SETTINGS_MODULE = MODULE


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that say they are Django's, of a module of the project."""
    module = types.ModuleType(MODULE)
    module.__file__ = "/w/config/settings.py"
    monkeypatch.setitem(sys.modules, MODULE, module)
    monkeypatch.setattr(Settings, "__module__", "django.conf")
    return Settings()


def lacking(settings: Settings) -> AttributeError:
    """What asking them for a currency raises."""
    with pytest.raises(AttributeError) as caught:
        settings.CURRENCY  # type: ignore[attr-defined]  # noqa: B018 - that is the point
    return caught.value


def test_the_owner_of_a_setting_is_its_module(settings: Settings) -> None:
    """Not the object that Django made of it."""
    seen = describe(lacking(settings))

    assert (seen["subject"], seen["owner"], seen["source"]) == ("CURRENCY", MODULE, "/w/config/settings.py")


@pytest.mark.tdd_pins("the other side")
def test_a_class_of_the_same_name_is_its_own_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only Django copies a module."""
    monkeypatch.setattr(Settings, "__module__", "shop.conf")

    assert describe(lacking(Settings()))["owner"] == "shop.conf:Settings"


def test_a_setting_that_is_not_there_is_missing_functionality(settings: Settings) -> None:
    """One line in the module makes the test pass."""
    seen = describe(lacking(settings))
    exception = ExceptionSeen(
        tuple(seen["classes"]), seen["message"], (), seen["subject"], seen["owner"], seen["source"]
    )
    scene = Scene(Layout("/w", packages=("config",), names=frozenset({"config"})), None, lambda _path: None)

    blame = blame_attribute(exception, scene, Place("tests/test_currency.py", 3))

    assert blame is not None
    assert (blame.red, blame.missing) == (Red.MISSING, "config.settings.CURRENCY")


def test_a_stand_in_takes_the_place_of_a_setting(settings: Settings) -> None:
    """Where it is looked for, under the name of its module."""
    filler = Filler(["config"])

    assert filler.fill(lacking(settings))
    assert hasattr(settings, "CURRENCY")
    assert list(filler.filled) == ["config.settings.CURRENCY"]
