"""A status of HTTP that says something went wrong is an error case."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.behaviour_kinds import Kind, kinds_of, sources_of


def kinds(line: str) -> frozenset[Kind]:
    """What a test with this line tries."""
    source = f"def test_it(self, client, total):\n    {line}\n".encode()
    (test,) = sources_of("tests/test_it.py", source, ["test_it"])
    return kinds_of(test)


@pytest.mark.parametrize(
    "line",
    [
        'assert client.get("/orders").status_code == 400',
        "assert 404 == client.get('/').status_code",
        "response = client.get('/'); assert response.status in (401, 403)",
        "assert client.get('/').status_code >= 400",
        "assert client.get('/').status_code == HTTPStatus.BAD_REQUEST",
        "assert client.get('/').status_code == status.HTTP_422_UNPROCESSABLE_ENTITY",
        "self.assertEqual(client.get('/').status_code, 500)",
        "self.assertContains(client.get('/'), 'gone', status_code=410)",
    ],
)
def test_a_status_of_400_and_above_is_an_error_case(line: str) -> None:
    """However it is compared."""
    assert Kind.ERROR in kinds(line)


@pytest.mark.tdd_pins("what is no error case must not become one")
@pytest.mark.parametrize(
    "line",
    [
        "assert client.get('/').status_code == 200",
        "assert client.get('/').status_code < 400",
        "assert client.get('/').status_code != 500",
        "assert total(4) == 400",
        "assert client.get('/').status_code == HTTPStatus.OK",
        "assert client.get('/').status_code == status.HTTP_201_CREATED",
        "self.assertEqual(client.get('/').status_code, 200)",
        "self.assertEqual(total, 404)",
        "client.get('/', status_code=410)",
    ],
)
def test_any_other_number_is_none(line: str) -> None:
    """A status that says all is well, and 400 of something else."""
    assert Kind.ERROR not in kinds(line)
