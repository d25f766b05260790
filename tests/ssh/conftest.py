"""One server for all stories over SSH; each leaves it without a process of the account."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .installed import missing
from .server import Server


def demand_server() -> None:
    """Skip where no server can be set up, with the reason; where all is tested, that is a fault."""
    reason = missing()
    if reason is None:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"must not be left out here: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def machine(planted: Path) -> Iterator[Server]:
    """A server that has been set up, with keys for mk, ak and hh; "stranger" is nobody's."""
    demand_server()
    server = Server()
    try:
        server.prepare()
        server.applied()
        server.plant(planted)
        for person in ("mk", "ak", "hh"):
            server.give_key(person)
        server.generate(server.keys / "stranger")
        server.start()
        yield server
    finally:
        print(server.tell())  # noqa: T201 - pytest shows it beside a failure
        server.stop()


@pytest.fixture
def server(machine: Server) -> Iterator[Server]:
    """The server, with nobody logged in before and nobody left behind."""
    machine.gone()
    yield machine
    machine.gone()
