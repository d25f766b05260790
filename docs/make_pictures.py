"""Makes the README's pictures from the running dashboard: ``make pictures``."""

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from db.clock import StoppedClock
from db.seed import create_demo
from sapa_tui import locale
from sapa_tui.app import SapaApp
from sapa_tui.refresh import PlanSession
from sapa_tui.themes import DARK, LIGHT

PICTURES = Path(__file__).parent / "pictures"
MOMENT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
"""The demo plan is lived in up to this moment, so that a picture is the same every time."""


async def picture(name: str, size: tuple[int, int], theme: str, *keys: str) -> None:
    """Open the demo plan in a window of ``size`` cells, press keys, and keep what is seen."""
    clock = StoppedClock(MOMENT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.db"
        session = PlanSession(path, create_demo(path, clock, locale.language()), clock)
        session.start()
        app = SapaApp(session)
        app.theme = theme
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.3)
            svg = app.export_screenshot(title=f"SAPA-tavlen {size[0]}x{size[1]}")
    (PICTURES / f"{name}.svg").write_text(svg, encoding="utf-8")


async def main() -> None:
    """Make every picture, in Danish as people see it."""
    locale.use("da")
    PICTURES.mkdir(exist_ok=True)
    await picture("wall", (120, 36), DARK.name)
    await picture("wall-large", (200, 50), LIGHT.name)
    await picture("communication-small", (80, 24), DARK.name, "2", "down", "enter")
    await picture("countdown", (120, 36), LIGHT.name, "3")
    await picture("stakeholder-map", (120, 36), LIGHT.name, "f7")
    await picture("timeline", (120, 36), DARK.name, "f9")


if __name__ == "__main__":
    asyncio.run(main())
