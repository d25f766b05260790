"""Words for the map of stakeholders."""

from db.rules.codes import Level
from sapa_tui.screens.stakeholder_map import StakeholderMapScreen
from sapa_tui.widgets.stakeholder_map import MapField, StakeholderMap

from .view_driver import is_at
from .wall_driver import WallDriver


async def at_the_map(driver: WallDriver) -> None:
    """Go to the map by its key, and wait until something there has the focus."""
    await driver.press("f7")
    await driver.until(lambda: is_at(driver, "stakeholder_map") and driver.screen.focused)
    await driver.settled()


def the_map(driver: WallDriver) -> StakeholderMap:
    """The map, also while a dialog stands in front of it."""
    views = (view for view in driver.app.screen_stack if isinstance(view, StakeholderMapScreen))
    return list(views)[-1].map


def field(driver: WallDriver, influence: Level, impact: Level) -> MapField:
    """A field of the map."""
    return the_map(driver).fields[influence, impact]


def names_in(driver: WallDriver, influence: Level, impact: Level) -> list[str]:
    """The groups of a field, from top to bottom."""
    return [group.row.name for group in field(driver, influence, impact).entries]


def lines_in(driver: WallDriver, influence: Level, impact: Level) -> list[str]:
    """The groups of a field as they are read."""
    listed = field(driver, influence, impact)
    width = listed.scrollable_content_region.width
    lines = (listed.lines_of(group, width)[0] for group in listed.entries)
    return ["".join(segment.text for segment in line).rstrip() for line in lines]


def group_in_focus(driver: WallDriver) -> str:
    """The name of the group under the cursor; empty in a field without any."""
    group = the_map(driver).group
    return group.row.name if group else ""


def place_in_focus(driver: WallDriver) -> tuple[Level, Level] | None:
    """Influence and impact of the field that has the focus."""
    listed = the_map(driver).field
    return (listed.influence, listed.impact) if listed else None


async def walk_to(driver: WallDriver, name: str) -> None:
    """Put the cursor on a group."""
    group = next(row for row in driver.app.wall.stakeholders if row.name == name)
    the_map(driver).focus_group(group.id)
    await driver.until(lambda: group_in_focus(driver) == name)
