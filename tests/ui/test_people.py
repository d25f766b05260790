"""The people: who has access, in which role, and where they are."""

from pathlib import Path

from db.commands import keys, people
from tests.drivers import PersonDriver, PlanDriver
from tests.rules.test_keys import ED25519, FINGERPRINT, RSA

from .view_driver import go_to, put_cursor, row_in_focus, rows
from .wall_driver import dashboard


async def test_leaders_come_first_and_one_finds_oneself(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "people")
        assert [row.split()[0] for row in rows(mk)] == ["Mette", "Anders", "Hanne"]
        assert "(you)" in rows(mk)[0]
        assert "project leader" in rows(mk)[0]
        assert "✓ open" in rows(mk)[2]


async def test_one_sees_where_a_colleague_is(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk, dashboard(plan_path, "ak") as ak:
        await go_to(mk, "people")
        await ak.until(lambda: True)
        await mk.until(lambda: "on the board: “" in rows(mk)[1])
        await go_to(ak, "history")
        await mk.until(lambda: "● in the history" in rows(mk)[1])
        assert rows(mk)[2].endswith("–")


async def test_one_sees_who_has_keys(plan_path: Path, mk: PersonDriver) -> None:
    for key in (ED25519, RSA):
        mk.does(keys.add_key, "ak", key)
    async with dashboard(plan_path) as window:
        await go_to(window, "people")
        assert "SSH keys" in window.says()
        counts = {row.split()[0]: row.split("✓ open")[1].split()[0] for row in rows(window)}
        assert counts == {"Mette": "0", "Anders": "2", "Hanne": "0"}
        mk.does(keys.revoke_key, FINGERPRINT)
        await window.until(lambda: rows(window)[1].split("✓ open")[1].split()[0] == "1")
    async with dashboard(plan_path, size=(80, 24)) as small:
        await go_to(small, "people")
        assert "SSH keys" not in small.says()
        assert "In now" in small.says()


async def test_the_leader_gives_a_colleague_access(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "people")
        await mk.press("n")
        await mk.until(lambda: "Give access" in mk.says())
        await mk.write("name", "lb")
        await mk.write("full_name", "Åse Lund")
        await mk.press("ctrl+s")
        await mk.until(lambda: row_in_focus(mk).startswith("Åse Lund"))
        assert "member" in row_in_focus(mk)
    assert plan.last.action == "person.added"


async def test_a_login_name_that_is_taken_is_said_to_be_and_the_form_stays(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "people")
        await mk.press("n")
        await mk.until(lambda: "Give access" in mk.says())
        await mk.write("name", "ak")
        await mk.write("full_name", "Åse Lund")
        await mk.press("ctrl+s")
        await mk.until(lambda: "somebody called ak already" in mk.says())
        assert "Åse Lund" in mk.says()


async def test_the_leader_changes_a_role(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "people")
        await put_cursor(mk, "Hanne")
        await mk.press("r")
        await mk.until(lambda: "reads only" in mk.says())
        await mk.press("2")
        await mk.until(lambda: "member" in row_in_focus(mk))
    assert plan.last.action == "person.role_set"


async def test_the_only_leader_stays_leader(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "people")
        await mk.press("r")
        await mk.until(lambda: "reads only" in mk.says())
        await mk.press("3")
        await mk.until(lambda: "is the only project leader" in mk.told())
        assert "project leader" in rows(mk)[0]


async def test_access_is_closed_after_a_question_and_given_back(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "people")
        await put_cursor(mk, "Anders")
        await mk.press("x")
        await mk.until(lambda: "Close Anders Krogh's access?" in mk.says())
        await mk.press("escape")
        await mk.until(lambda: "Close Anders" not in mk.says())
        assert "✓ open" in row_in_focus(mk)
        await mk.press("x")
        await mk.until(lambda: "Close Anders" in mk.says())
        await mk.press("right", "enter")
        await mk.until(lambda: "⊘ closed" in row_in_focus(mk))
        assert rows(mk)[-1].startswith("Anders")
        await mk.press("x")
        await mk.until(lambda: "✓ open" in row_in_focus(mk))


async def test_only_the_leader_decides(plan_path: Path, plan: PlanDriver) -> None:
    before = len(plan.events())
    async with dashboard(plan_path, "ak") as ak:
        await go_to(ak, "people")
        for key in ("n", "r", "x"):
            await ak.press(key)
        assert "Only the project leader decides who has access" in ak.told()
    assert len(plan.events()) == before


async def test_a_change_of_role_shows_while_one_looks_on(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await go_to(ak, "people")
        mk.does(people.set_active, "hh", False)
        await ak.until(lambda: "⊘ closed" in rows(ak)[-1])
