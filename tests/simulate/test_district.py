"""The demo district as data: complete, consistent, on its own roads, and what its source says."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from sample_tracks.district.make.build import build
from schoolbus.simulate.district import FOLDER, load

ROOT = FOLDER.parents[1]
METRES = np.array([91_617.0, 110_930.0])
ART_35 = {"sharp_bend", "steep_slope", "narrow_road", "narrow_bridge"}


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def metric(geometry: dict[str, Any]) -> Any:
    return shapely.transform(shapely.from_geojson(json.dumps(geometry)), lambda xy: xy * METRES)


def same(made: Any, kept: Any, where: str = "") -> None:
    """Equal, but for the last digit of a number that another processor may round the other way."""
    if isinstance(made, dict):
        assert made.keys() == kept.keys(), where
        for key, value in made.items():
            same(value, kept[key], f"{where}/{key}")
    elif isinstance(made, list):
        assert len(made) == len(kept), where
        for number, (value, other) in enumerate(zip(made, kept, strict=True)):
            same(value, other, f"{where}/{number}")
    elif isinstance(made, float):
        assert made == pytest.approx(kept, abs=0.11 if abs(made) > 1000 else 2e-5), where
    else:
        assert made == kept, where


def test_the_files_are_what_their_source_says() -> None:
    """`python -m sample_tracks.district.make` would change nothing: nobody edited a built file by hand."""
    for name, value in build().items():
        same(json.loads(json.dumps(value)), json.loads((ROOT / name).read_text(encoding="utf-8")), name)


def test_the_district_has_the_organisations_that_the_demo_promises() -> None:
    """Six schools with a kindergarten and a junior middle school, three operators, one with six buses, five offices."""
    organisations, vehicles = read("organisations.json"), read("vehicles.json")
    stages = [school["stage"] for school in organisations["schools"]]
    assert len(stages) == 6
    assert {"kindergarten", "junior_middle"} <= set(stages)
    fleets = [sum(v["operator"] == o["key"] for v in vehicles) for o in organisations["operators"]]
    assert len(fleets) == 3
    assert 6 in fleets
    assert {o["kind"] for o in organisations["offices"]} == {
        "education", "traffic_police", "transport", "emergency", "government",
    }  # fmt: skip


def test_every_bus_but_one_has_a_permit_and_one_permit_has_expired() -> None:
    """24 buses with at least seven seats, 23 permits, one past its last day, each with a sign that ends no later."""
    vehicles, permits = read("vehicles.json"), read("permits.json")["permits"]
    assert len({v["plate"] for v in vehicles}) == 24
    assert all(v["seats"] >= 7 and v["plate_colour"] == "yellow" for v in vehicles)
    assert len(permits) == len({p["vehicle"] for p in permits}) == 23
    ends = [p["valid_to"]["days"] for p in permits if p["valid_to"]]
    assert sum(end < 0 for end in ends) == 1
    assert len(ends) < 23
    inspected = {v["key"]: v["inspection_valid_to"]["days"] for v in vehicles}
    for permit in permits:
        last = permit["sign"]["valid_to"]["days"]
        assert last <= inspected[permit["vehicle"]]
        assert permit["valid_to"] is None or last <= permit["valid_to"]["days"]


def test_a_spare_bus_may_drive_the_lines_of_those_it_stands_in_for_and_no_others() -> None:
    """Four spare buses without a simulated device; their lines and drivers come from the permits of the others."""
    vehicles, permits = read("vehicles.json"), {p["vehicle"]: p for p in read("permits.json")["permits"]}
    spares = [v for v in vehicles if v["spare"]]
    assert len(spares) == 4
    for spare in spares:
        permit = permits[spare["key"]]
        others = [permits[key] for key in permit["stands_in_for"]]
        assert spare["device"] is None
        assert set(permit["lines"]) == {line for other in others for line in other["lines"]}
        assert {d for other in others for d in other["drivers"]} < set(permit["drivers"])


def test_every_key_that_is_named_exists() -> None:
    """Lines, schools, vehicles, drivers, attendants, operators, zones: no file names what no file has."""
    organisations, people, crews = read("organisations.json"), read("people.json"), read("permits.json")["crews"]
    lines = {line["key"]: line for line in read("lines.json")}
    vehicles = {v["key"] for v in read("vehicles.json")}
    schools, operators = ({o["key"] for o in organisations[kind]} for kind in ("schools", "operators"))
    drivers, attendants = ({p["key"] for p in people[kind]} for kind in ("drivers", "attendants"))
    zones = {z["properties"]["key"] for z in read("zones.geojson")["features"]}
    assert {line["school"] for line in lines.values()} == schools
    assert {v["operator"] for v in read("vehicles.json")} == operators | {None}
    assert {s["zone"] for s in organisations["schools"]} | {o["depot"] for o in organisations["operators"]} <= zones
    for permit in read("permits.json")["permits"]:
        assert permit["vehicle"] in vehicles
        assert set(permit["lines"]) <= lines.keys()
        assert set(permit["drivers"]) <= drivers
        assert {time["line"] for time in permit["times"]} == set(permit["lines"])
    assert {crew["driver"] for crew in crews} == drivers
    assert {crew["attendant"] for crew in crews} == attendants


def test_every_line_follows_the_roads_and_its_stops_lie_on_it_in_order() -> None:
    """28 lines; no metre of a path is off the road graph, stops come in order of place and of time."""
    roads = shapely.union_all([metric(f["geometry"]) for f in read("road_sections.geojson")["features"]]).buffer(0.6)
    lines = read("lines.json")
    assert len(lines) == 28
    for line in lines:
        path = metric(line["path"])
        assert path.difference(roads).length < 0.5, line["key"]
        assert all(path.distance(metric(stop["point"])) < 0.5 for stop in line["stops"])
        assert all(b["along_m"] > a["along_m"] and b["offset_s"] > a["offset_s"] for a, b in pairwise(line["stops"]))
        assert [stop["seq"] for stop in line["stops"]] == list(range(1, len(line["stops"]) + 1))


def test_running_times_are_those_of_an_undisturbed_bus() -> None:
    """The offset of the last stop is the time the simulator takes, to the second."""
    for line in load().lines.values():
        assert line.script().timeline().duration_s == pytest.approx(line.offsets_s[-1], abs=1.5), line.key


def test_a_line_slows_to_below_20_before_every_segment_of_article_35() -> None:
    """Sharp bends, steep slopes, narrow roads and bridges: within their full width and 20 m more the script is slow."""
    risks = read("risk_segments.geojson")["features"]
    assert len(risks) >= 8
    assert {r["properties"]["kind"] for r in risks} == ART_35 | {"cliff_side", "water_side"}
    strips = [
        metric(r["geometry"]).buffer(r["properties"]["width_m"]) for r in risks if r["properties"]["kind"] in ART_35
    ]
    crossed = 0
    for line in load().lines.values():
        at_m = np.arange(0.0, line.path.length_m, 5.0)
        points = shapely.points(np.column_stack(line.path.at(at_m)) * METRES)
        for strip in strips:
            inside = at_m[shapely.contains(strip, points)]
            crossed += bool(len(inside))
            for at in inside:
                assert min(s.speed_mps for s in line.speeds if s.start_m <= at <= s.end_m) * 3.6 < 18, line.key
    assert crossed >= 8


def test_sections_of_every_class_are_there_and_some_have_no_known_limit() -> None:
    """Motorway, urban expressway, other; limits of 40, 60, 80 and 100; where none is known there is no source either."""
    sections = [f["properties"] for f in read("road_sections.geojson")["features"]]
    assert {s["road_class"] for s in sections} == {"motorway", "urban_expressway", "other"}
    assert {40, 60, 80, 100, None} <= {s["limit_kmh"] for s in sections}
    assert {s["direction"] for s in sections} == {"both", "forward"}
    assert all((s["limit_kmh"] is None) == (s["source"] is None) for s in sections)
    assert len({s["key"] for s in sections}) == len(sections)


def test_the_viaduct_crosses_an_ordinary_road_at_a_wide_angle_and_with_a_lower_limit() -> None:
    """So that a bus at 52 km/h under it would be in breach if it were judged by the viaduct."""
    sections = {f["properties"]["key"]: f for f in read("road_sections.geojson")["features"]}
    viaduct, road = sections["gangcheng-v-1"], sections["jinqiao-2"]
    crossing = metric(viaduct["geometry"]).intersection(metric(road["geometry"]))
    assert crossing.geom_type == "Point"
    assert viaduct["properties"]["limit_kmh"] < 52 < road["properties"]["limit_kmh"]
    headings = []
    for section in (viaduct, road):
        line = metric(section["geometry"])
        at = line.project(crossing)
        a, b = line.interpolate(at - 5), line.interpolate(at + 5)
        headings.append(np.degrees(np.arctan2(b.x - a.x, b.y - a.y)) % 180)
    assert 45 < abs(headings[0] - headings[1]) < 135


def test_the_base_layer_is_small_and_lies_around_the_district() -> None:
    """Under 400 kB, land, coast, outline, waters, hills, roads, names, all within a degree of the district."""
    file: Path = ROOT / "web" / "base" / "lianyun.geojson"
    assert file.stat().st_size < 400_000
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    assert {f["properties"]["kind"] for f in features} == {
        "land", "coast", "outline", "water", "hill", "road", "label",
    }  # fmt: skip
    for feature in features:
        assert shapely.from_geojson(json.dumps(feature)).is_valid, feature["properties"]
