"""Rebuilds the demo district and the base layer: `python -m sample_tracks.district.make` at the root of the repository."""

import json
from pathlib import Path as File
from typing import Any

from sample_tracks.district.make import fleet, lines, people, places, scenario
from sample_tracks.district.make.base import base_map
from sample_tracks.district.make.network import NODES, edges

DISTRICT = File(__file__).resolve().parents[1]
BASE_LAYER = DISTRICT.parents[1] / "web" / "base" / "lianyun.geojson"


def main() -> None:
    network = edges()
    organisations = people.organisations(NODES)
    risks = places.risks(network)
    zones = places.zones(organisations["schools"])
    all_lines = lines.lines(network, risks, organisations["schools"])
    vehicles = fleet.vehicles()
    licensed = [bus for bus in vehicles if bus["operator"] is not None]
    _write(DISTRICT / "organisations.json", organisations)
    _write(DISTRICT / "road_sections.geojson", places.collection(places.sections(network)))
    _write(DISTRICT / "risk_segments.geojson", places.collection(risks))
    _write(DISTRICT / "zones.geojson", places.collection(zones))
    _write(DISTRICT / "lines.json", all_lines)
    _write(DISTRICT / "vehicles.json", vehicles)
    _write(
        DISTRICT / "people.json",
        {"drivers": list(people.drivers(licensed)), "attendants": list(people.attendants(licensed))},
    )
    _write(DISTRICT / "permits.json", {"permits": fleet.permits(), "crews": fleet.crews(licensed)})
    _write(DISTRICT / "scenario.json", scenario.scenario(network, all_lines, vehicles, risks, zones))
    BASE_LAYER.write_text(
        json.dumps(base_map(network), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


def _write(file: File, value: Any) -> None:
    """One row a line, so that a change shows as a small difference."""
    if isinstance(value, list):
        text = "[\n" + ",\n".join(_compact(row) for row in value) + "\n]\n"
    else:
        parts = [f"{_compact(key)}: {_block(part)}" for key, part in value.items()]
        text = "{\n" + ",\n".join(parts) + "\n}\n"
    file.write_text(text, encoding="utf-8")


def _block(part: Any) -> str:
    if isinstance(part, list) and part:
        return "[\n  " + ",\n  ".join(_compact(row) for row in part) + "\n ]"
    return _compact(part)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


if __name__ == "__main__":
    main()
