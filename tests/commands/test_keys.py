"""Keys let people in over SSH: one key is one person's, and a revoked one lets nobody in."""

from pathlib import Path

import pytest

from db.commands import keys, people, undo
from db.doorkeeper import Admission, admission
from db.errors import InvalidInput, NotFound, Refused
from db.models import PersonKey
from db.queries.keys import KeyRow
from db.queries.keys import keys as every_key
from db.queries.people import person
from tests.drivers import PersonDriver, PlanDriver, fails, in_processes, values
from tests.rules.test_keys import ECDSA, ED25519, FINGERPRINT, OTHER, RSA, framed

BLOB = ED25519.split()[1]
AT = "2017-04-03T08:12:00.000Z"


def guest(plan: PlanDriver, line: str = ED25519) -> str | None:
    """Whom a key lets in."""
    found = admission(plan.path, line.split()[1])
    return found and found.person


def test_a_key_lets_its_person_in(plan: PlanDriver, mk: PersonDriver) -> None:
    assert guest(plan) is None
    with plan.one_event("person.key_added") as changes:
        mk.does(keys.add_key, "ak", ED25519)
        mk.does(keys.add_key, "ak", ED25519)
    assert values(changes)["blob"] == (None, BLOB)
    assert (plan.last.title, plan.last.note) == ("Anders Krogh", f"{FINGERPRINT} (anders@pc)")
    assert admission(plan.path, BLOB) == Admission("ak", "ssh-ed25519", BLOB, FINGERPRINT)
    assert every_key(plan.database) == [
        KeyRow("ak", "ssh-ed25519", FINGERPRINT, "anders@pc", AT, None, True)
    ]
    assert person(plan.database, "ak").keys == (FINGERPRINT,)


def test_what_putty_saved_is_the_same_key(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(keys.add_key, "ak", framed(RSA, 'Comment: "rsa-key"'))
    with plan.no_trace():
        mk.does(keys.add_key, "ak", RSA)
    assert guest(plan, RSA) == "ak"


def test_a_revoked_key_lets_nobody_in_until_it_is_added_anew(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    mk.does(keys.add_key, "ak", OTHER)
    with plan.one_event("person.key_revoked") as changes:
        mk.does(keys.revoke_key, FINGERPRINT)
    assert values(changes) == {"revoked_at": (None, AT)}
    assert (guest(plan), guest(plan, OTHER)) == (None, "ak")
    with plan.no_trace(), fails(NotFound, "key_unknown"):
        mk.does(keys.revoke_key, FINGERPRINT)
    mk.does(keys.add_key, "mk", ED25519)
    assert guest(plan) == "mk"


def test_a_key_is_one_persons(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    with plan.no_trace(), fails(InvalidInput, "key_taken") as refusal:
        mk.does(keys.add_key, "hh", ED25519.replace("anders@pc", "hanne"))
    assert refusal.value.params["name"] == "ak"
    with plan.no_trace(), pytest.raises(Exception, match="UNIQUE constraint failed"):
        plan.sql(
            "INSERT INTO person_key"
            " (person_id, type, blob, fingerprint, comment, added_at, version)"
            " SELECT 1, type, blob, fingerprint, comment, added_at, 1 FROM person_key"
        )


def test_whoever_loses_access_is_not_let_in(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    mk.does(people.set_active, "ak", False)
    assert guest(plan) is None
    mk.does(people.set_active, "ak", True)
    assert guest(plan) == "ak"


@pytest.mark.parametrize("name", ["FINGERPRINT", FINGERPRINT[7:20], FINGERPRINT[:13]])
def test_the_beginning_of_a_fingerprint_names_a_key(
    plan: PlanDriver, mk: PersonDriver, name: str
) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    mk.does(keys.revoke_key, FINGERPRINT if name == "FINGERPRINT" else name)
    assert guest(plan) is None


@pytest.mark.parametrize("name", ["9nuZa7%", "9NUZA70m", "x' OR '", FINGERPRINT + "x"])
def test_what_names_no_key(plan: PlanDriver, mk: PersonDriver, name: str) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    with plan.no_trace(), fails(NotFound, "key_unknown"):
        mk.does(keys.revoke_key, name)


@pytest.mark.parametrize("name", ["", "SHA256:", "9nuZa", "%", "*", "Q"])
def test_too_few_characters_name_no_key(plan: PlanDriver, mk: PersonDriver, name: str) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    with plan.no_trace(), fails(InvalidInput, "key_start_too_short") as refusal:
        mk.does(keys.revoke_key, name)
    assert refusal.value.params["needed"] == 6


def test_what_names_two_keys(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    mk.does(keys.add_key, "hh", OTHER)
    plan.sql(f"UPDATE person_key SET fingerprint = '{FINGERPRINT[:15]}xx' WHERE id = 2")
    for name in ("9nuZ", FINGERPRINT[:13], FINGERPRINT[:15]):
        with plan.no_trace(), fails(InvalidInput, "key_start_too_short") as refusal:
            mk.does(keys.revoke_key, name)
        assert refusal.value.params["needed"] == 9
    mk.does(keys.revoke_key, FINGERPRINT[:16])
    assert (guest(plan), guest(plan, OTHER)) == (None, "hh")


def test_only_a_leader_gives_and_takes_keys(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(keys.add_key, "hh", OTHER)
    for attempt in ((keys.add_key, "ak", ED25519), (keys.revoke_key, "SHA256:")):
        with fails(Refused, "role_needed"):
            ak.does(*attempt)
        assert plan.last.action == "refused"
    assert (guest(plan), guest(plan, OTHER)) == (None, "hh")


def test_nobody_gets_no_key(plan: PlanDriver, mk: PersonDriver) -> None:
    with plan.no_trace(), fails(NotFound, "person_unknown"):
        mk.does(keys.add_key, "zz", ED25519)
    with plan.no_trace(), fails(InvalidInput, "key_private"):
        mk.does(keys.add_key, "ak", "-----BEGIN OPENSSH PRIVATE KEY-----")


def test_keys_are_not_undone(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    mk.does(keys.add_key, "ak", ECDSA)
    mk.does(keys.revoke_key, FINGERPRINT)
    with plan.no_trace(), fails(Refused, "nothing_to_undo"):
        mk.does(undo.undo)


def test_one_key_for_two_people_at_once(plan: PlanDriver, mk: PersonDriver) -> None:
    outcomes = in_processes(add, (str(plan.path), "ak"), (str(plan.path), "hh"))
    assert sorted(outcomes) == ["added", "key_taken"]
    rows = [row for (table, _key), row in plan.rows().items() if table == "person_key"]
    assert len(rows) == 1
    assert guest(plan) == every_key(plan.database)[0].person
    assert plan.broken_links() == []


def add(path: str, name: str) -> str:
    """Give somebody the key; says what came of it."""
    here = PlanDriver(Path(path))
    try:
        here.person("mk").does(keys.add_key, name, ED25519)
    except InvalidInput as refusal:
        return refusal.code
    finally:
        here.close()
    return "added"


def test_a_plan_that_cannot_be_read_lets_nobody_in(plan: PlanDriver, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "text").write_text("ssh-ed25519 " * 100)
    for path in (tmp_path / "nothing", tmp_path / "empty", tmp_path / "text", tmp_path):
        with pytest.raises(OSError, match=r"file|table|disk"):
            admission(path, BLOB)
    assert not (tmp_path / "nothing").exists()


def test_looking_writes_nothing(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    plan.close()
    before = plan.path.read_bytes()
    assert admission(plan.path, BLOB) is not None
    assert admission(plan.path, "' OR 1=1 --") is None
    assert plan.path.read_bytes() == before
    plan.database.connect()


def test_a_comment_is_cleaned_and_cut(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(keys.add_key, "ak", f"{ED25519} " + "\x1b]0;x\x07[/nope]" * 30)
    comment = plan.row(PersonKey, 1)["comment"]
    assert comment.startswith("anders@pc ]0;x[/nope]]0;x[/nope]")
    assert len(comment) == 60
