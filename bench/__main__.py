"""`make bench`: measure, print one table, write bench/latest.json. `python -m bench --seconds 10 ingest_mqtt` for one."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from bench.figure import Figure, as_json, machine, print_table
from bench.figures.decoding import decode_0200, decode_rmc
from bench.figures.desk import work_list
from bench.figures.full import full
from bench.figures.judging import judge_alone
from bench.figures.latency import live_latency
from bench.figures.making import runs_made
from bench.figures.memory import memory_5000_buses, memory_per_808_connection
from bench.figures.page import page_shift, page_work
from bench.figures.rates import ingest_jt808, ingest_mqtt, ingest_nmea_tcp
from bench.figures.rejudging import rejudging
from bench.ground.places import Ground, ground

LATEST = Path(__file__).parent / "latest.json"


def main() -> None:
    """Measure what is named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which figures; all when none is named")
    parser.add_argument("--seconds", type=float, default=60.0, help="about how long each rate is measured")
    parser.add_argument("--rows", type=int, default=50_000_000, help="how many fixes the full table holds")
    asked = parser.parse_args()
    measures = _measures(asked.seconds, asked.rows)
    for name in asked.names:
        if name not in measures:
            parser.error(f"no figure is called {name}: there are {', '.join(measures)}")
    figures: list[Figure] = []
    with ground() as where:
        for name in asked.names or measures:
            print(f"measuring {name} …", flush=True)
            made = measures[name](where)
            print_table(made)
            figures += made
    print_table(figures)
    if not asked.names:
        LATEST.write_text(json.dumps({"machine": machine(), **as_json(figures)}, indent=2, ensure_ascii=False) + "\n")


def _measures(seconds: float, rows: int) -> dict[str, Callable[[Ground], list[Figure]]]:
    return {
        "decode_rmc": lambda where: [decode_rmc()],
        "decode_0200": lambda where: [decode_0200()],
        "judge": lambda where: [judge_alone()],
        "ingest_mqtt": lambda where: [ingest_mqtt(where, seconds)],
        "ingest_jt808": lambda where: [ingest_jt808(where, seconds)],
        "ingest_nmea_tcp": lambda where: [ingest_nmea_tcp(where, seconds)],
        "live_latency_p99": lambda where: live_latency(where, seconds),
        "rejudge": rejudging,
        "work_list": work_list,
        "runs_made": runs_made,
        "page_work": lambda where: page_work(where, seconds),
        "page_shift": page_shift,
        "memory_5000_buses": lambda where: [memory_5000_buses(where)],
        "memory_per_808_connection": lambda where: [memory_per_808_connection(where)],
        "ingest_mqtt_at_50m": lambda where: full(where, seconds, rows),
    }


if __name__ == "__main__":
    main()
