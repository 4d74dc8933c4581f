"""The processor's time that our processes took: what a fix costs each of them says what bounds a rate."""

import os
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def seconds(pid: int) -> float:
    """Of one process, in user and system mode."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * TICK_S


def seconds_of_family(pid: int) -> float:
    """Of a process and its children, those that ended and were waited for included."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    return sum(int(fields[at]) for at in range(11, 15)) * TICK_S + sum(seconds(int(child)) for child in children)


class Costs:
    """Since it was made, what each named process took."""

    def __init__(self, **pids: int) -> None:
        self._pids = pids
        self._before = {name: seconds_of_family(pid) for name, pid in pids.items()}

    def of(self, fixes: int) -> str:
        """Microseconds a fix, by name."""
        spent = {name: seconds_of_family(pid) - self._before[name] for name, pid in self._pids.items()}
        return (
            ", ".join(f"{name} {took / max(fixes, 1) * 1e6:.0f}" for name, took in spent.items())
            + " µs/fix of processor"
        )
