"""The program's entry: ``sapa-tui`` and ``python -m sapa_tui``."""

import sys


def main() -> None:
    """Run the command line of this process; a fault of the program goes to its log, not here."""
    from sapa_tui.cli import run

    try:
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception:  # noqa: BLE001 - the last door before the person
        from sapa_tui.cli.faults import report

        sys.exit(report())


if __name__ == "__main__":
    main()
