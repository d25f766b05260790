"""What the documents promise is there."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
DOCUMENTS = TESTS.parent / "docs"
COMMAND = re.compile(r"^    (\S.*)$", re.MULTILINE)


def test_every_test_that_the_table_of_attempts_names_exists() -> None:
    files = list(TESTS.rglob("test_*.py"))
    known = {path.stem for path in files}
    written = "\n".join(path.read_text(encoding="utf-8") for path in files)
    names = re.findall(r"`(test_\w+)…?`", (DOCUMENTS / "security.md").read_text(encoding="utf-8"))
    assert len(names) > 40
    assert [name for name in names if name not in known and f"def {name}" not in written] == []


def test_both_guides_have_the_same_commands() -> None:
    english, danish = (
        (DOCUMENTS / name).read_text(encoding="utf-8") for name in ("ssh.md", "ssh.da.md")
    )
    assert _commands(danish) == _commands(english)
    assert danish.count("\n## ") == english.count("\n## ")
    assert danish.count("\n|") == english.count("\n|")


def _commands(text: str) -> list[str]:
    """The commands without remarks and without what is named in the reader's own language."""
    lines = (line.partition("  #")[0].rstrip() for line in COMMAND.findall(text))
    plain = (line.replace(" --lang en", "") for line in lines)
    return [re.sub(r"[A-ZÆØÅ]{3,}[A-ZÆØÅ-]*(?!_)|(?:board|tavle)\.csv", "…", x) for x in plain]
