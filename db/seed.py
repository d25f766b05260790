"""Fixtures become a plan: the A08 content, and the demo plan."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from . import demo
from .clock import Clock
from .commands import Request, board, people, plan
from .connection import create_plan_file, discard, open_plan, publish
from .errors import DatabaseUnusable
from .queries.plan import plan_facts
from .rules.codes import Column

LANGUAGES = ("da", "en")


def a08(language: str) -> dict[str, Any]:
    """The fixtures of one language: ``card``, ``activities``, ``stakeholders``, ``items``."""
    return {
        "card": _read(language, "card.toml"),
        "activities": _read(language, "activities.toml")["activity"],
        "stakeholders": _read(language, "stakeholders.toml")["stakeholder"],
        "items": _read(language, "communication.toml")["item"],
    }


def workflows(language: str) -> list[dict[str, str]]:
    """The workflows that are usual with SAPA, as suggestions: title, changes, what they replace."""
    found: list[dict[str, str]] = _read(language, "workflows.toml")["workflow"]
    return found


def create_plan(
    path: Path,
    *,
    municipality: str,
    go_live: date | None,
    leader: str,
    full_name: str = "",
    language: str = "da",
    now: datetime,
) -> None:
    """Create the database at ``path`` and plant the A08 plan in it, whole or not at all.

    Raises:
        DatabaseUnusable: something is there already, or the folder cannot be written.
        InvalidInput: the municipality or the leader's login name cannot be used.
    """
    with _told_of(path):
        database = create_plan_file(path)
        try:
            content = a08(language)
            planting = plan.Planting(
                municipality=municipality,
                language=language,
                go_live=go_live,
                leader=leader,
                leader_full_name=full_name,
                activities=[_activity(entry) for entry in content["activities"]],
                stakeholders=[_stakeholder(entry) for entry in content["stakeholders"]],
                communication=[
                    plan.PlantedItem(**_without(entry, "number")) for entry in content["items"]
                ],
            )
            plan.plant(database, Request("", now), planting)
            publish(database, path)
        except BaseException:
            discard(database)
            raise


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Tell of the plan what goes wrong with the unfinished file that is to become it."""
    try:
        yield
    except DatabaseUnusable as fault:
        if Path(str(fault.params["path"])).name.startswith(f".{path.name[:60]}."):
            fault.params["path"] = str(path)
        raise


def create_demo(path: Path, clock: Clock, language: str = "da") -> str:
    """Create a lived-in plan, half-way through, and return its leader's login name."""
    script = _read("demo.toml")
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    leader = script["person"][0]
    planted = script["planted"]
    first = demo.instant(today - timedelta(days=planted["days_ago"]), planted["time"])
    create_plan(
        path,
        municipality=script["municipality"],
        go_live=monday + timedelta(weeks=script["go_live_weeks_ahead"]),
        leader=leader["name"],
        full_name=leader["full_name"],
        language=language,
        now=first,
    )
    database = open_plan(path)
    try:
        with database.atomic():
            for person in script["person"][1:]:
                asked = Request(leader["name"], first)
                people.add(database, asked, person["name"], person["full_name"], person["role"])
            board.set_limit(database, Request(leader["name"], first), Column.IN_PROGRESS, 5)
            stage = demo.Stage(database, language, today, plan_facts(database).calendar)
            demo.play(stage, [step for part in demo.PARTS for step in script[part]], clock.now())
    finally:
        database.close()
    return str(leader["name"])


def _read(*path: str) -> dict[str, Any]:
    return tomllib.loads(files("fixtures").joinpath(*path).read_text(encoding="utf-8"))


def _activity(entry: Mapping[str, Any]) -> plan.PlantedActivity:
    fields = _without(entry, "number") | {"checklist": tuple(entry.get("checklist", ()))}
    return plan.PlantedActivity(**fields)


def _stakeholder(entry: Mapping[str, Any]) -> plan.PlantedStakeholder:
    return plan.PlantedStakeholder(**_without(entry, "on_card"))


def _without(entry: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != name}
