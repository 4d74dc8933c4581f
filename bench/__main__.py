"""`make bench`: measure, print one table, write bench/latest.json. `python -m bench --seconds 10 ingest_mqtt` for one."""

import argparse
import json
import os
import platform
from pathlib import Path

from bench.figures import Figure, ingest_mqtt, ingest_nmea_tcp, memory_5000_buses
from bench.latency import live_latency
from bench.places import ground

LATEST = Path(__file__).parent / "latest.json"


def main() -> None:
    """Measure what is named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which figures; all when none is named")
    parser.add_argument("--seconds", type=float, default=60.0, help="about how long each rate is measured")
    asked = parser.parse_args()
    measures = {
        "ingest_mqtt": lambda where: [ingest_mqtt(where, asked.seconds)],
        "ingest_nmea_tcp": lambda where: [ingest_nmea_tcp(where, asked.seconds)],
        "live_latency_p99": lambda where: live_latency(where, asked.seconds),
        "memory_5000_buses": lambda where: [memory_5000_buses(where)],
    }
    for name in asked.names:
        if name not in measures:
            parser.error(f"no figure is called {name}: there are {', '.join(measures)}")
    figures: list[Figure] = []
    with ground() as where:
        for name in asked.names or measures:
            print(f"measuring {name} …", flush=True)
            figures += measures[name](where)
    print_table(figures)
    if not asked.names:
        LATEST.write_text(json.dumps(as_json(figures), indent=2) + "\n")


def print_table(figures: list[Figure]) -> None:
    """One line a figure."""
    print(
        f"\n{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    print(f"{'figure':<20}{'value':>12} {'unit':<9}{'ceiling':>12}{'ratio':>8}  {'to reach':<14}")
    for figure in figures:
        ceiling = "" if figure.ceiling is None else f"{figure.ceiling:,.0f}"
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        print(
            f"{figure.name:<20}{figure.value:>12,.{0 if figure.value >= 100 else 3}f} {figure.unit:<9}{ceiling:>12}{ratio:>8}"
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
        }
        for figure in figures
    }


if __name__ == "__main__":
    main()
