"""``backup`` and ``restore`` as they are typed, and the doctor's word about them."""

import os
import pty
import stat
import sys
from pathlib import Path

import pytest

from db.commands import keys, people, presence
from db.connection import open_plan
from db.queries.keys import keys as every_key
from sapa_tui.cli import backup as module
from tests.drivers import MONDAY, PlanDriver
from tests.rules.test_keys import ECDSA, ED25519, FINGERPRINT, OTHER, RSA
from tests.test_backup import sums

from .conftest import Run
from .test_doctor import findings


def test_a_backup_says_where_it_lies(sapa: Run, plan_path: Path, tmp_path: Path) -> None:
    made = Path(sapa("backup").out.strip())
    assert made == plan_path.parent / "backups" / "plan-2017-04-03-101200.db"
    named = tmp_path / "kopi.db"
    assert sapa("backup", str(named)).out == f"{named}\n"
    assert sums(made) == sums(named) == sums(plan_path)
    assert stat.S_IMODE(named.stat().st_mode) == 0o600
    assert "never replaces one" in sapa("backup", str(named)).refusal
    assert sapa("backup", str(named), "--keep", "3").code == 2


def test_how_many_daily_backups_are_kept(sapa: Run) -> None:
    assert sapa("backup", "--keep", "30").err == "MK set the number of daily backups kept to 30.\n"
    assert "No automatic backup" in sapa("backup", "--keep", "0").err
    assert "role project leader" in sapa("--as", "ak", "backup", "--keep", "3").refusal
    assert sapa("backup", "--keep", "366").code == 2
    assert "undid" in sapa("undo").err


def test_a_restore_says_what_it_replaces(sapa: Run, plan_path: Path) -> None:
    made = sapa("backup").out.strip()
    sapa("activity", "add", "Ring rundt")
    refused = sapa("restore", made)
    assert refused.code == 1
    assert refused.out == ""
    assert refused.err.splitlines() == [
        f"Replaced is: {plan_path}",
        "    Aabenraa Kommune, 4 events, last changed today 10:12",
        f"It is replaced by: {made}",
        "    Aabenraa Kommune, 3 events, last changed Fr 31-03 08:00",
        "Nothing was replaced; add --yes to replace it without being asked.",
    ]
    ran = sapa("restore", made, "--yes")
    assert ran.code == 0
    kept = Path(f"{plan_path}.replaced-2017-04-03-101200")
    assert ran.err.endswith(f"The replaced file is kept as {kept}.\n")
    assert sums(plan_path) == sums(Path(made))
    assert len(sums(kept)["event"]) == 4
    assert sapa("activity", "show", "26").code == 1


def test_a_restore_names_whom_it_would_let_in_again(sapa: Run, plan_path: Path) -> None:
    plan = PlanDriver(plan_path)
    for person, key in (("mk", RSA), ("ak", ED25519), ("hh", OTHER)):
        plan.person("mk").does(keys.add_key, person, key)
    made = sapa("backup").out.strip()
    assert "let" not in sapa("restore", made).err
    plan.person("mk").does(keys.revoke_key, FINGERPRINT)
    plan.person("mk").does(people.set_active, "hh", False)
    plan.person("mk").does(keys.add_key, "mk", ECDSA)  # one that the backup does not know
    (others,) = (row.fingerprint for row in every_key(plan.database) if row.person == "hh")
    plan.close()
    assert sapa("restore", made).err.splitlines()[4:] == [
        "These keys let nobody in now, and would after it:",
        f"    ak {FINGERPRINT}",
        f"    hh {others}",
        "Nothing was replaced; add --yes to replace it without being asked.",
    ]
    plan_path.write_bytes(b"x" * 5000)
    told = sapa("restore", made).err.splitlines()[4:-1]
    assert [line.split()[0] for line in told] == ["These", "ak", "hh", "mk"]


@pytest.mark.parametrize(("answer", "code"), [("yes\n", 0), ("JA\n", 1), ("\n", 1), ("", 1)])
def test_at_a_terminal_it_asks(
    sapa: Run, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    made = sapa("backup").out.strip()
    master, slave = pty.openpty()
    os.write(master, answer.encode() or b"\x04")  # nothing is ctrl+d: the end
    with open(slave, encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        ran = sapa("restore", made)
    os.close(master)
    assert "Replace it?" in ran.err
    assert ran.code == code


def test_a_danish_yes(sapa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    made = sapa("backup").out.strip()
    monkeypatch.setattr(module, "_ask", lambda: None)
    ran = sapa("--lang", "da", "restore", made)
    assert ran.code == 0


def test_what_is_to_be_replaced_may_be_damaged(sapa: Run, plan_path: Path) -> None:
    made = sapa("backup").out.strip()
    plan_path.write_bytes(b"x" * 5000)
    ran = sapa("restore", made, "--yes")
    assert ran.code == 0
    assert "not a plan's file" in ran.err
    assert sapa("status").code == 0


def test_open_dashboards_keep_their_plan(sapa: Run, plan_path: Path) -> None:
    made = sapa("backup").out.strip()
    plan = PlanDriver(plan_path)
    presence.beat(plan.database, "s1", "ak", MONDAY)
    plan.close()
    ran = sapa("restore", made, "--yes")
    assert ran.refusal == (
        "The plan is open (Anders Krogh); ask them to close it, then try again. "
        "A dashboard that has crashed counts as closed in 13 s."
    )


def test_a_file_that_is_no_backup(sapa: Run, plan_path: Path, tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("Kære alle\n" * 50)
    assert "not a plan's file" in sapa("restore", str(tmp_path / "brev.txt"), "--yes").refusal
    assert "no plan at" in sapa("restore", str(tmp_path / "none.db"), "--yes").refusal
    assert "the plan itself" in sapa("restore", str(plan_path), "--yes").refusal


def test_the_doctor_asks_for_the_last_backup(
    sapa: Run, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = findings(sapa("doctor", "--format", "json"))["Last backup"]
    assert (last["verdict"], last["finding"]) == ("warn", f"none in {plan_path.parent / 'backups'}")
    assert "sapa-tui backup" in last["advice"]
    sapa("backup")
    last = findings(sapa("doctor", "--format", "json"))["Last backup"]
    assert (last["verdict"], last["finding"], last["advice"]) == ("ok", "Mon 03-04-2017", "")
    made = next((plan_path.parent / "backups").iterdir())
    made.rename(made.with_name("plan-daily-2017-03-31.db"))
    last = findings(sapa("doctor", "--format", "json"))["Last backup"]
    assert (last["verdict"], last["finding"]) == ("warn", "Fri 31-03-2017")


def test_undo_and_redo(sapa: Run, plan_path: Path) -> None:
    sapa("activity", "move", "4", "done")
    assert sapa("undo").err == (
        "MK undid: MK moved “Kortlæg interessenterne” from Not started to Done.\n"
    )
    assert sapa("activity", "show", "4", "--format", "json").data["column"] == "not_started"
    assert sapa("redo").err == (
        "MK did again: MK moved “Kortlæg interessenterne” from Not started to Done.\n"
    )
    assert sapa("redo").refusal == "There is nothing of yours to do again."
    assert sapa("--as", "ak", "undo").refusal == "There is nothing of yours to undo."
    database = open_plan(plan_path)
    database.close()


def test_roles_are_given_and_taken(sapa: Run) -> None:
    assert sapa("person", "role", "AK", "leader").err == (
        "MK gave Anders Krogh the role project leader.\n"
    )
    assert sapa("person", "remove", "mk").err == "MK took Mette Kjær's access away.\n"
    assert "no longer has access" in sapa("person", "restore", "mk").refusal
    assert "only project leader" in sapa("--as", "ak", "person", "remove", "ak").refusal
    assert "only project leader" in sapa("--as", "ak", "person", "role", "ak", "viewer").refusal
    assert sapa("--as", "ak", "person", "restore", "mk").code == 0
    assert "Nobody in the plan is called zz" in sapa("person", "remove", "zz").refusal
    assert sapa("person", "role", "ak", "boss").code == 2


def test_a_narrowed_history(sapa: Run) -> None:
    sapa("activity", "add", "Ring rundt")
    sapa("--as", "ak", "activity", "move", "4", "done")

    def found(*options: str) -> list[str]:
        data = sapa("history", "--format", "json", *options).data
        return list(dict.fromkeys(row["action"] for row in data))

    assert found("--person", "AK") == ["activity.moved"]
    assert found("--kind", "person") == ["person.added"]
    assert found("--kind", "activity") == ["activity.moved", "activity.added"]
    assert found("--kind", "activity", "--limit", "1") == ["activity.moved"]
    assert found("--kind", "undone") == []
    assert found("--text", "RING rundt") == ["activity.added"]
    assert found("--since", "03-04") == ["activity.moved", "activity.added"]
    assert found("--since", "31-03") == found()
    assert found("--since", "03-04-2017", "--person", "mk") == ["activity.added"]
    assert found("--since", "04-04-2017") == []
    assert "Nobody in the plan is called zz" in sapa("history", "--person", "zz").refusal
    assert sapa("history", "--since", "i morgen måske").code == 1
    assert sapa("history", "--kind", "x").code == 2
