"""What may be asked for without the dashboard: a few commands, and nothing beside them."""

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapa_tui.cli.program import program
from sapa_tui.ssh.allowed import ALLOWED, Wish, wish

HOSTILE = (
    "sh",
    "/bin/sh",
    "id",
    "bash -i",
    "status; id",
    "status;id",
    "status && id",
    "status | sh",
    "status > /tmp/x",
    "status `id`",
    "status $(id)",
    "$(id)",
    "`id`",
    "status\nid",
    "\nid",
    "status\r\nid",
    "status \x00",
    "status \x1b]52;c;eA==\x07",
    "status \x9b2J",
    "status \u202e",
    "status\u00a0--db x",
    "\u200b--db x status",
    "status \udcff",
    "status '",
    'status "',
    "status \\",
    "status --db=/etc/passwd",
    "status --db /etc/passwd",
    "--db /etc/passwd status",
    "--db=/etc/passwd",
    "--as mk status",
    "--as=mk",
    "status --as mk",
    "-- status",
    "status --",
    "status -- --as mk",
    "status --help",
    "--help",
    "--version",
    "-c id",
    "--lang",
    "--lang xx",
    "--lang=en status",
    "--lang en --db /x",
    "status --lang en",
    "status --format",
    "status --format --db=/x",
    "status status",
    "status /etc/passwd",
    "export calendar",
    "export calendar /etc/passwd",
    "days-off add 7-4 Fri",
    "status --on",
    "board --format json archive 3",
    "board -x",
    "communication archive 3",
    "communication --format json archive 3",
    "communication --format json complete 3",
    "communication complete 1 2",
    "communication complete --db=/x 1",
    "activity",
    "activity --format json",
    "activity archive 3",
    "activity restore 3",
    "activity show 3 4",
    "activity add x y",
    "activity add -x",
    "activity add --title x",
    "activity show --format json --db x 3",
    "template",
    "template export activities",
    "template export activities plan.csv",
    "template export activities /etc/passwd",
    "template export - activities",
    "template export activities - -",
    "template export activities - x",
    "template export activities --format csv",
    "template export activities --format -",
    "template import plan /etc/shadow",
    "template import plan /dev/stdin",
    "template import activities - --db /x",
    "template import -- activities -",
    "activity add -",
    "activity show -",
    "init --municipality X --go-live unknown --leader mk",
    "demo",
    "backup",
    "backup /tmp/x.db",
    "restore /tmp/x.db --yes",
    "doctor",
    "doctor --ssh",
    "ssh setup",
    "undo",
    "redo",
    "person add x --name X",
    "person key add ak -",
    "person key list",
    "person key add ak /etc/passwd",
    "person role ak leader",
    "standup",
    "standup length 10",
    "standup summary 3",
    "standup summary --on",
    "standup start",
    "history --person",
    "history /etc/passwd",
    "sapa-tui status",
    "/opt/sapa-tui/bin/gate status",
    "sftp",
    "internal-sftp",
    "/usr/lib/openssh/sftp-server",
    "scp -t .",
    "scp -f /etc/passwd",
    "rsync --server -logDtpre.iLsfx . /tmp",
    "git-upload-pack x",
    "STATUS",
    "stat*",
    "status" + " " * 30_000,
    "activity add " + "x" * 30_000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_refused(text: str) -> None:
    assert wish(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("  ", ()),
        ("status", ("status",)),
        (" status  --format json", ("status", "--format", "json")),
        ("'status' \"--format=json\"", ("status", "--format=json")),
        ("board --archived", ("board", "--archived")),
        ("communication --format csv", ("communication", "--format", "csv")),
        ("communication complete 3", ("communication", "complete", "3")),
        ("history --limit 5 --person ak", ("history", "--limit", "5", "--person", "ak")),
        ("activity show 3", ("activity", "show", "3")),
        ("standup summary --on 3-4", ("standup", "summary", "--on", "3-4")),
        ("standup changes --format json", ("standup", "changes", "--format", "json")),
        ("standup list", ("standup", "list")),
        ("activity add 'Ring til Åse; $(id)'", ("activity", "add", "Ring til Åse; $(id)")),
        ("activity add x --offset -8w", ("activity", "add", "x", "--offset", "-8w")),
        ("activity edit 3 --title=--x", ("activity", "edit", "3", "--title=--x")),
        ("activity add '👩\u200d🌾 10\u00a0kr'", ("activity", "add", "👩\u200d🌾 10\u00a0kr")),
        ("template export plan -", ("template", "export", "plan", "-")),
        (
            "template import activities --dry-run --format json -",
            ("template", "import", "activities", "--dry-run", "--format", "json", "-"),
        ),
        ("export calendar -", ("export", "calendar", "-")),
        ("activity move 3 færdig --confirm", ("activity", "move", "3", "færdig", "--confirm")),
    ],
)
def test_what_is_allowed(text: str, words: tuple[str, ...]) -> None:
    assert wish(text) == Wish("da", words)
    assert wish(f"--lang en {text}") == Wish("en", words)


def test_the_list_is_that_of_the_command_line() -> None:
    """Each command exists and takes just this; none of it is a file."""
    for names, shape in ALLOWED.items():
        found: click.Command = program
        for name in names:
            assert isinstance(found, click.Group)
            inner = found.get_command(click.Context(found), name)
            assert inner is not None, names
            found = inner
        parameters = found.params
        flags = {o.opts[0] for o in parameters if isinstance(o, click.Option) and o.is_flag}
        options = {o.opts[0] for o in parameters if isinstance(o, click.Option)} - flags
        words = [one for one in parameters if isinstance(one, click.Argument)]
        assert (set(shape.options), set(shape.flags)) == (options, flags), names
        assert shape.words == len(words), names
        assert not any(isinstance(one.type, click.Path | click.File) for one in parameters), names


@given(
    st.lists(
        st.sampled_from(
            [
                *"'\"\\;|&$()<>`\n -=",
                "status",
                "--db",
                "--as",
                "mk",
                "activity",
                "add",
                "show",
                "3",
                "--format",
                "json",
                "--lang",
                "en",
            ]
        )
    )
)
def test_nothing_comes_through_that_is_not_on_the_list(pieces: list[str]) -> None:
    found = wish(" ".join(pieces))
    if found is None or not found.words:
        return
    assert found.words[:1] in ALLOWED or found.words[:2] in ALLOWED
    assert not any(word.partition("=")[0] in ("--db", "--as", "--lang") for word in found.words)
