"""A framework that runs the project by its settings stands for the project in a test."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.dependence import StatementKind, dependence_of


def is_dependent(source: str, line: int) -> bool:
    """Whether the statement at the line of `test_it` depends on the product, which is `shop`."""
    found = dependence_of(source.encode(), lambda name: name.split(".")[0] == "shop", lambda _: False)
    return found.reaches_subject("test_it") and found.statement("test_it", line) is StatementKind.DEPENDENT


@pytest.mark.parametrize(
    "source",
    [
        "from django.test import Client\ndef test_it():\n    assert Client().get('/x').status_code == 405",
        "from django import test\ndef test_it():\n    assert test.Client().get('/x').status_code == 405",
        "import django.test\ndef test_it():\n    assert django.test.Client().get('/x').status_code == 405",
        "from django.urls import reverse\ndef test_it():\n    assert reverse('x') == '/x/'",
        "from django.core.management import call_command\ndef test_it():\n    assert call_command('x') == 1",
        "from django.template.loader import render_to_string\ndef test_it():\n    assert render_to_string('x') == '1'",
        "from rest_framework.test import APIClient\ndef test_it():\n    assert APIClient().get('/x') == 1",
    ],
)
def test_it_reaches_the_project(source: str) -> None:
    """A client, the routes, a command and a template are the project's, although no line imports it."""
    assert is_dependent(source, 3)


@pytest.mark.tdd_pins("other packages run nothing of the project")
@pytest.mark.parametrize(
    "source",
    [
        "from django.utils.text import slugify\ndef test_it():\n    assert slugify('a') == 'b'",
        "from django.testing import Client\ndef test_it():\n    assert Client().get('/x').status_code == 405",
        "from requests import get\ndef test_it():\n    assert get('/x').status_code == 405",
    ],
)
def test_any_other_package_does_not(source: str) -> None:
    """Django's tools for texts know nothing of the project."""
    assert not is_dependent(source, 3)
