"""The command line. Heavy parts are imported by the command that needs them, so that ``--help`` stays quick."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line. Exit status: 0 done; 1 something was rejected or a check failed; 2 wrong use."""
    from onrecord.cli.app import app
    from onrecord.errors import OnRecordError, UsageError

    try:
        app()
    except UsageError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        sys.exit(2)
    except OnRecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        print("onrecord: stopped; what was stored stays, and adding the same again goes on from there", file=sys.stderr)
        sys.exit(130)
