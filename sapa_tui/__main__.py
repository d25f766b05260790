"""The program's entry: ``sapa-tui`` and ``python -m sapa_tui``."""

import sys


def main() -> None:
    """Run the command line of this process; a fault of the program goes to its log, not here."""
    from sapa_tui.cli import REFUSED, run, say

    try:
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as fault:  # noqa: BLE001 - the last door before the person
        from sapa_tui.faults import record

        say(record(fault))
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
