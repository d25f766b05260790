"""The log is the whole truth: whatever several people do, it tells every row as it is now."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from tests.commands.histories import Deed, histories, play
from tests.drivers import PlanDriver, replayed


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=histories())
def test_the_events_played_onto_the_planted_plan_give_the_tables(
    planted: Path, history: list[Deed]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        at = PlanDriver(Path(shutil.copy(planted, folder)))
        try:
            at.sql("PRAGMA synchronous = OFF")
            ground, known = at.rows(), at.events()
            play(at, history)
            events = at.events(after=known[-1].id)
            assert replayed(ground, events) == at.rows()
            assert all(event.changes or event.action == "refused" for event in events)
            assert at.broken_links() == []
            assert not at.sql("PRAGMA foreign_key_check")
        finally:
            at.close()
