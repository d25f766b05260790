"""Minutes as they are kept: nothing is lost on the way, and nothing in them can be an obstacle."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.minutes import Minutes, Remark, Work, from_json, to_json

FULL = Minutes(
    day=date(2017, 4, 3),
    municipality="Aabenraa Kommune",
    started_at=datetime(2017, 4, 3, 8, 12, tzinfo=UTC),
    ended_at=datetime(2017, 4, 3, 8, 27, tzinfo=UTC),
    leader="mk",
    last=date(2017, 3, 31),
    go_live=date(2017, 5, 1),
    go_live_moved=True,
    go_live_before=date(2017, 4, 17),
    end_date=date(2017, 6, 5),
    days_to_go_live=28,
    working_days_to_go_live=17,
    days_to_end=63,
    working_days_to_end=39,
    done=(Work("activity", 4, "Kortlæg interessenterne", ("ak", "mk"), "ak"),),
    blocked=(Work("activity", 5, "Vælg", (), "PL", None, 3, "Svar fra HR\nog KMD", "ak"),),
    late=(Work("communication_item", 1, "Plan", (), "mk", date(2017, 3, 1), 33, "", "", "MED"),),
    decisions=(Remark("Vi venter", "Vælg", "mk"),),
    follow_ups=(Remark("ringer", "", "mk", "ak", date(2017, 4, 7), "ak"),),
    criterion_then=(3, 9),
    criterion=(4, 9),
    missing=("MED-udvalg",),
    progress={"preparation": (4, 20)},
    names={"mk": "Mette Kjær", "ak": "Anders Krogh"},
)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["2017-04-03", "0"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(Work._fields), inner),
    max_leaves=8,
)


def test_what_is_kept_is_what_was_written() -> None:
    assert from_json(to_json(FULL)) == FULL
    assert set(json.loads(to_json(FULL))) == set(Minutes._fields)


@pytest.mark.parametrize("name", [name for name in Minutes._fields if name != "day"])
def test_what_an_older_version_did_not_write_is_empty(name: str) -> None:
    said = json.loads(to_json(FULL))
    del said[name]
    assert from_json(json.dumps(said)) == FULL._replace(**{name: getattr(Minutes(), name)})


def test_what_a_later_version_wrote_besides_is_left_out() -> None:
    said = json.loads(to_json(FULL)) | {"weather": "rain"}
    said["done"][0]["colour"] = "green"
    del said["decisions"][0]["about"]
    expected = FULL._replace(decisions=(Remark("Vi venter", "", "mk"),))
    assert from_json(json.dumps(said)) == expected


@pytest.mark.parametrize("text", ["", "null", "[]", "7", "{", '"x"', "NaN", "[", "\x00", "{}"])
def test_what_are_no_minutes_is_read_as_none(text: str) -> None:
    assert from_json(text) == Minutes()
    assert from_json(text * 100_000) == Minutes()


@pytest.mark.parametrize(
    "spoilt",
    [
        {"day": None},
        {"day": "0001-01-01"},
        {"last": "9999-12-31"},
        {"ended_at": "9999-12-31T23:59:00+00:00"},
        {"started_at": "2017-04-03T08:12:00"},
        {"names": []},
        {"names": {"mk": None}},
        {"leaders": "mk"},
        {"missing": [7]},
        {"criterion": [4]},
        {"progress": {"preparation": [4, "20"]}},
        {"done": [[]]},
        {"done": [{"by": "ak"}]},
        {"decisions": [{"text": ["Vi venter"]}]},
        {"days_to_end": 10**4_000},
    ],
)
def test_of_what_a_foreign_hand_has_spoilt_nothing_is_read(spoilt: dict[str, Any]) -> None:
    assert from_json(json.dumps(json.loads(to_json(FULL)) | spoilt)) == Minutes()


@given(st.dictionaries(st.sampled_from(Minutes._fields), anything))
def test_they_are_read_as_they_stand_or_not_at_all(said: dict[str, Any]) -> None:
    found = from_json(json.dumps(json.loads(to_json(FULL)) | said))
    for name in Minutes._fields:
        if name not in said and found.day:
            assert getattr(found, name) == getattr(FULL, name)
    assert from_json(to_json(found)) == found
