"""What another start of use in a department would do, on the command line."""

from collections.abc import Mapping
from typing import Any

import click

from db.queries.start_move import StartMove
from sapa_tui.locale import _
from sapa_tui.presentation.start_move import start_data, start_rows, start_words

from . import say
from .output import Table, emit


def demand_start(fields: Mapping[str, Any]) -> None:
    """Raise UsageError unless another start of use is among the fields to be changed."""
    if "start_of_use" not in fields:
        raise click.UsageError(_("--dry-run shows what another --start-of-use would do."))


def show_start(found: StartMove, form: str) -> None:
    """Show what follows where a department starts on another day, and what stays."""
    for words in start_words(found):
        say(words)
    say(_("Nothing has been moved: this only shows what it would do."))
    headers = (_("What"), _("Before"), _("After"), _("Remark"))
    emit(form, lambda: Table(headers, start_rows(found)), lambda: start_data(found))
