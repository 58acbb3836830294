"""The exit code of a program that says something went wrong is an error case."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.behaviour_kinds import Kind, kinds_of, sources_of


def kinds(line: str) -> frozenset[Kind]:
    """What a test with this line tries."""
    source = f"def test_it(self, result, total):\n    {line}\n".encode()
    (test,) = sources_of("tests/test_it.py", source, ["test_it"])
    return kinds_of(test)


@pytest.mark.parametrize(
    "line",
    [
        "assert result.exit_code == 2",
        "assert 1 == result.returncode",
        "assert result.exit_code != 0",
        "assert result.returncode > 0",
        "assert result.returncode in (1, 2)",
        "assert result.ret == 1",
        "assert runner.invoke(main, ['x']).exit_code == 1",
        "self.assertEqual(result.returncode, 3)",
        "self.assertNotEqual(result.returncode, 0)",
        "result.assert_outcomes(passed=1, failed=1)",
        "result.assert_outcomes(errors=2)",
    ],
)
def test_an_exit_code_that_is_not_zero_is_an_error_case(line: str) -> None:
    """Of click's runner, of a process, of pytester."""
    assert Kind.ERROR in kinds(line)


@pytest.mark.tdd_pins("what is no error case must not become one")
@pytest.mark.parametrize(
    "line",
    [
        "assert result.exit_code == 0",
        "assert not result.returncode",
        "assert result.exit_code != 2",
        "assert result.returncode == False",
        "assert total.count == 2",
        "self.assertEqual(result.returncode, 0)",
        "self.assertNotEqual(result.returncode, 1)",
        "result.assert_outcomes(passed=1, failed=0)",
        "result.assert_outcomes(passed=2)",
    ],
)
def test_success_is_none(line: str) -> None:
    """Zero, and anything else that is no exit code."""
    assert Kind.ERROR not in kinds(line)
