"""Which kind of file it is, told by what is in it, and its rows."""

from collections.abc import Mapping
from functools import partial
from typing import BinaryIO

from db.errors import InvalidInput
from db.rules.template import TemplateKind

from .cells import Progress, Sheet, silent
from .headings import score
from .text_reader import decoded, read_text
from .toml_reader import looks_like_toml, read_toml
from .workbook_reader import is_workbook, read_workbook

SIZE_LIMIT = 20 * 2**20
"""Bytes of a file: a plan of a thousand rows takes a hundredth."""


def read_bounded(stream: BinaryIO) -> bytes:
    """What a file or stdin gives, never more than is taken.

    Raises:
        InvalidInput: there is more ("template_too_large").
        OSError: it cannot be read.
    """
    data = stream.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise InvalidInput("template_too_large", limit=SIZE_LIMIT // 2**20)
    return data


def read_file(
    data: bytes, kind: TemplateKind, progress: Progress = silent
) -> Mapping[TemplateKind, Sheet]:
    """The rows of a file, register by register.

    Raises:
        InvalidInput: it cannot be read, or holds nothing.
    """
    if not is_workbook(data):
        return read_pasted(decoded(data), kind, progress)
    if kind is TemplateKind.PLAN:
        raise InvalidInput("template_plan_is_toml")
    return {kind: read_workbook(data, partial(score, kind), progress)}


def read_pasted(
    text: str, kind: TemplateKind, progress: Progress = silent
) -> Mapping[TemplateKind, Sheet]:
    """The rows of a text: of a file, or copied from a spreadsheet; raises as ``read_file``."""
    if looks_like_toml(text):
        return read_toml(text, kind)
    if kind is TemplateKind.PLAN:
        raise InvalidInput("template_plan_is_toml")
    return {kind: read_text(text, partial(score, kind), progress)}
