"""The ranking over HTTP: asked for, looked at, dismissed with a reason that stays, promoted; and what a measure led to."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from core import clock
from core.settings import Settings
from findings.danger.walk import days
from findings.danger.walk.run import connect, work
from fleet.fixes import Fixes
from gps_ingest.decode.jt808.items import warnings
from tests.api import Api, api, code_of, refused_fields
from tests.findings.danger import roads
from tests.findings.danger.roads import week

__all__ = ["api"]
REASON = {"reason": "施工期间临时改道，上月已恢复"}


def settings_of(api: Api) -> Settings:
    """The served district's, its tracks kept for the shortest time there is."""
    return api.served.settings.model_copy(update={"map_center": roads.CENTER, "track_retention_days": 30})


def midnight_s(api: Api, days_ago: int) -> float:
    """When a local day began."""
    now = clock.now().astimezone(api.served.settings.zone)
    return (now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days_ago)).timestamp()


def plant(api: Api, parts: Sequence[Fixes]) -> None:
    with connect(settings_of(api)) as connection:
        roads.keep(connection, parts)


def buses(api: Api) -> list[int]:
    return [int(api.own("vehicle")), int(api.world.ids["vehicle"]["other"])]


async def ranked(api: Api, role: str = "admin") -> list[dict[str, Any]]:
    """A new run, asked for on the page and done by the worker; its ranking."""
    async with api.as_role(role) as person:
        answer = await person.post("/api/v1/danger/runs", json={"days": 28})
        assert answer.status_code == 201, answer.text
        again = await person.post("/api/v1/danger/runs", json={"days": 7})
        assert (again.status_code, code_of(again)) == (409, "danger_under_way")
    before = (await api.answer("/danger/runs"))["items"][0]
    assert (before["state"], before["share"], before["asked_by"]) == ("asked", 0, role)
    work(settings_of(api), warned=warnings)
    run = (await api.answer("/danger/runs"))["items"][0]
    assert (run["state"], run["share"], run["limits"]["brake_mps2"]) == ("done", 1, 3.0)
    assert run == await api.answer(f"/danger/runs/{run['id']}")
    clusters: list[dict[str, Any]] = (await api.answer("/danger/clusters"))["items"]
    return clusters


@pytest.fixture
async def bad(api: Api) -> Api:
    """A road on which 12 of 40 passages of last week had a hard braking."""
    plant(api, week(buses(api), aside_m=0, passages=40, braked=12, since_s=midnight_s(api, 5)))
    return api


async def test_the_ranking_says_how_often_per_passage_when_and_with_how_many_buses(bad: Api) -> None:
    [cluster] = await ranked(bad)
    assert (cluster["rank"], cluster["passages"], cluster["hits"], cluster["events"]) == (1, 40, 12, 12)
    assert cluster["share"] == pytest.approx(0.3)
    assert 0 < cluster["score"] < cluster["low"] < 0.3 < cluster["high"] < 1
    assert (cluster["buses"], cluster["buses_hit"], cluster["kinds"]) == (2, 2, {"brake": 12})
    assert (cluster["state"], cluster["version"], cluster["word"]) == ("open", 0, None)
    assert cluster["geometry"]["type"] == "LineString"
    detail = await bad.answer(f"/danger/clusters/{cluster['id']}")
    assert {key: detail[key] for key in cluster} == cluster
    assert len(detail["items"]) == 12
    assert {event["kind"] for event in detail["items"]} == {"brake"}
    assert all(3 <= event["value"] <= 5 for event in detail["items"])
    assert {event["plate"] for event in detail["items"]} == {"苏G00001", "苏G00002"}
    assert (detail["place"]["category"], detail["place"]["kind"]) == ("risk_segment", "narrow_road")
    assert "通过 40 次，其中 12 次发生异常（30.0%）" in detail["description"]
    assert (await bad.get("/danger/clusters/999999")).status_code == 404


async def test_one_click_makes_a_risk_segment_and_a_hazard_or_neither(bad: Api) -> None:
    """What is proposed is sent back as it is; a place outside the district leaves no hazard; twice it is refused."""
    [cluster] = await ranked(bad)
    path = f"/api/v1/danger/clusters/{cluster['id']}"
    detail = await bad.answer(f"/danger/clusters/{cluster['id']}")
    given = {"version": 0, "place": detail["place"], "title": detail["title"], "description": detail["description"]}
    count = "SELECT (SELECT count(*) FROM hazard), (SELECT count(*) FROM place), (SELECT count(*) FROM danger_word)"
    [before] = await bad.served.fetch(count)
    async with bad.as_role("officer") as officer:
        far = {**given["place"], "geometry": {"type": "LineString", "coordinates": [[100, 30], [100.01, 30]]}}
        assert refused_fields(await officer.post(f"{path}/promote", json={**given, "place": far})) == {"geometry"}
        zone = {**given["place"], "category": "zone", "kind": "school"}
        assert refused_fields(await officer.post(f"{path}/promote", json={**given, "place": zone})) == {
            "place.category"
        }
        assert await bad.served.fetch(count) == [before]
        made = await officer.post(f"{path}/promote", json={**given, "grade": "general"})
        assert made.status_code == 201, made.text
        again = await officer.post(f"{path}/promote", json=given)
        assert (again.status_code, code_of(again)) == (409, "danger_changed")
        again = await officer.post(f"{path}/promote", json={**given, "version": made.json()["version"]})
        assert (again.status_code, code_of(again)) == (409, "step_refused")
    word = made.json()["word"]
    assert (made.json()["state"], word["said"], word["by"]) == ("promoted", "promoted", "officer")
    [place] = await bad.served.fetch(
        "SELECT category, kind, name, width_m, key::text FROM place ORDER BY id DESC LIMIT 1"
    )
    assert place[:4] == ("risk_segment", "narrow_road", detail["place"]["name"], 60)
    hazards = await bad.served.fetch(
        "SELECT id, subject_kind, place_key::text, grade, title FROM hazard ORDER BY id DESC LIMIT 1"
    )
    assert hazards == [(int(word["hazard_id"]), "road", place[4], "general", detail["title"])]
    audit = await bad.served.fetch("SELECT action FROM audit_entry WHERE object_kind = 'danger_cluster'")
    assert audit == [("danger.promoted",)]
    effect = await bad.answer(f"/hazards/{word['hazard_id']}/effect")
    assert effect["state"] == "waiting"
    assert effect["waiting_days"] > 0


async def test_a_dismissal_needs_a_reason_holds_for_the_next_run_and_can_be_taken_back(bad: Api) -> None:
    [cluster] = await ranked(bad)
    path = f"/api/v1/danger/clusters/{cluster['id']}"
    async with bad.as_role("police") as police:
        assert refused_fields(await police.post(f"{path}/dismiss", json={"version": 0, "reason": "无"})) == {"reason"}
        early = await police.post(f"{path}/reopen", json={"version": 0, **REASON})
        assert (early.status_code, code_of(early)) == (409, "step_refused")
        gone = await police.post(f"{path}/dismiss", json={"version": 0, **REASON})
        assert gone.json()["state"] == "dismissed"
        stale = await police.post(f"{path}/dismiss", json={"version": 0, **REASON})
        assert (stale.status_code, code_of(stale)) == (409, "danger_changed")
    [next_time] = await ranked(bad, "officer")
    assert next_time["id"] != cluster["id"]
    assert (next_time["state"], next_time["word"]["reason"]) == ("dismissed", REASON["reason"])
    assert (await bad.answer("/danger/clusters", state="open"))["items"] == []
    assert len((await bad.answer("/danger/clusters", state="dismissed"))["items"]) == 1
    async with bad.as_role("transport") as transport:
        body = {"version": next_time["version"], **REASON}
        back = await transport.post(f"/api/v1/danger/clusters/{next_time['id']}/reopen", json=body)
    assert back.json()["state"] == "open"
    assert len((await bad.answer("/danger/clusters", state="open"))["items"]) == 1


async def hazard_at(api: Api, *, found_days_ago: int, measured_days_ago: int | None) -> str:
    """A risk segment of years ago on the road, and a hazard about it, its measure submitted some days ago: its id."""
    (west, lat), (east, _) = roads.PLANE.degrees(np.array([[350.0, 0.0], [900.0, 0.0]])).tolist()
    await api.served.execute(
        "INSERT INTO place (key, version, category, kind, name, geom, width_m, during) VALUES (gen_random_uuid(), 1,"
        " 'risk_segment', 'narrow_road', '窄路', ST_GeomFromText(:line, 4326), 20, '[2024-01-01,)')",
        line=f"LINESTRING({west} {lat}, {east} {lat})",
    )
    submitted = None if measured_days_ago is None else moment(midnight_s(api, measured_days_ago) + 40_000)
    await api.served.execute(
        "INSERT INTO hazard (subject_kind, place_key, title, description, source, state, found_at, submitted_at)"
        " SELECT 'road', key, '窄路', '窄', '巡查', :state, :found, :submitted FROM place ORDER BY id DESC LIMIT 1",
        state="assigned" if submitted is None else "submitted",
        found=moment(midnight_s(api, found_days_ago)),
        submitted=submitted,
    )
    [(number,)] = await api.served.fetch("SELECT max(id) FROM hazard")
    return str(number)


def moment(time_s: float) -> datetime:
    return datetime.fromtimestamp(time_s, UTC)


async def speeding(api: Api, vehicle: int, at_s: float) -> None:
    """A finding of R23 in the middle of the road."""
    x = roads.CENTER[0] + 600 / roads.PLANE.east_m
    await api.served.execute(
        "INSERT INTO finding (id, rule, article, severity, vehicle_id, began, measured, allowed, unit, geom, delayed, evidence,"
        " batch) VALUES (gen_random_uuid(), 'R23', '35', 'A1', :vehicle, to_timestamp(:at), 72, 60, 'km/h',"
        " ST_SetSRID(ST_MakePoint(:x, :y), 4326), false, '{}', 1)",
        vehicle=vehicle, at=at_s, x=x, y=roads.CENTER[1],
    )  # fmt: skip


def reckoned(api: Api) -> int:
    return days.reckon(settings_of(api), warned=warnings)


async def test_fewer_events_per_passage_after_the_measure_are_told_with_both_rates_and_an_interval(api: Api) -> None:
    """12 of 40 passages before, 1 of 60 after; the findings are 6 of 40 and 8 of 60, in which no difference can be seen."""
    before_s, after_s = midnight_s(api, 20), midnight_s(api, 5)
    plant(api, week(buses(api), aside_m=0, passages=40, braked=12, since_s=before_s))
    plant(api, week(buses(api), aside_m=0, passages=60, braked=1, since_s=after_s))
    plant(api, week(buses(api), aside_m=0, passages=5, braked=5, since_s=midnight_s(api, 10)))  # on the day itself
    for start_s, some in ((before_s, 6), (after_s, 8)):
        for nth in range(some):
            await speeding(api, buses(api)[nth % 2], start_s + 6 * 3600 + nth * 600 + 40)
    number = await hazard_at(api, found_days_ago=15, measured_days_ago=10)
    assert (await api.answer(f"/hazards/{number}/effect"))["state"] == "waiting"
    assert reckoned(api) == 30
    assert reckoned(api) == 0  # each day once
    effect = await api.answer(f"/hazards/{number}/effect")
    assert (effect["state"], effect["waiting_days"]) == ("compared", 41)  # the served district keeps tracks for longer
    events, found = effect["events"], effect["findings"]
    assert [(side["hits"], side["passages"]) for side in (events["before"], events["after"])] == [(12, 40), (1, 60)]
    assert events["said"] == "fewer"
    assert -0.45 < events["low"] < events["high"] < -0.1
    assert events["before"]["low"] < 0.3 < events["before"]["high"]
    assert [(side["hits"], side["count"]) for side in (found["before"], found["after"])] == [(6, 6), (8, 8)]
    assert found["said"] == "no_difference"


async def test_of_too_few_passages_nothing_is_concluded_and_without_a_measure_only_before_is_told(api: Api) -> None:
    plant(api, week(buses(api), aside_m=0, passages=12, braked=6, since_s=midnight_s(api, 20)))
    plant(api, week(buses(api), aside_m=0, passages=60, braked=0, since_s=midnight_s(api, 5)))
    measured = await hazard_at(api, found_days_ago=15, measured_days_ago=10)
    unmeasured = await hazard_at(api, found_days_ago=15, measured_days_ago=None)
    reckoned(api)
    effect = await api.answer(f"/hazards/{measured}/effect")
    assert effect["events"]["said"] == "too_few"
    assert effect["enough"] == 30
    effect = await api.answer(f"/hazards/{unmeasured}/effect")
    assert (effect["state"], effect["events"]["said"]) == ("no_measure", "no_measure")
    assert effect["events"]["before"]["passages"] == 72
    assert effect["events"]["after"]["passages"] == 0


async def test_findings_of_before_the_place_was_drawn_are_not_counted_as_none(api: Api) -> None:
    """A place drawn today: its days of before have no findings because nothing was judged there, so they are not compared."""
    plant(api, week(buses(api), aside_m=0, passages=40, braked=12, since_s=midnight_s(api, 5)))
    number = await hazard_at(api, found_days_ago=2, measured_days_ago=None)
    await api.served.execute("ALTER TABLE place DISABLE TRIGGER USER")
    await api.served.execute("UPDATE place SET during = tstzrange(now(), NULL) WHERE name = '窄路'")
    reckoned(api)
    effect = await api.answer(f"/hazards/{number}/effect")
    assert effect["events"]["before"]["passages"] == 40
    assert effect["findings"]["before"]["passages"] == 0
    assert effect["findings"]["before"]["share"] is None


async def test_a_hazard_without_a_place_has_no_effect_per_passage(api: Api) -> None:
    await api.served.execute(
        "INSERT INTO hazard (subject_kind, vehicle_id, title, description, source, state, found_at)"
        " SELECT 'bus', min(id), '灯', '坏', '巡查', 'found', now() FROM vehicle"
    )
    [(number,)] = await api.served.fetch("SELECT max(id) FROM hazard")
    effect = await api.answer(f"/hazards/{number}/effect")
    assert (effect["state"], effect["events"]) == ("no_place", None)
    assert (await api.get("/hazards/999999/effect")).status_code == 404
