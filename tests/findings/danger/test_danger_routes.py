"""The ranking over HTTP: asked for, looked at, dismissed with a reason that stays, promoted."""

from datetime import datetime
from typing import Any

import pytest

from findings.danger.walk.run import work
from gps_ingest.decode.jt808.items import warnings
from tests.api import Api, api, code_of, refused_fields
from tests.findings.danger.roads import week
from tests.findings.danger.served import buses, midnight_s, plant, settings_of

__all__ = ["api"]
REASON = {"reason": "施工期间临时改道，上月已恢复"}


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
    """What is proposed is sent back as it is; outside the district, or graded by the police, it leaves none; twice is refused."""
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
        async with bad.as_role("police") as police:
            assert refused_fields(await police.post(f"{path}/promote", json={**given, "grade": "general"})) == {"grade"}
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
    run = (await bad.answer("/danger/runs"))["items"][0]
    span = [datetime.fromisoformat(run[end]).astimezone(bad.served.settings.zone) for end in ("since", "until")]
    assert [effect["chosen_since"], effect["chosen_until"]] == [moment_.date().isoformat() for moment_ in span]


async def test_a_segment_is_taken_up_and_promoted_again_when_its_hazard_has_ended_and_no_sooner(bad: Api) -> None:
    [cluster] = await ranked(bad)
    path = f"/api/v1/danger/clusters/{cluster['id']}"
    detail = await bad.answer(f"/danger/clusters/{cluster['id']}")
    given = {"place": detail["place"], "title": detail["title"], "description": detail["description"]}
    async with bad.as_role("transport") as transport:
        made = (await transport.post(f"{path}/promote", json={**given, "version": 0})).json()
        early = await transport.post(f"{path}/reopen", json={"version": made["version"], **REASON})
        assert (early.status_code, code_of(early)) == (409, "danger_hazard_live")
        await bad.served.execute("UPDATE hazard SET state = 'closed' WHERE id = :id", id=int(made["word"]["hazard_id"]))
        back = await transport.post(f"{path}/reopen", json={"version": made["version"], **REASON})
        assert back.json()["state"] == "open", back.text
        again = await transport.post(f"{path}/promote", json={**given, "version": back.json()["version"]})
    assert again.status_code == 201, again.text
    assert again.json()["word"]["hazard_id"] != made["word"]["hazard_id"]


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
