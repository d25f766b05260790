"""A report as the bytes of a file."""

from datetime import date

from sapa_tui.presentation.report_model import Report

from . import SUFFIXES
from .markdown import markdown
from .page import html


def written(report: Report, form: str) -> bytes:
    """A report in one of FORMATS."""
    if form == "xlsx":
        from .workbook import workbook  # the library behind it takes a while to load

        return workbook(report)
    text = html(report) if form == "html" else markdown(report)
    return f"{text}\n".encode()


def file_name(kind: str, form: str, today: date) -> str:
    """What a file is called when nobody says: ``a08-plan-2026-11-23.html``."""
    suffix = next(suffix for suffix, one in SUFFIXES.items() if one == form)
    return f"a08-{kind}-{today.isoformat()}{suffix}"
