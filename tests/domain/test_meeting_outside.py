"""Two runs of the same tests at a time may meet outside of their processes: what they do alone tells where."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.mutants.outside import may_meet


@pytest.mark.parametrize(
    "heard",
    [
        ("socket.bind",),
        ("socket.getaddrinfo", "socket.connect"),
        ("/home/ana/shop/app.lock",),
        ("/home/ana/shop/logs/*",),
        ("C:\\shop\\app.lock",),
    ],
)
def test_a_port_a_service_or_a_file_is_had_by_one(heard: tuple[str, ...]) -> None:
    """The second finds it taken, or finds what the first has left there."""
    assert may_meet(heard)


@pytest.mark.parametrize(
    "heard",
    [(), ("subprocess.Popen", "os.fork"), ("socket.gethostname",), ("/dev/tty", "/dev/null")],
)
def test_what_each_has_for_itself_is_no_meeting(heard: tuple[str, ...]) -> None:
    """Processes of its own, what it only asks for, and devices."""
    assert not may_meet(heard)
