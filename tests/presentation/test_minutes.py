"""The minutes of a known standup, read as whoever gets them in a mail reads them."""

from datetime import UTC, date, datetime

import pytest

from db.rules.minutes import Minutes, Remark, Work
from sapa_tui import locale
from sapa_tui.presentation.minutes import (
    minutes_html,
    minutes_lines,
    minutes_markdown,
    minutes_text,
    minutes_title,
)

CARD, MESSAGE = "activity", "communication_item"
HELD = Minutes(
    day=date(2017, 4, 3),
    municipality="Aabenraa Kommune",
    started_at=datetime(2017, 4, 3, 8, 12, tzinfo=UTC),
    ended_at=datetime(2017, 4, 3, 8, 27, tzinfo=UTC),
    leader="mk",
    last=date(2017, 3, 31),
    go_live=date(2017, 5, 1),
    end_date=date(2017, 6, 5),
    days_to_go_live=28,
    working_days_to_go_live=17,
    days_to_end=63,
    working_days_to_end=39,
    done=(
        Work(CARD, 4, "Kortlæg interessenterne", ("ak",), "mk"),
        Work(MESSAGE, 5, "Hvorfor SAPA", ("mk", "ak"), stakeholder="Slutbrugere"),
    ),
    in_progress=(
        Work(CARD, 9, "Afklar forhold og rammer", (), "SYS", date(2017, 3, 6), 20),
        Work(CARD, 14, "Skriv korte vejledninger", (), "ak", date(2017, 4, 7), 2),
        Work(CARD, 15, "Klæd lederne på"),
    ),
    blocked=(
        Work(
            *(CARD, 17, "Afprøv arbejdsgangene", (), "ak", None, 4),
            *("Leverandøren mangler at\noprette advisgrupperne", "Kjeld Ærø"),
        ),
        Work(CARD, 11, "Tag stilling til motivationen", (), "LED", None, 0, "MED er ikke hørt."),
    ),
    late=(
        Work(CARD, 9, "Afklar forhold og rammer", (), "SYS", date(2017, 3, 6), 28),
        Work(MESSAGE, 3, "Oplæring", (), "mk", date(2017, 4, 2), 1, stakeholder="MED-udvalg"),
    ),
    decisions=(
        Remark("Vi udskyder undervisningen en uge.", "Undervis slutbrugerne", "mk"),
        Remark("Vi mødes kl. 9.", "", "mk"),
    ),
    follow_ups=(
        Remark("sender planen.", "", "mk", "mk", date(2017, 3, 31)),
        Remark("ringer til leverandøren", "", "mk", "ak", date(2017, 4, 7)),
        Remark("spørger HR", "Klæd lederne på", "mk", "Kjeld Ærø", date(2018, 1, 2)),
        Remark("bestiller kringle", "", "mk", "ak", date(2017, 4, 3), "ak"),
        Remark("booker lokalet", "", "mk", "ak", date(2017, 4, 3), "mk"),
    ),
    notes=(Remark("Lokalet rummer 12.", "", "ak"),),
    communication=(
        Work(
            *(MESSAGE, 9, "Invitation til undervisning", (), "ADM", date(2017, 4, 4), 0, "", ""),
            *("Slutbrugere", "Kalenderinvitation"),
        ),
        Work(MESSAGE, 14, "I dag går vi i gang", due=date(2017, 4, 18)),
    ),
    criterion_then=(3, 9),
    criterion=(4, 9),
    missing=("Styregruppe", "MED-udvalg"),
    progress={"preparation": (4, 20), "implementation": (0, 5), "communication": (5, 19)},
    names={"mk": "Mette Kjær", "ak": "Anders Krogh"},
)
DANISH = """\
Standup mandag den 3. april 2017 (uge 14)

Aabenraa Kommune. Mette Kjær ledte mødet fra kl. 10:12 til 10:27.

Der er 28 dage (17 arbejdsdage) til idriftsættelsen mandag den 1. maj 2017 \
og 63 dage (39 arbejdsdage) til slutdatoen mandag den 5. juni 2017.

Kvalitetskriteriet er ikke opfyldt endnu: 4 af 9 relevante interessenter er nået (sidst 3 af 9). \
Der mangler Styregruppe og MED-udvalg. \
Indtil nu er 4 af 20 forberedelser, 0 af 5 implementeringer og 5 af 19 beskeder færdige.

Færdigt siden sidst, fre 31-03
- Kortlæg interessenterne (Mette Kjær)
- Besked til Slutbrugere: Hvorfor SAPA (Mette Kjær og Anders Krogh)

I gang
- Afklar forhold og rammer (SAPA-systemansvarlig)
- Skriv korte vejledninger (Anders Krogh), frist fre 07-04
- Klæd lederne på

Afventer
- Afprøv arbejdsgangene (Anders Krogh), i 4 arbejdsdage: \
Leverandøren mangler at oprette advisgrupperne. Kjeld Ærø kan hjælpe.
- Tag stilling til motivationen (Afdelingsleder), siden i dag: MED er ikke hørt.

Over fristen
- Afklar forhold og rammer (SAPA-systemansvarlig), frist man 06-03, 28 dage over
- Besked til MED-udvalg: Oplæring (Mette Kjær), frist søn 02-04, 1 dag over

Beslutninger
- Vi udskyder undervisningen en uge (om “Undervis slutbrugerne”)
- Vi mødes kl. 9.

Opfølgning
- Mette Kjær: sender planen, skulle være gjort fre 31-03
- Anders Krogh: ringer til leverandøren, fre 07-04
- Kjeld Ærø: spørger HR (om “Klæd lederne på”), tir 02-01-2018
- Anders Krogh: bestiller kringle – udført
- Anders Krogh: booker lokalet – udført af Mette Kjær

Noter
- Anders Krogh: Lokalet rummer 12.

Kommunikation de næste ti arbejdsdage
- tir 04-04 til Slutbrugere: Invitation til undervisning (Kalenderinvitation, SAPA-administrator)
- tir 18-04 til alle: I dag går vi i gang"""
ENGLISH = """\
Standup Monday 3 April 2017 (week 14)

Aabenraa Kommune. Mette Kjær led the meeting, from 10:12 to 10:27.

It is 28 days (17 working days) to go-live, Monday 1 May 2017, \
and 63 days (39 working days) to the end date, Monday 5 June 2017.

The quality criterion is not met yet: \
4 of 9 relevant stakeholders have been reached (last time 3 of 9). \
Still missing: Styregruppe and MED-udvalg. \
Done so far: 4 of 20 preparation activities, 0 of 5 implementation activities \
and 5 of 19 messages.

Done since last time, Fri 31-03
- Kortlæg interessenterne (Mette Kjær)
- Message to Slutbrugere: Hvorfor SAPA (Mette Kjær and Anders Krogh)

In progress
- Afklar forhold og rammer (SAPA system owner)
- Skriv korte vejledninger (Anders Krogh), due Fri 07-04
- Klæd lederne på

Waiting
- Afprøv arbejdsgangene (Anders Krogh), for 4 working days: \
Leverandøren mangler at oprette advisgrupperne. Kjeld Ærø can help.
- Tag stilling til motivationen (Department manager), since today: MED er ikke hørt.

Overdue
- Afklar forhold og rammer (SAPA system owner), was due Mon 06-03, 28 days ago
- Message to MED-udvalg: Oplæring (Mette Kjær), was due Sun 02-04, 1 day ago

Decisions
- Vi udskyder undervisningen en uge (about “Undervis slutbrugerne”)
- Vi mødes kl. 9.

Follow-up
- Mette Kjær: sender planen, was due Fri 31-03
- Anders Krogh: ringer til leverandøren, Fri 07-04
- Kjeld Ærø: spørger HR (about “Klæd lederne på”), Tue 02-01-2018
- Anders Krogh: bestiller kringle – done
- Anders Krogh: booker lokalet – done by Mette Kjær

Notes
- Anders Krogh: Lokalet rummer 12.

Communication in the next ten working days
- Tue 04-04 to Slutbrugere: Invitation til undervisning (Kalenderinvitation, SAPA administrator)
- Tue 18-04 to everyone: I dag går vi i gang"""


@pytest.mark.parametrize(
    ("language", "text"), [("da", DANISH), ("en", ENGLISH)], ids=["danish", "english"]
)
def test_the_summary_as_it_is_pasted_into_a_mail(language: str, text: str) -> None:
    locale.use(language)
    assert minutes_text(HELD) == text


@pytest.mark.parametrize("width", [30, 76, 90])
def test_the_other_shapes_say_the_same(width: int) -> None:
    words = ENGLISH.replace("\n- ", "\n").split()
    lines = ["".join(text for text, _style in line) for line in minutes_lines(HELD, width)]
    assert " ".join(lines).replace("· ", "").split() == words
    assert "- **Kortlæg interessenterne** (Mette Kjær)\n" in minutes_markdown(HELD)
    assert "<li><strong>Anders Krogh</strong>: ringer til leverandøren, Fri 07-04</li>" in (
        minutes_html(HELD)
    )
    assert minutes_html(HELD, HELD).count("<h1>") == 2


def test_when_nothing_is_to_be_told_half_a_line_says_so() -> None:
    text = minutes_text(Minutes(day=date(2017, 4, 3), leader="mk"))
    assert text.split("\n\n") == [
        "Standup Monday 3 April 2017 (week 14)",
        "mk led the meeting.",
        "The go-live date is not known yet.",
        "Finished so far: nothing\nIn progress: nothing\nWaiting: nothing\nOverdue: nothing",
    ]


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        (None, "No standup has been held yet."),
        (
            date(2017, 3, 31),
            "No standup has been held today; the last one was on Friday 31 March 2017.",
        ),
        (date(2017, 4, 3), "The go-live date is not known yet."),
    ],
)
def test_a_review_of_a_day_without_a_standup(last: date | None, sentence: str) -> None:
    found = Minutes(day=date(2017, 4, 3), last=last)
    assert minutes_text(found).split("\n\n")[:2] == [
        "Status Monday 3 April 2017 (week 14)",
        sentence,
    ]


@pytest.mark.parametrize(
    ("to_go_live", "to_end", "sentence"),
    [
        (1, 36, "It is 1 day (1 working day) to go-live, Monday 1 May 2017, and 36 days "),
        (0, 35, "Today is go-live, and it is 35 days (25 working days) to the end date, "),
        (-3, 32, "Go-live was 3 days ago, Monday 1 May 2017, and it is 32 days "),
        (-35, 0, "Today is the end date; go-live was 35 days ago, Monday 1 May 2017."),
        (-36, -1, "The end date was 1 day ago, Monday 5 June 2017, and go-live 36 days ago, "),
        (None, None, "The go-live date is not known yet."),
    ],
)
def test_the_countdown_in_a_sentence(
    to_go_live: int | None, to_end: int | None, sentence: str
) -> None:
    found = HELD._replace(
        days_to_go_live=to_go_live,
        working_days_to_go_live=to_go_live,
        days_to_end=to_end,
        working_days_to_end=25,
    )
    assert minutes_text(found).split("\n\n")[2].startswith(sentence)


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        (
            date(2017, 4, 17),
            date(2017, 5, 1),
            "The go-live date has been moved since last time: it was Monday 17 April 2017.",
        ),
        (None, date(2017, 5, 1), "The go-live date has been set since last time."),
        (
            date(2017, 4, 17),
            None,
            "The go-live date has been taken away since last time: it was Monday 17 April 2017.",
        ),
    ],
)
def test_a_go_live_that_has_moved(before: date | None, now: date | None, sentence: str) -> None:
    found = HELD._replace(go_live=now, go_live_moved=True, go_live_before=before)
    assert minutes_text(found).split("\n\n")[2].endswith(f" {sentence}")


@pytest.mark.parametrize(
    ("then", "now", "sentence"),
    [
        (None, (4, 9), "not met yet: 4 of 9 relevant stakeholders have been reached. Still "),
        ((4, 9), (4, 9), "4 of 9 relevant stakeholders have been reached, as last time."),
        (
            (8, 9),
            (9, 9),
            "is met: all 9 relevant stakeholders have been reached (last time 8 of 9)",
        ),
        (None, (0, 0), "not met yet: 0 of 0 relevant"),
    ],
)
def test_the_quality_criterion_then_and_now(
    then: tuple[int, int] | None, now: tuple[int, int], sentence: str
) -> None:
    found = HELD._replace(criterion_then=then, criterion=now)
    assert sentence in minutes_text(found).split("\n\n")[3]


def test_a_long_message_is_cut_with_a_sign() -> None:
    found = HELD._replace(late=(Work(MESSAGE, 1, "Æ" * 300, due=date(2017, 4, 2), days=1),))
    assert f"Message to everyone: {'Æ' * 199}…, was due" in minutes_text(found)


def test_minutes_that_cannot_be_read_say_so_and_no_more() -> None:
    assert minutes_title(Minutes()) == "Standup"
    sentence = "These minutes cannot be read: what was stored of them has been damaged."
    assert minutes_text(Minutes()) == f"Standup\n\n{sentence}"


def test_hostile_minutes_stay_words() -> None:
    bad = "\x1b]52;c;eA==\x07[x](y)<b>\u202e"
    work = Work(CARD, 1, bad, (bad,), bad, date(2017, 4, 2), 1, bad, bad, bad, bad)
    note = Remark(bad, bad, bad, bad, date(2017, 4, 2), bad)
    found = HELD._replace(
        done=(work,),
        in_progress=(work,),
        blocked=(work,),
        late=(work,),
        communication=(work,),
        decisions=(note,),
        follow_ups=(note,),
        notes=(note,),
        municipality=bad,
        leader=bad,
        missing=(bad,),
        names={bad: bad},
    )
    for text in (minutes_text(found), minutes_markdown(found), minutes_html(found)):
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "<b>" not in minutes_html(found)
    assert "\\[x\\](y)\\<b\\>" in minutes_markdown(found)
