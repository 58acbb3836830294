"""What a test-side Python file declares: functions, classes, statements and imports, each with a digest."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.canonical import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ClassSyntax", "FunctionSyntax", "ModuleSyntax", "ParamRows", "StatementSyntax"]


@dataclass(frozen=True, slots=True)
class ParamRows:
    """The digests of the rows of one `parametrize` decorator, in order.

    `argnames` is comma-separated without spaces, `decorator_index` counts from the top of the decorator list, and
    `source_name` names the module-level list of the rows (`""`: they are written in the decorator).
    """

    argnames: str
    digests: tuple[str, ...]
    decorator_index: int
    source_name: str = ""


@dataclass(frozen=True, slots=True)
class FunctionSyntax:
    """A function of a module or class, by its qualified name (`TestCart::test_sum`).

    `digest` covers decorators, signature, body and the `if`, `try` or `with` around it; it leaves out the docstring,
    the rows of `parametrize` and our own markers. `body_digest` leaves out the name too. `line` is the first line,
    decorators included. `reads` are the names that the function takes from its module or builtins, `requests` those
    that pytest provides: arguments, and fixtures named in a string. `fixture_name` is the name by which tests request
    the fixture (`""`: the function is not a fixture).
    """

    name: str
    line: int
    digest: str
    body_digest: str
    rows: tuple[ParamRows, ...] = ()
    dynamic_rows: bool = False
    is_test: bool = False
    is_autouse: bool = False
    fixture_name: str = ""
    reads: frozenset[str] = frozenset()
    requests: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    docstring_examples: str | None = None

    @property
    def is_fixture(self) -> bool:
        """Whether a decorator makes it a fixture."""
        return bool(self.fixture_name)

    @property
    def sources(self) -> frozenset[str]:
        """The module-level lists that hold its parametrized rows."""
        return frozenset(rows.source_name for rows in self.rows if rows.source_name)

    @property
    def uses(self) -> frozenset[str]:
        """Every name whose change can affect the function: what it reads, requests and is parametrized with."""
        return self.reads | self.requests | self.sources

    def joined(self, later: FunctionSyntax) -> FunctionSyntax:
        """`later`, another definition of the same name, with digests that also cover this one."""
        rows = [digest for each in self.rows for digest in each.digests]
        return replace(
            later,
            digest=digest_of(self.digest, *rows, later.digest),
            body_digest=digest_of(self.body_digest, *rows, later.body_digest),
            reads=self.reads | later.reads | self.sources,
            requests=self.requests | later.requests,
            attributes=self.attributes | later.attributes,
        )

    def rebound(self, by: StatementSyntax) -> FunctionSyntax:
        """The function after an assignment to its name."""
        return replace(self, digest=digest_of(self.digest, by.digest), reads=self.reads | by.reads)


@dataclass(frozen=True, slots=True)
class StatementSyntax:
    """A statement that is not a definition; `is_literal`: it binds one name, once, to a list or tuple display."""

    digest: str
    line: int
    reads: frozenset[str] = frozenset()
    is_literal: bool = False

    def joined(self, later: StatementSyntax) -> StatementSyntax:
        """Both statements as one."""
        return StatementSyntax(digest_of(self.digest, later.digest), later.line, self.reads | later.reads)


@dataclass(frozen=True, slots=True)
class ClassSyntax:
    """A class by its qualified name; its methods are among the functions of the module.

    `header` is the digest of bases, keywords and decorators; `digest` also covers every statement that is not a
    function. `bases` are source text; `reads` are the names that header and statements read.
    """

    name: str
    line: int
    digest: str
    header: str
    bases: tuple[str, ...] = ()
    statements: Mapping[str, StatementSyntax] = field(default_factory=dict)
    effects: tuple[StatementSyntax, ...] = ()
    reads: frozenset[str] = frozenset()

    def joined(self, later: ClassSyntax) -> ClassSyntax:
        """`later`, another definition of the same name, with digests that also cover this one."""
        return replace(
            later,
            digest=digest_of(self.digest, later.digest),
            header=digest_of(self.digest, later.header),
            reads=self.reads | later.reads,
        )

    def rebound(self, by: StatementSyntax) -> ClassSyntax:
        """The class after an assignment to its name."""
        header = digest_of(self.header, by.digest)
        return replace(self, header=header, digest=digest_of(self.digest, by.digest), reads=self.reads | by.reads)


@dataclass(frozen=True, slots=True)
class ModuleSyntax:
    """Everything that a module declares.

    `statements` maps a name to the assignment that binds it, `effects` are the other statements (calls, loops,
    deletions). `imports` maps a bound name to its dotted origin, with the leading dots of a relative import;
    alternatives are joined by ` | `.
    """

    functions: Mapping[str, FunctionSyntax] = field(default_factory=dict)
    classes: Mapping[str, ClassSyntax] = field(default_factory=dict)
    statements: Mapping[str, StatementSyntax] = field(default_factory=dict)
    effects: tuple[StatementSyntax, ...] = ()
    imports: Mapping[str, str] = field(default_factory=dict)
    star_imports: tuple[str, ...] = ()

    @property
    def tests(self) -> dict[str, FunctionSyntax]:
        """The test functions by qualified name."""
        return {name: function for name, function in self.functions.items() if function.is_test}
