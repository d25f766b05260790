"""What several stories of the commands begin with."""

import pytest

from db.commands import standup
from tests.commands.standups import AGENDA, MKS, beat
from tests.drivers import PersonDriver, PlanDriver


@pytest.fixture
def led(plan: PlanDriver, mk: PersonDriver) -> int:
    """A standup that mk leads, a minute old; its leader's dashboard is alive."""
    number = mk.adds(standup.start, AGENDA, session=MKS)
    plan.later(minutes=1)
    beat(plan)
    return number
