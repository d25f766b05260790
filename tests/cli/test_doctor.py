"""``doctor``: what it finds, and what it says to do."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from sapa_tui.cli import doctor
from sapa_tui.cli.doctor import Verdict

from .conftest import Ran, Run

MOUNTS = [
    ("/", "ext4"),
    ("/home", "nfs4"),
    ("/home/local", "xfs"),
    ("/mnt/a b", "fuse.sshfs"),
    ("/tmp", "tmpfs"),
    ("/srv", "ext4"),
    ("/srv", "cifs"),
]


def findings(ran: Ran) -> dict[str, Any]:
    import json

    return {row["check"]: row for row in json.loads(ran.out)}


def test_a_healthy_plan(sapa: Run, plan_path: Path) -> None:
    plan_path.chmod(0o600)
    ran = sapa("doctor", "--format", "json")
    found = findings(ran)
    assert ran.code == 0
    assert {"fail"} & {row["verdict"] for row in found.values()} == set()
    inside = ("File", "Plan", "Settings", "Contents", "Schema", "Event log")
    assert {found[name]["verdict"] for name in inside} == {"ok"}
    assert found["Event log"]["finding"] == "3 events, unaltered"
    assert not [row for row in found.values() if row["verdict"] == "ok" and row["advice"]]
    assert not [row for row in found.values() if row["verdict"] != "ok" and not row["advice"]]


def test_the_doctor_speaks_danish(sapa: Run) -> None:
    out = sapa("--lang", "da", "doctor").out
    assert "Hændelseslog  " in out
    assert "3 hændelser, uændret" in out
    assert "som de skal være" in out


def test_no_plan_yet_is_a_fail_that_says_what_to_do(sapa: Run, tmp_path: Path) -> None:
    ran = sapa("--db", str(tmp_path / "none" / "plan.db"), "doctor")
    assert ran.code == 1
    assert "sapa-tui init" in ran.out


def test_an_altered_event_is_found(sapa: Run, plan_path: Path) -> None:
    database = sqlite3.connect(plan_path)
    database.execute("DROP TRIGGER event_no_update")
    database.execute("UPDATE event SET title = 'Noget andet' WHERE id = 2")
    database.commit()
    database.close()
    ran = sapa("doctor", "--format", "json")
    assert ran.code == 1
    assert findings(ran)["Event log"]["finding"] == "altered at event 2"


def test_a_row_that_points_nowhere_is_found(sapa: Run, plan_path: Path) -> None:
    database = sqlite3.connect(plan_path)
    database.execute("UPDATE communication_item SET stakeholder_id = 99 WHERE id = 1")
    database.commit()
    database.close()
    ran = sapa("doctor", "--format", "json")
    assert ran.code == 1
    assert "stakeholder" in findings(ran)["Contents"]["finding"]


def test_a_plan_open_to_everybody_is_warned_about(sapa: Run, plan_path: Path) -> None:
    plan_path.chmod(0o644)
    ran = sapa("doctor", "--format", "json")
    assert ran.code == 0
    assert findings(ran)["File"]["verdict"] == "warn"
    assert f"chmod o-rwx {plan_path}" in findings(ran)["File"]["advice"]


@pytest.mark.parametrize(
    ("folder", "kind", "verdict"),
    [
        ("/var/lib", "ext4", Verdict.OK),
        ("/home/mk", "nfs4", Verdict.FAIL),
        ("/home/local/mk", "xfs", Verdict.OK),
        ("/home/locally", "nfs4", Verdict.FAIL),
        ("/mnt/a b/c", "fuse.sshfs", Verdict.FAIL),
        ("/tmp/x", "tmpfs", Verdict.WARN),
        ("/srv/sapa", "cifs", Verdict.FAIL),
    ],
)
def test_the_kind_of_file_system(folder: str, kind: str, verdict: Verdict) -> None:
    found = doctor._file_system(Path(folder), MOUNTS)
    assert (found.finding, found.verdict) == (kind, verdict)


def test_mount_points_are_read_as_the_kernel_writes_them() -> None:
    assert doctor._unescaped("/mnt/a\\040b") == "/mnt/a b"
    assert doctor._mounts()


def test_without_a_list_of_mounts_the_kind_is_unknown() -> None:
    assert doctor._file_system(Path("/srv"), []).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("free", "verdict"), [(10**9, Verdict.OK), (10**8, Verdict.WARN), (10**7, Verdict.FAIL)]
)
def test_free_space(free: int, verdict: Verdict) -> None:
    assert doctor._space(free).verdict is verdict


@pytest.mark.parametrize(
    ("version", "verdict"),
    [
        ((3, 40, 1), Verdict.WARN),
        ((3, 44, 5), Verdict.WARN),
        ((3, 44, 6), Verdict.OK),
        ((3, 45, 0), Verdict.WARN),
        ((3, 50, 6), Verdict.WARN),
        ((3, 50, 7), Verdict.OK),
        ((3, 51, 2), Verdict.WARN),
        ((3, 51, 3), Verdict.OK),
        ((3, 52, 0), Verdict.OK),
    ],
)
def test_versions_of_sqlite(version: tuple[int, ...], verdict: Verdict) -> None:
    assert doctor._engine(version).verdict is verdict


@pytest.mark.parametrize(
    ("kind", "environ", "colours"),
    [
        ("xterm-256color", {}, "256"),
        ("xterm-256color", {"COLORTERM": "truecolor"}, "16 million"),
        ("linux", {}, "16"),
        ("xterm-256color", {"NO_COLOR": "1", "COLORTERM": "truecolor"}, "none"),
    ],
)
def test_colours(kind: str, environ: dict[str, str], colours: str) -> None:
    assert doctor._colours(kind, environ).startswith(colours)
