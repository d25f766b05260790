"""The program as root installs it on a server, made from what the tests run with."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

import sapa_tui
from sapa_tui.ssh.ownership import closed, weakness

PACKAGES = ("sapa_tui", "db", "fixtures")
SOURCES = Path(sapa_tui.__file__).parents[1]


def interpreter_for_all() -> Path | None:
    """A Python that is root's and that everybody may run: the tests' own is often neither."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    base = str(getattr(sys, "_base_executable", sys.executable))
    names = (base, f"/usr/bin/python{version}", f"/usr/local/bin/python{version}")
    for path in map(Path, names):
        if path.exists() and weakness(path) is None and closed(path) is None:
            return path
    return None


def install(root: Path, interpreter: Path) -> Path:
    """Put the program below ``root``; returns its interpreter. Nothing is fetched."""
    environment = root / "app" / ".venv"
    subprocess.run([interpreter, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    (packages,) = (environment / "lib").glob("python3*/site-packages")
    copied = _copy_requirements(packages)
    assert "textual" in copied
    for name in PACKAGES:
        shutil.copytree(SOURCES / name, packages / name)
    subprocess.run([python, "-m", "compileall", "-q", packages], check=False, capture_output=True)
    subprocess.run(["chown", "-R", "root:root", root], check=True)
    subprocess.run(["chmod", "-R", "u=rwX,go=rX", root], check=True)
    return python


def _copy_requirements(target: Path) -> set[str]:
    copied: set[str] = set()
    project = tomllib.loads((SOURCES / "pyproject.toml").read_text(encoding="utf-8"))
    for found in _required(project["project"]["dependencies"], copied):
        for file in found.files or ():
            if ".." in file.parts:  # its scripts
                continue
            place = target / file
            place.parent.mkdir(parents=True, exist_ok=True)
            source = Path(str(found.locate_file(file)))
            if source.is_file():
                shutil.copy2(source, place)
    return copied


def _required(requirements: list[str], seen: set[str]) -> Iterator[Distribution]:
    for text in requirements:
        wanted = Requirement(text)
        key = wanted.name.lower()
        if key in seen or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        seen.add(key)
        try:
            yield distribution(wanted.name)
        except PackageNotFoundError:
            continue
        yield from _required(distribution(wanted.name).requires or [], seen)


def missing() -> str | None:
    """Why no server can be set up here, or None."""
    programs = ("sshd", "ssh", "ssh-keygen", "useradd", "userdel", "runuser")
    where = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    absent = [name for name in programs if shutil.which(name, path=where) is None]
    if absent:
        return f"not installed here: {', '.join(absent)} (apt-get install openssh-server)"
    if os.geteuid() != 0:
        return "a real sshd with an account of its own needs root"
    if weakness(Path("/opt")) is not None:
        return "sshd demands a folder that only root can change, and /opt is none"
    if interpreter_for_all() is None:
        return f"no Python {sys.version_info.major}.{sys.version_info.minor} here that is root's"
    return None
