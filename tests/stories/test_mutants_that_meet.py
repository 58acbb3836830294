"""Tests that need something that there is once, such as a port: their mutants are tried one at a time."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

# Four lines that nothing needs: where two forks share a port, the set-up of at least one fails.
SUBJECT = """\
def tripled(value):
    return value * 3


def both(first, second):
    total = first + second
    total = max(total, total)
    total = min(total, total)
    total = sum([total])
    total = abs(total)
    return tripled(first), total
"""
TESTS = """\
import time
from urllib.request import urlopen

from shop.sums import both, tripled


def fetched(server):
    with urlopen(server) as answer:
        return float(answer.read())


def test_tripled(server):
    assert tripled(fetched(server)) == 9


def test_both(server):
    time.sleep(0.1)
    assert both(fetched(server), 1) == (9, 4)


def test_both_of_others(server):
    time.sleep(0.1)
    assert both(2, 2) == (6, 4)
"""
SERVER = """\
import http.server
import threading
import time

import pytest


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"3")

    def log_message(self, *args):
        pass


class Server(threading.Thread):
    is_there = False
    is_over = False

    def run(self):
        with http.server.HTTPServer(("127.0.0.1", PORT), Handler) as server:
            server.timeout = 0.01
            self.is_there = True
            while not self.is_over:
                server.handle_request()


@pytest.fixture(scope="session")
def server():
    thread = Server(daemon=True)
    thread.start()
    while not thread.is_there:
        time.sleep(0.001)
        assert thread.is_alive()
    yield "http://127.0.0.1:PORT/"
    thread.is_over = True
    thread.join()
"""
LOCK = """\
import os
import pathlib

import pytest


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    mark = pathlib.Path("app.lock")
    with mark.open("x"):
        page = tmp_path_factory.mktemp("pages") / "page"
        page.write_text("3")
        yield page.as_uri()
    mark.unlink()
"""


def free_port() -> int:
    """One that nobody has now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def green_of(started: Project, harness: str) -> Project:
    """The project after `green` with two workers."""
    started.with_file("tests/conftest.py", harness).with_file("tests/test_sums.py", TESTS).lock()
    started.with_file("src/shop/sums.py", SUBJECT)
    return started.gate("green", "--tdd-workers=2", verdict="passed")


def test_a_port_that_is_taken_notices_no_mutant(started: Project) -> None:
    """The set-up fails for who comes second: a survivor is one all the same."""
    green = green_of(started, SERVER.replace("PORT", str(free_port())))

    assert green.last.advised == ("not-minimal",) * 4


def test_a_file_that_is_taken_notices_no_mutant(started: Project) -> None:
    """One that is made and removed at a place of its own."""
    green = green_of(started, LOCK)

    assert green.last.advised == ("not-minimal",) * 4
