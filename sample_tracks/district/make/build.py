"""Every file of the district from its source, in memory: `{path under the repository: value}`."""

from typing import Any

from sample_tracks.district.make import fleet, lines, people, places, scenario
from sample_tracks.district.make.base import base_map
from sample_tracks.district.make.network import NODES, edges

BASE_LAYER = "web/base/lianyun.geojson"
DISTRICT = "sample_tracks/district"


def build() -> dict[str, Any]:
    """The same source gives the same files."""
    network = edges()
    organisations = people.organisations(NODES)
    risks = places.risks(network)
    zones = places.zones(organisations["schools"])
    all_lines = lines.lines(network, risks, organisations["schools"])
    vehicles = fleet.vehicles()
    licensed = [bus for bus in vehicles if bus["operator"] is not None]
    crew = {"drivers": list(people.drivers(licensed)), "attendants": list(people.attendants(licensed))}
    return {
        f"{DISTRICT}/organisations.json": organisations,
        f"{DISTRICT}/road_sections.geojson": places.collection(places.sections(network)),
        f"{DISTRICT}/risk_segments.geojson": places.collection(risks),
        f"{DISTRICT}/zones.geojson": places.collection(zones),
        f"{DISTRICT}/lines.json": all_lines,
        f"{DISTRICT}/vehicles.json": vehicles,
        f"{DISTRICT}/people.json": crew,
        f"{DISTRICT}/permits.json": {"permits": fleet.permits(), "crews": fleet.crews(licensed)},
        f"{DISTRICT}/scenario.json": scenario.scenario(network, all_lines, vehicles, risks, zones),
        BASE_LAYER: base_map(network),
    }
