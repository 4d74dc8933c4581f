"""`make faults`: kill -9 everything under a steady stream, print one table, exit 1 when a promise is broken."""

import argparse
import os
import platform
import secrets
import signal
import sys
from pathlib import Path
from types import FrameType

from faults.prove import prove


def main() -> int:
    """Run; Ctrl-C and SIGTERM leave nothing behind."""
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=60, help="how many")
    parser.add_argument("--seconds", type=float, default=3.0, help="longest quiet stretch once all is well again")
    parser.add_argument("--seed", type=int, help="of what is killed when; another each time where none is given")
    parser.add_argument("--keep", type=Path, help="a folder for the logs of the service")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # also where a shell that starts us with `&` ignores it for us
    seed = secrets.randbelow(10_000) if asked.seed is None else asked.seed
    try:
        proof = prove(asked.kills, quiet_s=asked.seconds, seed=seed, keep=asked.keep, say=_say)
    except KeyboardInterrupt:
        _say("stopped; nothing is left behind")
        return 130
    _say(
        f"\n{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, seed {seed}\n\n{proof.text}"
    )
    return 1 if proof.verdict.broken else 0


def _say(line: str) -> None:
    print(line, flush=True)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
