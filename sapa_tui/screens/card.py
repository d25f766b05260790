"""The task card A08: whether it is ready to be closed, and what it asks for."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.queries.card import CardStatus, card_status
from db.queries.wall import Wall
from sapa_tui import locale
from sapa_tui.locale import _
from sapa_tui.presentation.task_card import ReadyEntry, ready_entries
from sapa_tui.widgets.card_page import CardPage
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.ready_list import ReadyList

from .plan_screen import PlanScreen


class CardScreen(PlanScreen):
    """On top what is lacking, beneath it the card to read."""

    CSS_PATH = "card.tcss"
    AUTO_FOCUS = "#ready"
    view: ClassVar[str] = "card"

    def __init__(self) -> None:
        super().__init__()
        self.status: CardStatus | None = None

    def body(self) -> ComposeResult:
        yield ReadyList(id="ready")
        yield CardPage(id="card")

    @property
    def ready(self) -> ReadyList:
        """The lines of what must be so."""
        return self.query_one("#ready", ReadyList)

    @property
    def entry(self) -> ReadyEntry | None:
        """The line that an action is about, if the cursor is among them."""
        return self.ready.entry()

    def show(self, wall: Wall) -> None:
        # As a function: a coroutine that is overtaken before it starts would be complained of.
        read: Any = self._read
        self.run_worker(read, exclusive=True, group="card")

    async def _read(self) -> None:
        language = locale.language()
        found = await self.sapa.session.read(card_status, self.sapa.today, language)
        if self.over:
            return
        self.status = found
        self.ready.show(ready_entries(found, self.wall.names))
        self.ready.entitle(self._title(found))
        page = self.query_one(CardPage)
        page.entitle(Content.assemble((_("The card"), "bold")))
        page.show_card(found.card)
        self.update_footer()

    @staticmethod
    def _title(status: CardStatus) -> Content:
        if status.closed:
            return Content.assemble((_("Closed"), "bold"), ("  ✓", "$text-success"))
        lines = status.readiness.lines
        met = sum(line.met for line in lines)
        sign = ("✓ ", "$text-success") if status.readiness.ready else ("○ ", "$text-warning")
        words = _("{met} of {all}").format(met=met, all=len(lines))
        return Content.assemble((_("Ready to close"), "bold"), "  ", sign, words)

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self.update_footer()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_do("a08.decide")
