"""English is spoken before and after every test."""

from collections.abc import Iterator

import pytest

from sapa_tui import locale


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English whatever the test has spoken."""
    locale.use("en")
    yield
    locale.use("en")
