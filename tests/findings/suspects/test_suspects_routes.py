"""Suspects over HTTP: told by cameras, tables and people, looked at, handed to the police, decided; and who may."""

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import product

import httpx
import psycopg
import pypdfium2
import pytest

from findings.suspects.score.tasks import delete_sightings
from findings.suspects.steps import STATES, STEPS
from tests.api import Api, code_of, refused_fields
from tests.findings.suspects.van import PLATE, ROOT, ZONE, camera, class_days, listed, sightings, step


def read(pdf: bytes) -> tuple[str, bytes]:
    """The words of a PDF and the data within, as a browser's reader (PDFium) finds them."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return text.replace("\r\n", "").replace("\n", ""), bytes(document.get_attachment(0).get_data())


async def test_what_a_camera_tells_twice_is_kept_once_and_a_wrong_token_tells_nothing(
    api: Api, officer: httpx.AsyncClient
) -> None:
    source, header = await camera(officer, school_id=int(api.own("organisation")))
    body = {"sightings": [{"plate": "苏G12345", "seen_at": class_days(1)[0].isoformat()}]}
    async with api.served.client() as wire:
        assert (await wire.post(f"{ROOT}/feed", json=body, headers=header)).json() == {"kept": 1, "known": 0}
        assert (await wire.post(f"{ROOT}/feed", json=body, headers=header)).json() == {"kept": 0, "known": 1}
        for wrong in (
            "",
            "Bearer",
            f"Bearer {source}.x",
            f"Bearer 999.{header['Authorization'].split('.')[1]}",
            "Basic eA==",
        ):
            refused = await wire.post(f"{ROOT}/feed", json=body, headers={"Authorization": wrong})
            assert (refused.status_code, code_of(refused)) == (401, "not_logged_in")
        told = (await officer.get(f"{ROOT}/sources")).json()["items"][0]
        assert (told["week"], told["last_heard"] is not None, "token" in told) == (1, True, False)
        renewed = (await officer.post(f"{ROOT}/sources/{source}/token", json={})).json()["token"]
        assert (await wire.post(f"{ROOT}/feed", json=body, headers=header)).status_code == 401
        header = {"Authorization": f"Bearer {renewed}"}
        assert (await wire.post(f"{ROOT}/feed", json=body, headers=header)).status_code == 200
        await officer.patch(f"{ROOT}/sources/{source}", json={"disabled": True})
        assert (await wire.post(f"{ROOT}/feed", json=body, headers=header)).status_code == 401


async def test_of_a_batch_with_one_wrong_sighting_nothing_is_kept_and_the_answer_names_it(
    api: Api, officer: httpx.AsyncClient
) -> None:
    _, header = await camera(officer)
    seen = class_days(1)[0]
    body = {
        "sightings": [
            {"plate": "苏G12345", "seen_at": seen.isoformat(), "place": "路口"},
            {"plate": "苏GO2345", "seen_at": (datetime.now(UTC) + timedelta(days=1)).isoformat(), "place": "路口"},
            {"plate": "苏G12346", "seen_at": seen.isoformat(), "school_id": int(api.own("vehicle")) + 10_000},
        ]
    }
    async with api.served.client() as wire:
        answer = await wire.post(f"{ROOT}/feed", json=body, headers=header)
    assert refused_fields(answer) == {"sightings.1.plate", "sightings.1.seen_at", "sightings.2.school_id"}
    assert await api.served.fetch("SELECT count(*) FROM sighting") == [(0,)]


async def test_a_point_near_a_school_is_at_the_school_and_a_plate_is_looked_up_whole_and_on_record(
    api: Api, officer: httpx.AsyncClient
) -> None:
    await api.served.execute(
        "UPDATE organisation SET point = 'SRID=4326;POINT(119.4 34.7)' WHERE id = :id", id=int(api.own("organisation"))
    )
    seen = {
        "plate": "苏G·12345",
        "seen_at": class_days(1)[0].isoformat(),
        "lon": 119.4002,
        "lat": 34.7003,
        "note": "黑色",
    }
    assert (await officer.post(f"{ROOT}/sightings", json=seen)).json() == {"kept": 1, "known": 0}
    found = (await officer.get(f"{ROOT}/sightings", params={"plate": "苏G12345"})).json()
    assert [(one["school"], one["source"], one["note"]) for one in found["items"]] == [("学校 own", "officer", "黑色")]
    assert refused_fields(await officer.get(f"{ROOT}/sightings", params={"plate": "苏G123"})) == {"plate"}
    assert await api.served.fetch("SELECT count(*) FROM audit_entry WHERE action = 'sighting.look_up'") == [(1,)]


async def test_a_table_is_looked_at_first_with_its_errors_in_words_and_imported_only_whole(
    api: Api, officer: httpx.AsyncClient
) -> None:
    day = f"{class_days(1)[0]:%Y-%m-%d}"
    head = "号牌,时间,学校,车型,学生数\n"
    good = f"苏g·12345,{day} 07:30,学校 own,面包车,9\n"
    bad = f"苏G1234,昨天,学校 no,飞机,很多\n苏G12346,{day} 07:31,,,\n"

    async def sent(text: str, dry: str) -> httpx.Response:
        path = f"{ROOT}/sightings/import?dry={dry}&source=gate"
        return await officer.post(path, content=text.encode("gb18030"), headers={"Content-Type": "text/csv"})

    seen = (await sent(head + good + bad, "true")).json()
    wrong = {row["row"]: {one["column"] for one in row["errors"]} for row in seen["shown"]}
    assert wrong == {3: {"plate", "seen_at", "school_id", "vehicle_kind", "children"}, 4: {"place"}, 2: set()}
    assert (await sent(head + good + bad, "false")).json()["kept"] == 0
    assert (await sent(head + good, "false")).json() | {"shown": []} == {
        "dry": False, "rows": 1, "wrong": 0, "kept": 1, "known": 0, "shown": [],
    }  # fmt: skip
    assert (await sent(head + good, "false")).json()["known"] == 1
    assert refused_fields(await sent("车,船\n1,2\n", "true")) == {"file"}


async def test_a_suspect_goes_to_the_police_and_their_result_moves_the_weights_of_its_reasons(
    api: Api, officer: httpx.AsyncClient
) -> None:
    """New, watched, handed over with a file, decided: each step is in its history, and a look at it in the audit trail."""
    suspect = await listed(api, officer)
    assert {one["name"] for one in suspect["reasons"]} >= {"many_children", "came_again", "van"}
    assert abs(suspect["start"] + sum(one["points"] for one in suspect["reasons"]) - suspect["score"]) < 0.05
    assert len(suspect["seen"]) == 16
    assert {one["within"] for one in suspect["seen"]} == {"arrival"}
    suspect = (await step(officer, suspect, "watch")).json()
    stale = await step(officer, suspect | {"version": 1}, "dismiss", note="家长")
    assert (stale.status_code, code_of(stale)) == (409, "changed_meanwhile")
    assert refused_fields(await step(officer, suspect, "hand_over")) == {"note"}
    suspect = (await step(officer, suspect, "hand_over", note="交警大队，连交函〔2026〕12 号")).json()
    pdf = await officer.get(f"{ROOT}/{suspect['id']}/file.pdf")
    text, data = read(pdf.content)
    assert all(word in text for word in (PLATE, "连交函〔2026〕12 号", "没有此号牌的有效校车标牌", "不是认定")), text
    assert hashlib.sha256(data).hexdigest() in text
    before = (await officer.get(f"{ROOT}/score")).json()
    async with api.as_role("police") as police:
        suspect = (await step(police, suspect, "result", result="illegal", note="处罚决定书 88 号")).json()
    after = (await officer.get(f"{ROOT}/score")).json()
    assert (before["learned_from"], after["learned_from"], after["version"]) == (0, 1, before["version"] + 1)
    weights = {one["name"]: one["now"] - one["first"] for one in after["weights"]}
    assert weights["many_children"] > 0
    assert weights["three_schools"] == 0
    assert [one["step"] for one in suspect["events"]] == ["watch", "hand_over", "result"]
    assert (suspect["state"], suspect["result"]) == ("decided", "illegal")
    await step(officer, suspect, "correct", result="unknown", note="证据不足，撤销")
    assert (await officer.get(f"{ROOT}/score")).json()["learned_from"] == 0
    looks = await api.served.fetch("SELECT count(*) FROM audit_entry WHERE action IN ('suspect.view', 'suspect.file')")
    assert looks == [(2,)]


async def test_every_step_that_the_table_does_not_list_is_refused(api: Api, officer: httpx.AsyncClient) -> None:
    """The complement of the table, in every state, for both who work on suspects."""
    suspect = await listed(api, officer)
    async with api.as_role("police") as police:
        people = (("officer", officer), ("police", police))
        for state, (name, one), (role, client) in product(STATES, STEPS.items(), people):
            if role in one.who and state in one.since:
                continue
            result = "legal" if state == "decided" else None
            await api.served.execute("UPDATE suspect SET state = :state, result = :result", state=state, result=result)
            answer = await step(client, suspect, name, note="说明", result="legal")
            assert (answer.status_code, code_of(answer)) == (409, "step_not_allowed"), (state, name, role)


async def test_a_list_that_names_the_plate_takes_it_off_the_list_of_suspects_unless_somebody_works_on_it(
    api: Api, officer: httpx.AsyncClient
) -> None:
    suspect = await listed(api, officer)
    until = f"{datetime.now(ZONE) + timedelta(days=90):%Y-%m-%d}"
    given = {"plates": ["苏ＧＡ2345"], "kind": "taxi", "until": until, "source": "交通运输局"}
    lists = (await officer.post(f"{ROOT}/known-plates", json=given)).json()["items"]
    assert lists == [{"kind": "taxi", "plates": 1, "until": until}]
    assert (await officer.post(f"{ROOT}/score", json={})).json() == {"scored": 1, "listed": 0, "dropped": 1}
    assert (await officer.get(f"{ROOT}/{suspect['id']}")).status_code == 404
    await officer.post(f"{ROOT}/known-plates/remove", json={"plate": PLATE, "kind": "taxi"})
    await officer.post(f"{ROOT}/score", json={})
    again = (await officer.get(ROOT)).json()["items"][0]
    await step(officer, again, "watch")
    await officer.post(f"{ROOT}/known-plates", json=given)
    assert (await officer.post(f"{ROOT}/score", json={})).json()["dropped"] == 0
    kept = (await officer.get(f"{ROOT}/{again['id']}")).json()
    assert (kept["state"], kept["score"] < again["score"]) == ("watched", True)
    wrong = await officer.post(f"{ROOT}/known-plates", json=given | {"plates": ["苏G1", PLATE], "until": "2020-01-01"})
    assert refused_fields(wrong) == {"plates.0", "until"}


async def test_the_hours_that_a_school_tells_go_before_those_of_its_lines(api: Api, officer: httpx.AsyncClient) -> None:
    own = api.own("organisation")
    hours = {"arrival_from": "09:00", "arrival_to": "09:30", "leaving_from": "15:00", "leaving_to": "16:00"}
    told = (await officer.put(f"{ROOT}/hours/{own}", json=hours)).json()["items"]
    assert next(one for one in told if one["id"] == own)["source"] == "told"
    assert refused_fields(await officer.put(f"{ROOT}/hours/{own}", json=hours | {"arrival_to": "08:00"})) == {
        "arrival_from"
    }
    _, header = await camera(officer)
    async with api.served.client() as wire:
        await wire.post(f"{ROOT}/feed", json={"sightings": sightings(api)}, headers=header)
    assert (await officer.post(f"{ROOT}/score", json={})).json()["scored"] == 0, "seven in the morning is outside now"


async def test_our_own_vehicles_without_sign_permit_or_qualified_driver_stand_on_one_list(
    api: Api, officer: httpx.AsyncClient
) -> None:
    bus = int(api.own("vehicle"))
    today, now = datetime.now(ZONE).date(), datetime.now(UTC)
    await api.served.execute(
        "UPDATE run SET day = :today, planned_start = :now, planned_end = :now", today=today, now=now
    )
    await api.served.execute("UPDATE sign SET during = tstzrange(lower(during), lower(during) + interval '1 day')")
    await api.served.execute(
        "INSERT INTO finding (id, rule, article, severity, vehicle_id, began, delayed, evidence, batch)"
        " VALUES (gen_random_uuid(), 'R01', '18', 'B', :bus, now() - interval '1 day', false, '{}', 1)",
        bus=bus,
    )
    await officer.post(f"{ROOT}/sightings", json=sightings(api)[0] | {"plate": "苏G00001"})
    mine = next(one for one in (await officer.get(f"{ROOT}/ours")).json()["items"] if one["id"] == str(bus))
    kinds = {one["kind"] for one in mine["problems"]}
    assert {"finding", "no_sign", "seen_without_sign"} <= kinds
    assert [one["rule"] for one in mine["problems"] if one["kind"] == "finding"] == ["R01"]
    assert (await officer.post(f"{ROOT}/score", json={})).json()["scored"] == 0, "a registered vehicle is no stranger"


async def test_old_sightings_go_unless_their_plate_is_a_suspect_that_is_not_cleared(
    api: Api, officer: httpx.AsyncClient, database_url: str
) -> None:
    await listed(api, officer)
    seen = {"plate": "苏G99999", "seen_at": class_days(1)[0].isoformat(), "place": "路口"}
    await officer.post(f"{ROOT}/sightings", json=seen)
    await api.served.execute(
        "UPDATE sighting SET seen_at = seen_at - interval '40 days', created_at = created_at - interval '40 days'"
    )
    assert delete_sightings(database_url, older_than_days=35, all_older_than_days=1096) == 1
    await api.served.execute("UPDATE suspect SET state = 'decided', result = 'legal'")
    assert delete_sightings(database_url, older_than_days=35, all_older_than_days=1096) == 16


async def test_a_parameter_is_dated_with_its_source_and_the_next_score_goes_by_it(
    api: Api, officer: httpx.AsyncClient
) -> None:
    await listed(api, officer)
    async with api.as_role("admin") as admin:
        given = {"name": "suspects.list_at", "value": 9.5, "source": "局务会 2026-11"}
        answer = await admin.post(f"{ROOT}/parameters", json=given)
        assert answer.status_code == 201, answer.text
        assert refused_fields(await admin.post(f"{ROOT}/parameters", json=given | {"value": 99})) == {"value"}
        assert refused_fields(await admin.post(f"{ROOT}/parameters", json=given | {"name": "desk.x"})) == {"name"}
    assert (await officer.post(f"{ROOT}/score", json={})).json()["dropped"] == 1


def test_steps_and_versions_of_the_weights_are_never_changed(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("INSERT INTO suspect_weights (version, weights, learned_from) VALUES (1, '{}', 0)")
        with pytest.raises(psycopg.Error, match="suspect_weights"):
            connection.execute("UPDATE suspect_weights SET learned_from = 9")
