"""What a row meets in the plan: how full the board is, and who the stakeholders are."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from db.errors import InvalidInput, Refused
from db.queries.template import PlanGround
from db.rules.codes import Column, Kind
from db.rules.moves import WipVerdict, starts_too_early, wip_verdict
from db.rules.template import TemplateKind

from .matching import folded


class Room:
    """How full the board's columns would get."""

    def __init__(self, ground: PlanGround) -> None:
        self._limits = ground.facts.limits
        self._counts = dict.fromkeys(Column, 0)
        for row in ground.rows[TemplateKind.ACTIVITIES]:
            self._counts[Column(row.values["column"])] += 1

    def enter(
        self, was: Column | None, after: Mapping[str, Any], ground: PlanGround, today: date
    ) -> None:
        """Let an activity come to a column; raises as a move on the board does."""
        target = Column(after["column"])
        if target is was:
            return
        count, limit = self._counts[target] + 1, self._limits[target]
        if wip_verdict(limit, count) is WipVerdict.FULL:
            about = {"column": target.value, "limit": limit.limit, "count": count - 1}
            raise Refused("column_full", **about)
        if target is Column.WAITING and not after.get("waiting_reason"):
            raise InvalidInput("reason_missing", field="waiting_reason")
        if starts_too_early(Kind(after["kind"]), target, today, ground.facts.go_live):
            raise Refused("import_starts_early", go_live=ground.facts.go_live)
        self._counts[target] = count
        if was is not None:
            self._counts[was] -= 1


class Groups:
    """The stakeholders by what templates call them."""

    def __init__(self, ground: PlanGround, added: Iterable[str]) -> None:
        """``added`` are the names of those that the same template adds."""
        self._ids: dict[str, int | str] = {folded(name): name for name in added}
        audiences: dict[str, set[int]] = {}
        for item in ground.rows[TemplateKind.COMMUNICATION]:
            if (group := item.values["stakeholder"]) is not None and item.values["audience"]:
                audiences.setdefault(folded(item.values["audience"]), set()).add(group)
        known = {row.id for row in ground.rows[TemplateKind.STAKEHOLDERS]}
        self._audiences = {
            name: next(iter(groups))
            for name, groups in audiences.items()
            if len(groups) == 1 and groups <= known
        }
        for row in ground.rows[TemplateKind.STAKEHOLDERS]:
            self._ids.setdefault(folded(row.values["name"]), row.id)

    def find(self, name: str) -> int | str | None:
        """A stakeholder's id, or the name of one that the same template adds."""
        return self._ids.get(folded(name), self._audiences.get(folded(name)))

    def is_audience(self, name: str) -> bool:
        """Whether a name only says in other words who a stakeholder is."""
        return folded(name) not in self._ids and folded(name) in self._audiences
