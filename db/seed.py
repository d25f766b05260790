"""Fixtures become a plan: the A08 content planted, and the demo plan's history played."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from .clock import MUNICIPAL_TIME, Clock
from .commands import Edit, Request, board, communication, people, plan
from .connection import create_plan_file, discard, open_plan, publish
from .errors import DatabaseUnusable
from .models import Activity, ChecklistItem, CommunicationItem
from .rules.codes import Column, Kind, Step
from .rules.due import Due

LANGUAGES = ("da", "en")


def a08(language: str) -> dict[str, Any]:
    """The fixtures of one language: ``card``, ``activities``, ``stakeholders``, ``items``."""
    return {
        "card": _read(language, "card.toml"),
        "activities": _read(language, "activities.toml")["activity"],
        "stakeholders": _read(language, "stakeholders.toml")["stakeholder"],
        "items": _read(language, "communication.toml")["item"],
    }


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
    first = _instant(today, script["step"][0]) - timedelta(hours=1)
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
            for step in script["step"]:
                at = min(_instant(today, step), clock.now())
                _VERBS[step["verb"]](database, Request(step["actor"], at), step, language, today)
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


def _instant(today: date, step: Mapping[str, Any]) -> datetime:
    hours, minutes = map(int, step["time"].split(":"))
    day = today - timedelta(days=step["days_ago"])
    return datetime.combine(day, time(hours, minutes), ZoneInfo(MUNICIPAL_TIME))


def _value(database: SqliteDatabase, table: Any, row_id: int, field: str) -> Any:
    query = table.select(getattr(table, field)).where(table.id == row_id)
    return query.scalar(database)


def _move(db: SqliteDatabase, asked: Request, step: Any, language: str, _: date) -> None:
    reason = step.get("reason", {}).get(language)
    board.move(db, asked, step["activity"], Column(step["to"]), reason=reason)


def _assign(db: SqliteDatabase, asked: Request, step: Any, _l: str, _t: date) -> None:
    base = _value(db, Activity, step["activity"], "responsible")
    edits = {"responsible": Edit(base, step["responsible"])}
    board.edit(db, asked, step["activity"], edits)


def _tick(db: SqliteDatabase, asked: Request, step: Any, _l: str, _t: date) -> None:
    points = ChecklistItem.select(ChecklistItem.id).where(
        ChecklistItem.activity == step["activity"]
    )
    ids = [row[0] for row in points.order_by(ChecklistItem.rank).tuples().execute(db)]
    board.set_tick(db, asked, ids[step["item"] - 1], True)


def _edit(db: SqliteDatabase, asked: Request, step: Any, language: str, _: date) -> None:
    base = _value(db, Activity, step["activity"], step["field"])
    edits = {step["field"]: Edit(base, step["text"][language])}
    board.edit(db, asked, step["activity"], edits)


def _add(db: SqliteDatabase, asked: Request, step: Any, language: str, today: date) -> None:
    days = step.get("days_from_now")
    due = Due(step.get("offset_weeks"), None if days is None else today + timedelta(days=days))
    kind, responsible = Kind(step["kind"]), step["responsible"]
    board.add(db, asked, step["title"][language], kind=kind, due=due, responsible=responsible)


def _step(db: SqliteDatabase, asked: Request, step: Any, _l: str, _t: date) -> None:
    communication.set_step(db, asked, step["item"], Step(step["step"]), True)


def _ready(db: SqliteDatabase, asked: Request, step: Any, _l: str, _t: date) -> None:
    communication.mark_ready(db, asked, step["item"])


def _complete(db: SqliteDatabase, asked: Request, step: Any, _l: str, _t: date) -> None:
    communication.complete(db, asked, step["item"])


def _note(db: SqliteDatabase, asked: Request, step: Any, language: str, _: date) -> None:
    base = _value(db, CommunicationItem, step["item"], step["field"])
    edits = {step["field"]: Edit(base, step["text"][language])}
    communication.edit(db, asked, step["item"], edits)


_VERBS = {
    "move": _move,
    "assign": _assign,
    "tick": _tick,
    "edit": _edit,
    "add": _add,
    "step": _step,
    "ready": _ready,
    "complete": _complete,
    "note_communication": _note,
}
