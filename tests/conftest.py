"""A planted plan for every test: planted once in a sitting, copied for each test."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from db.commands import Request, people
from db.connection import open_plan
from db.rules.codes import Role
from db.seed import create_plan
from tests.drivers import FRIDAY, PersonDriver, PlanDriver

# A machine that is busy with other things takes longer over an example: no fault of ours.
settings.register_profile("unhurried", settings.default, deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Aabenraa's plan with the leader mk, the member ak and the viewer hh; not to be changed."""
    path = tmp_path_factory.mktemp("planted") / "plan.db"
    go_live = date(2017, 5, 1)
    place, leader = "Aabenraa Kommune", "Mette Kjær"
    create_plan(
        path, municipality=place, go_live=go_live, leader="mk", full_name=leader, now=FRIDAY
    )
    database = open_plan(path)
    try:
        people.add(database, Request("mk", FRIDAY), "ak", "Anders Krogh", Role.MEMBER)
        people.add(database, Request("mk", FRIDAY), "hh", "Hanne Holm", Role.VIEWER)
    finally:
        database.close()
    return path


@pytest.fixture
def plan_path(planted: Path, tmp_path: Path) -> Path:
    """A copy of the planted plan, for this test alone."""
    return Path(shutil.copy(planted, tmp_path / "plan.db"))


@pytest.fixture
def plan(plan_path: Path) -> Iterator[PlanDriver]:
    """A planted plan, open, on Monday 3 April 2017: 28 days before go-live."""
    driver = PlanDriver(plan_path)
    yield driver
    driver.close()


@pytest.fixture
def mk(plan: PlanDriver) -> PersonDriver:
    """The project leader."""
    return plan.person("mk")


@pytest.fixture
def ak(plan: PlanDriver) -> PersonDriver:
    """A member of the team."""
    return plan.person("ak")


@pytest.fixture
def hh(plan: PlanDriver) -> PersonDriver:
    """Somebody who only looks."""
    return plan.person("hh")
