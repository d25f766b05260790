"""What a person is told in a corner of the screen: the newest, for as long as it takes to read."""

from textual.app import App, ReturnType
from textual.notifications import Notification, Notify, SeverityLevel
from textual.widgets._toast import Toast

LEAST_SECONDS = {"information": 2.0, "warning": 5.0, "error": 8.0}
CHARACTERS_A_SECOND = 20
"""How fast somebody reads who is doing something else."""


class TellingApp(App[ReturnType]):
    """Shows at most one confirmation and one warning or error; each replaces the one before."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Tell something; without ``timeout`` (seconds) for as long as its words need."""
        if timeout is None:
            timeout = LEAST_SECONDS[severity] + len(message) / CHARACTERS_A_SECOND
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def on_notify(self, event: Notify) -> None:
        """Take away what is replaced; Textual then shows the new one."""
        for told in list(self._notifications):
            if _confirms(told) == _confirms(event.notification):
                self._unnotify(told, refresh=False)
        for toast in self.screen.query(Toast):
            if toast._notification not in self._notifications:
                toast._expire()


def _confirms(told: Notification) -> bool:
    return told.severity == "information"
