"""Which objects of a module a class holds."""

from __future__ import annotations

from pytest_tddgate.adapters.griffe_api import public_objects

SOURCE = '''
class Invoice:
    """An invoice."""

    limit = 3

    class Line:
        """A line."""

    def __init__(self, customer):
        self.customer = customer

    def total(self):
        """The sum."""


def invoice_of(customer):
    """An invoice."""
'''


def test_what_a_class_holds_is_said_of_every_kind() -> None:
    """Pages are asked to mention the class, and not each method of it."""
    found = public_objects("app.invoice", "app/invoice.py", SOURCE.encode())

    assert {each.name.removeprefix("app.invoice."): each.is_inner for each in found} == {
        "Invoice": False,
        "Invoice.limit": True,
        "Invoice.Line": True,
        "Invoice.__init__": True,
        "Invoice.customer": True,
        "Invoice.total": True,
        "invoice_of": False,
    }
