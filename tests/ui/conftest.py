"""Stories of the screens wait for what is under way, and no longer."""

from collections.abc import Iterator

import pytest

from .stillness import Stillness


@pytest.fixture(autouse=True, scope="session")
def _still() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        Stillness().watch(patch)
        yield
