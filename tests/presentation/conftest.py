"""Every test starts in English and leaves it so."""

from collections.abc import Iterator

import pytest

from sapa_tui import locale


@pytest.fixture(autouse=True)
def start_in_english() -> Iterator[None]:
    locale.use("en")
    yield
    locale.use("en")
