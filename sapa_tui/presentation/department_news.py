"""What has become of a department since the last standup, in words."""

from db.rules.codes import Answer, ChangeSize
from db.rules.department_news import ADDED, ARCHIVED, IN_USE, RESTORED, DepartmentNews, Turn
from db.rules.due import format_offset
from sapa_tui.locale import N_, _, ngettext

from .department_words import answer_word, size_word
from .sentences import quoted

_SHOWN = 120
_PLACES = {
    ADDED: N_("added"),
    ARCHIVED: N_("archived"),
    RESTORED: N_("back from the archive"),
}


def news_words(news: DepartmentNews) -> str:
    """All that is new of a department: ``nye arbejdsgange: uafklaret → ja, …``."""
    if news.place in _PLACES:
        return _(_PLACES[news.place])
    return ", ".join(_turn(turn, news.users) for turn in news.turns)


def _turn(turn: Turn, users: int) -> str:
    match turn.field:
        case "new_workflows":
            words = _("new workflows: {old} → {new}")
            words = words.format(old=_answer(turn.old), new=_answer(turn.new))
            return f"{words} ({quoted(turn.note, _SHOWN)})" if turn.note else words
        case "change_size":
            return _("change: {old} → {new}").format(old=_size(turn.old), new=_size(turn.new))
        case "exception":
            if not turn.new:
                return _("exception withdrawn")
            return _("excepted: {text}").format(text=quoted(turn.new, _SHOWN))
        case "needs_help" if turn.new:
            if not turn.note:
                return _("needs help")
            return _("needs help: {text}").format(text=quoted(turn.note, _SHOWN))
        case "needs_help":
            return _("needs no more help")
        case _ if turn.field == IN_USE:
            return _in_use(turn, users)
    return ngettext("{old} → {n} user", "{old} → {n} users", users).format(old=turn.old, n=users)


def _in_use(turn: Turn, users: int) -> str:
    words = _("in use: {old} → {new} of {users}")
    words = words.format(old=turn.old, new=turn.new, users=users)
    return f"{words} ({format_offset(int(turn.note))})" if turn.note.isdecimal() else words


def _answer(code: str) -> str:
    return answer_word(Answer(code)) if code in list(Answer) else quoted(code, _SHOWN)


def _size(code: str) -> str:
    return size_word(ChangeSize(code)) if code in list(ChangeSize) else quoted(code, _SHOWN)
