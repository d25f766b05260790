"""A server set up as an administrator would, with a real sshd on this machine's own address."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sapa_tui.ssh.processes import processes
from tests.ui.pty_driver import Terminal, _set_size

from .installed import install, interpreter_for_all

PATIENCE = 60.0
"""Seconds after which a story gives up waiting; what is to end is gone in less than one second."""
ALIVE_SECONDS = 2
"""sshd's interval here: short enough for a story, long enough for a client on a busy machine."""
SSHD_CONFIG = """\
Include {etc}/ssh/sshd_config.d/*.conf
Port {port}
ListenAddress 127.0.0.1
HostKey {etc}/ssh/host_key
PidFile {etc}/ssh/sshd.pid
KbdInteractiveAuthentication no
UsePAM {pam}
X11Forwarding yes
PrintMotd no
AcceptEnv LANG LC_* COLORTERM
Subsystem sftp /usr/lib/openssh/sftp-server
"""
"""As Debian delivers it, but for the port, the key and the colours."""


class Server:
    """A server in a folder of its own, with an account of its own."""

    def __init__(self) -> None:
        token = f"{os.getpid()}{secrets.token_hex(2)}"
        self.root = Path(f"/opt/sapa-test-{token}")
        self.account = f"sapat{token}"
        self.etc = self.root / "etc"
        self.plan = self.root / "data" / "plan.db"
        self.keys = self.root / "keys"
        self.log = self.root / "sshd.log"
        self.port = 0
        self._sshd: subprocess.Popen[bytes] | None = None

    # The administrator -----------------------------------------------------------------

    def prepare(self, python: Path | None = None) -> None:
        """Install the program, unless it is installed already, and Debian's sshd configuration."""
        self.root.mkdir()
        interpreter = interpreter_for_all()
        assert interpreter is not None
        self.python = python or install(self.root, interpreter)
        for folder in (self.etc / "ssh" / "sshd_config.d", self.keys):
            folder.mkdir(parents=True)
        self.keys.chmod(0o700)
        self.generate(self.etc / "ssh" / "host_key")
        self.port = _free_port()
        pam = "yes" if Path("/etc/pam.d/sshd").exists() else "no"
        text = SSHD_CONFIG.format(etc=self.etc, port=self.port, pam=pam)
        (self.etc / "ssh" / "sshd_config").write_text(text)

    def setup(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Call ``sapa-tui ssh setup`` for this server."""
        own = ["--account", self.account, "--plan", str(self.plan), "--etc", str(self.etc)]
        more = ["--prefix", str(self.root / "opt"), "--alive", str(ALIVE_SECONDS)]
        return self.program("ssh", "setup", *own, *more, *arguments)

    def program(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Call the installed program as root."""
        return run([str(self.python), "-I", "-m", "sapa_tui", "--lang", "en", *arguments])

    def applied(self) -> None:
        """Carry the set-up out; another test run may hold the list of accounts for a moment."""
        deadline = time.monotonic() + PATIENCE
        while (done := self.setup("--apply")).returncode:
            assert "lock" in done.stderr, done.stderr
            assert time.monotonic() < deadline, done.stderr
            time.sleep(0.2)

    def start(self) -> None:
        """Start sshd and wait until it answers."""
        Path("/run/sshd").mkdir(exist_ok=True)
        line = ["/usr/sbin/sshd", "-D", "-f", str(self.etc / "ssh" / "sshd_config")]
        self._sshd = subprocess.Popen([*line, "-E", str(self.log)])
        self.until(self._answers)

    def reload(self) -> None:
        """Make sshd read its rules anew."""
        assert self._sshd is not None
        heard = self.log.read_text().count("Server listening")
        self._sshd.send_signal(signal.SIGHUP)
        self.until(lambda: self.log.read_text().count("Server listening") > heard)

    def tell(self) -> str:
        """The logs, for whoever looks into a failure."""
        logs = [self.log, *self.plan.parent.rglob("*.log")]
        return "\n".join(f"== {path}\n{path.read_text()[-6000:]}" for path in logs if path.exists())

    def stop(self) -> None:
        """End sshd, and take the set-up back as an administrator would; then nothing is left."""
        if self._sshd is not None:
            self._sshd.terminate()
            self._sshd.wait()
        try:
            if (self.etc / "sapa-tui" / "setup.json").exists():
                done = self.setup("--undo")
                assert done.returncode == 0, done.stderr
            with suppress(KeyError):
                raise AssertionError(f"the account is still there: {pwd.getpwnam(self.account)}")
        finally:
            shutil.rmtree(self.root)

    def plant(self, planted: Path) -> None:
        """Put a plan in its place, as the account's."""
        shutil.copy(planted, self.plan)
        entry = pwd.getpwnam(self.account)
        os.chown(self.plan, entry.pw_uid, entry.pw_gid)
        self.plan.chmod(0o600)

    def admin(self, *arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        """Call the account's command line as the administrator does, in the leader's name."""
        wrapper = self.root / "opt" / "bin" / "sapa-tui"
        line = ["runuser", "-u", self.account, "--", str(wrapper), "--lang", "en", "--as", "mk"]
        return run([*line, *arguments], stdin)

    def give_key(self, person: str, name: str | None = None) -> Path:
        """Make a key and give it to somebody."""
        path = self.keys / (name or person)
        self.generate(path)
        done = self.admin("person", "key", "add", person, "-", stdin=self.public(path))
        assert done.returncode == 0, done.stderr
        return path

    def generate(self, path: Path) -> Path:
        """Make a key that nobody knows of."""
        comment = f"{path.name}@laptop"
        line = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", str(path)]
        subprocess.run(line, check=True)
        return path

    def public(self, path: Path) -> str:
        """The public half of a key."""
        return path.with_name(f"{path.name}.pub").read_text()

    @property
    def uid(self) -> int:
        """The account's number."""
        return pwd.getpwnam(self.account).pw_uid

    # The people ------------------------------------------------------------------------

    def line(self, key: str, *options: str, program: str = "ssh") -> list[str]:
        """The command line of a client of OpenSSH with somebody's key."""
        host_key = (self.etc / "ssh" / "host_key.pub").read_text()
        known = self.keys / "known_hosts"
        known.write_text(f"[127.0.0.1]:{self.port} {host_key}")
        said = {
            "IdentityFile": str(self.keys / key),
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": str(known),
            "StrictHostKeyChecking": "yes",
            "BatchMode": "yes",
            "Port": str(self.port),
            "LogLevel": "ERROR",
        }
        pairs = [part for name, value in said.items() for part in ("-o", f"{name}={value}")]
        return [program, "-F", "none", *pairs, *options]

    @property
    def address(self) -> str:
        """Whom a client calls."""
        return f"{self.account}@127.0.0.1"

    def ssh(
        self, key: str, *words: str, options: Sequence[str] = (), stdin: str = ""
    ) -> "subprocess.CompletedProcess[str]":
        """Log in without a terminal, to the end."""
        line = [*self.line(key, *options), self.address, *after(words)]
        return run(line, stdin)

    @contextmanager
    def terminal(
        self,
        key: str,
        *words: str,
        options: Sequence[str] = ("-tt",),
        size: tuple[int, int] = (120, 36),
        term: str = "xterm-256color",
        env: dict[str, str] | None = None,
    ) -> Iterator[Terminal]:
        """Log in from a terminal window of this size."""
        master, slave = os.openpty()
        _set_size(slave, *size)
        process = subprocess.Popen(
            [*self.line(key, *options), self.address, *after(words)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={"PATH": os.environ["PATH"], "TERM": term, **(env or {})},
        )
        os.close(slave)
        opened = Terminal(process, master)
        try:
            yield opened
        finally:
            if not opened.ended:
                process.send_signal(signal.SIGCONT)
            opened.close()

    @contextmanager
    def dashboard(self, key: str, *words: str, **how: object) -> Iterator[Terminal]:
        """Log in and wait for the board."""
        words = words or ("--lang", "en")
        with self.terminal(key, *words, **how) as window:  # type: ignore[arg-type]
            window.until(lambda: "Kortlæg" in window.words)
            window.drain()
            yield window

    # What is seen on the server ----------------------------------------------------------

    def processes(self) -> list[int]:
        """The account's processes."""
        return processes(self.uid)

    def dashboards(self) -> list[int]:
        """Those of them that run the program."""
        return [number for number in self.processes() if b"/bin/gate" in _command_line(number)]

    def gone(self) -> None:
        """Wait until the account has no process any more."""
        self.until(lambda: not self.processes())

    def access_log(self) -> str:
        """Who came in, and what was refused."""
        path = self.plan.parent / "access.log"
        return path.read_text() if path.exists() else ""

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something has come true."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                told = {number: _command_line(number) for number in self.processes()}
                raise AssertionError(f"it never came true; running: {told}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        assert self._sshd is not None
        assert self._sshd.poll() is None, self.log.read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False


def run(line: Sequence[str], stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a program to its end; it must come to one."""
    return subprocess.run(
        line, input=stdin, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _command_line(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def after(words: Sequence[str]) -> list[str]:
    """A command as it stands behind the address: the client takes no word of it for its own."""
    return ["--", *words] if words else []
