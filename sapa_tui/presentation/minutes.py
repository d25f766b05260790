"""The minutes of a standup in words, as a good secretary would have written them."""

from datetime import date, datetime

from db.clock import local
from db.queries.beside import MESSAGE
from db.rules.minutes import Minutes, Remark, Work
from sapa_tui.locale import _

from .course_sentences import countdown_sentence, criterion_sentences, go_live_moved
from .dates import count_days, count_working_days, day_brief, day_in_words, week
from .department_news import news_words
from .document import Document, Entry, Line, Section, html, lines, listed, markdown, plain
from .sentences import quoted
from .words import responsible_word

_TITLE_SHOWN = 200
_ENDS = (".", "!", "?", "…", ":")


def minutes_text(minutes: Minutes) -> str:
    """Plain words, to paste in Teams or a mail."""
    return plain(minutes_document(minutes))


def minutes_markdown(*several: Minutes) -> str:
    """The same for a page that understands Markdown."""
    return "\n\n".join(markdown(minutes_document(minutes)) for minutes in several)


def minutes_html(*several: Minutes) -> str:
    """A page of its own, to be opened in a browser or printed."""
    return html([minutes_document(minutes) for minutes in several])


def minutes_lines(minutes: Minutes, width: int) -> list[Line]:
    """The lines for a screen."""
    return lines(minutes_document(minutes), width)


def minutes_document(minutes: Minutes) -> Document:
    """What the minutes say, in the language spoken now; one sentence of those that are spoilt."""
    if minutes.day is None:
        lost = _("These minutes cannot be read: what was stored of them has been damaged.")
        return Document(_title(minutes), [lost], [])
    writer = _Writer(minutes, minutes.day)
    paragraphs = [_held(minutes), _dates(minutes), _numbers(minutes)]
    return Document(
        title=_title(minutes),
        paragraphs=[" ".join(sentences) for sentences in paragraphs if sentences],
        sections=writer.sections(),
    )


def minutes_title(minutes: Minutes) -> str:
    """What the page is called."""
    return _title(minutes)


class _Writer:
    """Writes the lists of one standup."""

    def __init__(self, minutes: Minutes, near: date) -> None:
        self._minutes = minutes
        self._near = near

    def sections(self) -> list[Section]:
        """The lists in the order of the meeting; those that only matter when filled come filled."""
        found = self._minutes
        since = _("Finished so far")
        if found.last:
            since = _("Done since last time, {day}").format(day=self._day(found.last))
        none = _("nothing")
        return [
            Section(since, [self._done(work) for work in found.done], none, "done"),
            Section(_("In progress"), [self._started(work) for work in found.in_progress], none),
            Section(_("Waiting"), [self._waiting(work) for work in found.blocked], none, "blocked"),
            Section(_("Overdue"), [self._late(work) for work in found.late], none, "late"),
            Section(
                _("Departments"),
                [Entry(_brief(news.name), f": {news_words(news)}") for news in found.departments],
            ),
            Section(_("Decisions"), [self._noted(note) for note in found.decisions]),
            Section(_("Follow-up"), [self._follow_up(note) for note in found.follow_ups]),
            Section(_("Notes"), [self._noted(note, signed=True) for note in found.notes]),
            Section(
                _("Communication in the next ten working days"),
                [self._planned(work) for work in found.communication],
            ),
        ]

    def _done(self, work: Work) -> Entry:
        who = self._who(work.responsible) or listed(map(self._who, work.by))
        return self._work(work, _in_brackets(who))

    def _started(self, work: Work) -> Entry:
        due = ""
        if work.due and work.due >= self._near:
            due = _(", due {day}").format(day=self._day(work.due))
        return self._work(work, _in_brackets(self._who(work.responsible)) + due)

    def _waiting(self, work: Work) -> Entry:
        waited = _(", since today")
        if work.days > 0:
            waited = _(", for {time}").format(time=count_working_days(work.days))
        reason = _sentence(work.reason)
        after = _in_brackets(self._who(work.responsible)) + waited
        after = f"{after}: {reason}" if reason else f"{after}."
        if work.waiting_on:
            helper = _("{name} can help.").format(name=self._who(work.waiting_on))
            after = f"{after} {helper}"
        return self._work(work, after)

    def _late(self, work: Work) -> Entry:
        after = _in_brackets(self._who(work.responsible))
        if work.due:
            pattern = _(", was due {day}, {time} ago")
            after += pattern.format(day=self._day(work.due), time=count_days(work.days))
        return self._work(work, after)

    def _planned(self, work: Work) -> Entry:
        how = ", ".join(filter(None, (work.channel, self._who(work.responsible))))
        to = _group(work)
        before = _("{day} to {group}: ") if to else _("{day} to everyone: ")
        day = self._day(work.due) if work.due else ""
        return Entry(_brief(work.title), _in_brackets(how), before.format(day=day, group=to))

    def _noted(self, note: Remark, *, signed: bool = False) -> Entry:
        before = f"{self._who(note.by)}: " if signed and note.by else ""
        text = note.text.rstrip(" .") if note.about else note.text
        return Entry("", f"{text}{_about(note)}", before)

    def _follow_up(self, note: Remark) -> Entry:
        what = f"{note.text.rstrip(' .')}{_about(note)}"
        if note.done_by:
            after = _("{what} – done").format(what=what)
            if note.done_by != note.responsible:
                by = self._who(note.done_by)
                after = _("{what} – done by {name}").format(what=what, name=by)
        elif note.due is None:
            after = what
        elif note.due < self._near:
            after = _("{what}, was due {day}").format(what=what, day=self._day(note.due))
        else:
            after = f"{what}, {self._day(note.due)}"
        who = self._who(note.responsible)
        return Entry(who, f": {after}") if who else Entry("", after)

    def _work(self, work: Work, after: str) -> Entry:
        if work.entity != MESSAGE:
            return Entry(_brief(work.title), after)
        group = _group(work)
        before = _("Message to {group}: ") if group else _("Message to everyone: ")
        return Entry(_brief(work.title), after, before.format(group=group))

    def _who(self, value: str) -> str:
        return responsible_word(value, self._minutes.names)

    def _day(self, day: date) -> str:
        return day_brief(day, self._near)


def _title(minutes: Minutes) -> str:
    if minutes.day is None:
        return _("Standup")
    name = _("Standup") if minutes.leader else _("Status")
    pattern = _("{meeting} {day} ({week})")
    return pattern.format(meeting=name, day=day_in_words(minutes.day), week=week(minutes.day))


def _held(minutes: Minutes) -> list[str]:
    """Whose plan it is; who led the meeting, and from when to when."""
    place = [f"{minutes.municipality}."] if minutes.municipality else []
    if not minutes.leader:
        return [*place, *_not_held(minutes)]
    leaders = minutes.leaders or (minutes.leader,)
    name = listed([responsible_word(leader, minutes.names) for leader in leaders])
    if minutes.started_at is None or minutes.ended_at is None:
        return [*place, _("{name} led the meeting.").format(name=name)]
    began, ended = _clock(minutes.started_at), _clock(minutes.ended_at)
    pattern = _("{name} led the meeting, from {began} to {ended}.")
    return [*place, pattern.format(name=name, began=began, ended=ended)]


def _not_held(minutes: Minutes) -> list[str]:
    if minutes.last is None:
        return [_("No standup has been held yet.")]
    if minutes.last == minutes.day:
        return []
    pattern = _("No standup has been held today; the last one was on {day}.")
    return [pattern.format(day=day_in_words(minutes.last))]


def _clock(instant: datetime) -> str:
    return f"{local(instant):%H:%M}"


def _dates(minutes: Minutes) -> list[str]:
    """The countdown, and whether go-live has been moved."""
    found = [
        countdown_sentence(
            minutes.go_live,
            minutes.end_date,
            (minutes.days_to_go_live, minutes.working_days_to_go_live),
            (minutes.days_to_end, minutes.working_days_to_end),
        )
    ]
    if minutes.go_live_moved:
        found.append(go_live_moved(minutes.go_live_before, minutes.go_live))
    return found


def _numbers(minutes: Minutes) -> list[str]:
    """The quality criterion then and now, and how much is done."""
    found = []
    if minutes.criterion is not None:
        found = criterion_sentences(minutes.criterion, minutes.criterion_then, minutes.missing)
    return [*found, *_progress(minutes)]


def _progress(minutes: Minutes) -> list[str]:
    patterns = {
        "preparation": _("{done} of {total} preparation activities"),
        "implementation": _("{done} of {total} implementation activities"),
        "communication": _("{done} of {total} messages"),
    }
    parts = [
        pattern.format(done=minutes.progress[name][0], total=minutes.progress[name][1])
        for name, pattern in patterns.items()
        if name in minutes.progress
    ]
    return [_("Done so far: {parts}.").format(parts=listed(parts))] if parts else []


def _group(work: Work) -> str:
    return _brief(work.stakeholder)


def _about(note: Remark) -> str:
    return _(" (about “{title}”)").format(title=_brief(note.about)) if note.about else ""


def _brief(text: str) -> str:
    return quoted(text, _TITLE_SHOWN)


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _sentence(text: str) -> str:
    """Somebody's words with an end, as others follow."""
    words = " ".join(text.split())
    return words if not words or words.endswith(_ENDS) else f"{words}."
