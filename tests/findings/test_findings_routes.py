"""Findings and rules over HTTP."""

import json
from typing import Any

from rules.catalogue import RULES
from tests.api import Api, code_of, refused_fields
from tests.web.world import FINDINGS, OTHER, OWN

EVIDENCE: dict[str, Any] = {
    "aboard": "presumed",
    "notes": ["posted_limit_unknown"],
    "line_version": -1,
    "versions": {"permit": 1, "place": -1, "parameter": 0, "run": 1, "program": "1"},
}


async def ended(api: Api, whose: str) -> None:
    """One of the findings is over."""
    await api.served.execute(
        "UPDATE finding SET ended = '2026-11-23T23:06:10Z', measured = 33.333333 WHERE id = :id", id=FINDINGS[whose]
    )


async def test_a_finding_is_told_with_its_evidence(api: Api) -> None:
    await api.served.execute("UPDATE finding SET evidence = CAST(:evidence AS jsonb)", evidence=json.dumps(EVIDENCE))
    await ended(api, OWN)
    assert await api.answer(f"/findings/{FINDINGS[OWN]}") == {
        "id": FINDINGS[OWN],
        "rule": "R24",
        "article": "35",
        "severity": "high",
        "vehicle_id": api.own("vehicle"),
        "plate": "苏G00001",
        "began": "2026-11-23T23:05:00Z",
        "ended": "2026-11-23T23:06:10Z",
        "measured": 33.33,
        "allowed": 20.0,
        "unit": "km/h",
        "point": {"type": "Point", "coordinates": [119.42, 34.71]},
        "place": {"id": api.own("place"), "name": "急弯 own", "kind": "sharp_bend"},
        "condition": None,
        "permit_version_id": "1",
        "permit_number": "许可-own",
        "run_id": api.own("run"),
        "line_name": "线路 own",
        "delayed": False,
        "trial": False,
        "aboard": "presumed",
        "notes": ["posted_limit_unknown"],
        "versions": {"permit": 1, "place": None, "parameter": 0, "run": 1, "program": "1"},
    }


async def test_findings_are_found_by_bus_rule_time_and_whether_they_are_open(api: Api) -> None:
    await ended(api, OTHER)

    async def found(**query: Any) -> set[str]:
        return {one["id"] for one in (await api.answer("/findings", **query))["items"]}

    assert await found() == set(FINDINGS.values())
    assert await found(open="true") == {FINDINGS[OWN]}
    assert await found(open="false") == {FINDINGS[OTHER]}
    assert await found(vehicle_id=api.own("vehicle")) == {FINDINGS[OWN]}
    assert await found(rule="R23") == set()
    assert await found(since="2026-11-23T23:05:00Z") == set(FINDINGS.values())
    assert await found(since="2026-11-23T23:05:01Z") == set()
    assert await found(until="2026-11-23T23:05:00Z") == set()


async def test_findings_come_the_newest_first_in_pages_that_hold_each_once(api: Api) -> None:
    await api.served.execute(
        "INSERT INTO finding (id, rule, article, severity, vehicle_id, began, delayed, evidence, batch)"
        " SELECT gen_random_uuid(), 'R23', '35', 'A1', 1, timestamptz '2026-11-20' + (n / 3) * interval '1 h', false, '{}', 1"
        " FROM generate_series(1, 10) AS n"
    )
    seen: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = await api.answer("/findings", limit=5, **cursor)
        seen += answer["items"]
        if answer["next"] is None:
            break
        cursor = {"cursor": answer["next"]}
    assert [one["began"] for one in seen] == sorted((one["began"] for one in seen), reverse=True)
    assert len(seen) == len({one["id"] for one in seen}) == 12


async def test_bad_questions_are_refused_with_the_field(api: Api) -> None:
    for query, field in (
        ({"open": "perhaps"}, "open"),
        ({"since": "2026-11-23"}, "since"),
        ({"since": "NaN"}, "since"),
        ({"rule": "\x00"}, "rule"),
        ({"rule": ""}, "rule"),
        ({"vehicle_id": "0"}, "vehicle_id"),
        ({"sort": "measured"}, "sort"),
        ({"cursor": "x" * 3000}, "cursor"),
    ):
        assert refused_fields(await api.get("/findings", **query)) == {field}, query
    assert refused_fields(await api.get("/findings/R24")) == {"finding_id"}
    assert code_of(await api.get("/findings/00000000-0000-4000-8000-00000000ffff")) == "missing"


async def test_every_rule_is_told_with_its_article_in_chinese_and_its_sentence_in_both_languages(api: Api) -> None:
    items = (await api.answer("/rules"))["items"]
    assert [one["id"] for one in items] == [rule.id for rule in RULES]
    for one in items:
        assert all(one[part][language] for part in ("title", "sentence") for language in ("zh", "en"))
        assert one["article_text"]["zh"]


async def test_the_chart_shows_each_speed_with_the_limit_that_judges_it(api: Api) -> None:
    """In the sharp bend 20 (REG 35), on the motorway section its posted 70, elsewhere 60."""
    await api.served.execute(
        "INSERT INTO place (key, version, category, kind, name, geom, width_m, limit_kmh, during) VALUES"
        " (gen_random_uuid(), 1, 'road_section', 'motorway', '高速', 'SRID=4326;LINESTRING(119.40 34.80, 119.50 34.80)',"
        " 40, 70, '[2026-01-01,)')"
    )
    await api.served.execute(
        "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, course_deg, flags)"
        " SELECT :id, now() - n * interval '1 min', 1, now(), ST_SetSRID(ST_MakePoint(119.45, lat), 4326), 10, 90, 0"
        " FROM (VALUES (1, 34.80), (2, 34.85), (3, 34.725), (11, 34.80)) AS t (n, lat)",
        id=int(api.own("vehicle")),
    )
    chart = (await api.answer(f"/vehicles/{api.own('vehicle')}/card"))["chart"]
    assert [(point["speed_kmh"], point["limit_kmh"]) for point in chart] == [(36.0, 20.0), (36.0, 60.0), (36.0, 70.0)]
