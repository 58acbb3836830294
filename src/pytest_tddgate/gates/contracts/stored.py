"""Makes a contract name the bytes that git stores: every clone and every audit sees these."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.conversions import LINE_ENDS, conversions_of
from pytest_tddgate.domain.contracts.contract import sha256_of
from pytest_tddgate.domain.contracts.line_ends import digests_of, forms_of
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.gates.case import Case

__all__ = ["as_stored", "has_expanded_ident", "without_attribute"]

_EXPANDED = re.compile(rb"\$Id: [^$\n]*\$")


def as_stored(
    contract: Contract,
    carried: Collection[str],
    case: Case,
    conversions: Callable[[str, Mapping[str, bytes]], Mapping[str, str]] = conversions_of,
) -> Contract:
    """The contract with digests of what git stores, where it has digests of converted line ends in the work tree.

    `carried` are the paths that the commit will hold. Raises Unusable if git would store one of them with other bytes
    than the tests have read, apart from line ends. No filter is run for paths that the commit does not hold.
    """
    here = _convertible_contents(contract, carried, case)
    kinds = conversions(case.repository.top, here)
    for path, kind in sorted(kinds.items()):
        if kind != LINE_ENDS and path in carried:
            raise _converted(path, kind)
    stored = {path: sha256_of(forms_of(here[path])[1]) for path, kind in kinds.items() if kind == LINE_ENDS}
    return replace(
        contract,
        files={path: stored.get(path, digest) for path, digest in contract.files.items()},
        harness={path: stored.get(path, digest) for path, digest in contract.harness.items()},
    )


def _convertible_contents(contract: Contract, carried: Collection[str], case: Case) -> dict[str, bytes]:
    """Path -> content of each file that the contract names as it is in the work tree, and git may store otherwise."""
    contents = {path: case.bytes_of(path) for path in contract.locked}
    return {
        path: content
        for path, content in contents.items()
        if (path in carried or b"\r\n" in content) and sha256_of(content) == contract.locked[path]
    }


def _converted(path: str, attribute: str) -> Unusable:
    """The error about a file that cannot be locked as it is."""
    return Unusable(
        f"git would not store {path} as it lies here: it has the attribute {attribute}",
        why="a contract names the bytes that git stores, and the tests have run on others",
        next_step=f"{without_attribute(path, attribute)}, then run this again "
        f"(git check-attr -a {shlex.quote(path)} shows what it has)",
    )


def without_attribute(path: str, attribute: str) -> str:
    """The command that removes an attribute from one file."""
    line = f'"/{path}" -{attribute}' if " " in path else f"/{path} -{attribute}"
    return f"echo {shlex.quote(line)} >> .gitattributes"


def has_expanded_ident(content: bytes, digest: str) -> bool:
    """Whether git made these bytes at checkout, by the attribute `ident`, from bytes that have the digest."""
    return digest in digests_of(_EXPANDED.sub(b"$Id$", content))
