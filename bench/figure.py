"""A figure of the bench, how it is printed and how it stands in bench/latest.json."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """A line of the table. `reach` is what the issue asks: of the ratio, or of the value where `ceiling` is None."""

    name: str
    value: float
    unit: str
    ceiling: float | None
    reach: str
    says: str

    @property
    def ratio(self) -> float | None:
        return None if self.ceiling is None else self.value / self.ceiling


def print_table(figures: list[Figure]) -> None:
    """One line a figure."""
    print("\n" + machine())
    print(f"{'figure':<26}{'value':>12} {'unit':<12}{'ceiling':>12}{'ratio':>8}  {'to reach':<14}")
    for figure in figures:
        ceiling = "" if figure.ceiling is None else f"{figure.ceiling:,.0f}"
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        print(
            f"{figure.name:<26}{figure.value:>12,.{0 if figure.value >= 100 else 3}f} {figure.unit:<12}{ceiling:>12}{ratio:>8}"
            f"  {figure.reach:<14}{figure.says}"
        )


def as_json(figures: list[Figure]) -> dict[str, dict[str, float | str | None]]:
    """What bench/latest.json holds."""
    return {
        figure.name: {
            "value": round(figure.value, 4),
            "unit": figure.unit,
            "ceiling": None if figure.ceiling is None else round(figure.ceiling, 1),
            "ratio": None if figure.ratio is None else round(figure.ratio, 3),
            "reach": figure.reach,
            "says": figure.says,
        }
        for figure in figures
    }


def machine() -> str:
    """What it was measured on."""
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{platform.machine()} ({_model()}), {os.cpu_count()} cores, {memory_gib:.0f} GiB, Python {platform.python_version()},"
        f" load {os.getloadavg()[0]:.1f}"
    )


def _model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(": ")[2]
    return "unknown processor"
