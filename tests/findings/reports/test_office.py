"""The offices' side: accepted or handed on against a receipt, answered and closed; nothing else sets a report's state."""

import asyncio
from datetime import datetime

import psycopg
import pytest

from core.errors import Refused
from core.models import ROLES
from findings.reports.steps import LIFE, OFFICES, STATES, STEPS
from tests.api import Api, code_of, refused_fields
from tests.findings.reports.people import STRANGER, office, reporter


@pytest.mark.parametrize("state", STATES)
def test_every_step_that_the_table_does_not_list_is_refused_and_says_what_is_allowed(state: str) -> None:
    """For every role and step; only the four departments of Article 8 and the administrator take any."""
    for role in ROLES:
        for name, step in STEPS.items():
            if role in OFFICES and state in step.since:
                assert LIFE.check(name, role, state) is step
                continue
            with pytest.raises(Refused) as refused:
                LIFE.check(name, role, state)
            assert refused.value.code == "step_not_allowed"
            assert "现在可以" in refused.value.detail.zh


async def test_a_report_is_accepted_investigated_answered_and_closed_each_step_with_who_took_it(api: Api) -> None:
    async with reporter(api) as passer_by, office(api) as officer, office(api, "police") as police:
        key = await passer_by.report()
        await officer.take(key, "accept")
        await police.take(key, "investigate", note="路面查验属实")
        await police.take(key, "answer", said="已处罚。")
        closed = await officer.take(key, "close")
    assert (closed["state"], closed["may"], closed["late"]) == ("closed", ["reopen", "note"], False)
    assert [(event["step"], event["by"]) for event in closed["events"]] == [
        ("received", None), ("accept", "officer"), ("investigate", "police"), ("answer", "police"), ("close", "officer"),
    ]  # fmt: skip
    audited = await api.served.fetch("SELECT action FROM audit_entry WHERE object_kind = 'public_report' ORDER BY id")
    assert [action for (action,) in audited] == ["report.accept", "report.investigate", "report.answer", "report.close"]


async def test_a_step_needs_what_it_needs_and_a_receipt_is_not_of_tomorrow(api: Api) -> None:
    async with reporter(api) as passer_by, office(api) as officer:
        report = await officer.find(await passer_by.report())
        assert refused_fields(await officer.step(report, "transfer")) == {"office", "receipt_number", "receipt_on"}
        assert refused_fields(await officer.step(report, "refuse", reason="untrue")) == {"said"}
        whole = {"office": "交通运输局", "receipt_number": "1", "receipt_on": "2099-01-01"}
        assert refused_fields(await officer.step(report, "transfer", **whole)) == {"receipt_on"}
        assert refused_fields(await officer.step(report, "plate", plate="··")) == {"plate"}
        assert code_of(await officer.step(report, "close")) == "step_not_allowed"


async def test_of_two_officers_at_once_the_second_is_told_who_did_what(api: Api) -> None:
    async with reporter(api) as passer_by, office(api, name="wang") as wang, office(api, name="li") as li:
        report = await wang.find(await passer_by.report())
        answers = await asyncio.gather(
            wang.step(report, "accept"), li.step(report, "refuse", reason="untrue", said="不属实")
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        late = next(answer for answer in answers if answer.status_code == 409)
        assert code_of(late) == "changed_meanwhile"
        assert ("wang" if late is answers[1] else "li") in late.json()["detail"]


async def test_a_second_report_of_the_same_is_joined_and_both_reporters_hear_what_it_comes_to(api: Api) -> None:
    """What is joined cannot be joined with, nor a report with itself; joined by mistake it is taken up again."""
    async with reporter(api) as one, reporter(api, "198.51.100.1") as other, office(api) as officer:
        first, second = await one.report(plate=STRANGER), await other.report(plate="苏gA12b3")
        assert [alike["number"] for alike in (await officer.find(second))["alike"]] == [first["number"]]
        report = await officer.find(second)
        for wrong in ("2611-99999", second["number"]):
            assert refused_fields(await officer.step(report, "join", duplicate_of=wrong)) == {"duplicate_of"}
        joined = await officer.take(second, "join", duplicate_of=first["number"])
        assert (joined["state"], joined["duplicate_of"]["number"]) == ("joined", first["number"])
        assert refused_fields(await officer.step(await officer.find(first), "join", duplicate_of=second["number"])) == {
            "duplicate_of"
        }
        await officer.take(first, "accept")
        await officer.take(first, "answer", said="已查处。")
        told = await other.status(second)
        assert (told["joined"], told["state"], told["answer"]) == (True, "answered", "已查处。")
        assert first["number"] not in str(told)
        again = await officer.take(second, "reopen", note="并非同一辆车")
        assert (again["state"], again["duplicate_of"]) == ("accepted", None)


async def test_an_accepted_report_about_a_strangers_plate_becomes_a_sighting_and_one_of_a_bus_of_ours_is_linked(
    api: Api,
) -> None:
    """Before it is accepted it is nobody's suspicion. What is no plate is no sighting, and holds up nothing."""
    count = "SELECT plate, source, reference FROM sighting"
    async with reporter(api) as passer_by, office(api) as officer:
        plates = (STRANGER, "苏G·00001", "一辆红色面包车", None)
        keys = [await passer_by.report(plate=plate) for plate in plates]
        assert await api.served.fetch(count) == []
        accepted = [await officer.take(key, "accept") for key in keys]
    assert [one["state"] for one in accepted] == ["accepted"] * 4
    assert [one["vehicle_id"] for one in accepted] == [None, api.own("vehicle"), None, None]
    assert await api.served.fetch(count) == [("苏GA12B3", "report", keys[0]["number"])]


async def test_a_plate_read_from_the_photo_is_entered_and_then_leads_where_it_leads(api: Api) -> None:
    async with reporter(api) as passer_by, office(api) as officer:
        key = await passer_by.report()
        await officer.take(key, "accept")
        entered = await officer.take(key, "plate", plate="苏G·A12B3")
        assert entered["state"] == "accepted"
        assert await api.served.fetch("SELECT count(*) FROM sighting") == [(1,)]
        ours = await officer.take(key, "plate", plate="苏G00001")
    assert ours["vehicle_id"] == api.own("vehicle")


async def test_a_sighting_goes_when_the_plate_is_corrected_or_the_report_refused(api: Api) -> None:
    """A suspicion of the wrong vehicle, or of what came to nothing, is held against nobody; what others told stays."""
    count = "SELECT plate FROM sighting WHERE source = 'report'"
    async with reporter(api) as passer_by, office(api) as officer:
        key, other = await passer_by.report(plate=STRANGER), await passer_by.report(plate=STRANGER)
        await officer.take(key, "accept")
        await officer.take(key, "plate", plate="苏G·A12B8")
        assert await api.served.fetch(count) == [("苏GA12B8",)]
        await officer.take(other, "accept")
        await officer.take(key, "plate", plate="苏G·00001")
        assert await api.served.fetch(count) == [("苏GA12B3",)]
        await officer.take(other, "refuse", reason="untrue", said="不属实")
        assert await api.served.fetch(count) == []
        await officer.take(other, "reopen", note="另有照片")
        assert await api.served.fetch(count) == [("苏GA12B3",)]


async def test_what_was_handed_on_is_closed_without_an_answer_of_our_own(api: Api) -> None:
    """The other office answers; the time for which contact and photographs are kept begins."""
    async with reporter(api) as passer_by, office(api) as officer:
        key = await passer_by.report()
        today = datetime.now(api.served.settings.zone).date().isoformat()
        await officer.take(key, "transfer", office="交通运输局", receipt_number="1", receipt_on=today)
        assert (await officer.take(key, "close"))["state"] == "closed"
    assert await api.served.fetch("SELECT ended_at IS NOT NULL FROM public_report") == [(True,)]


async def test_what_we_found_of_the_bus_within_two_hours_is_beside_the_report(api: Api) -> None:
    await api.served.execute(
        "INSERT INTO finding (id, rule, article, severity, vehicle_id, began, delayed, evidence, batch)"
        " SELECT gen_random_uuid(), 'R24', '35', 'A1', :bus, now() - make_interval(mins => m), false, '{}', 1"
        " FROM unnest(ARRAY[30, 300]) m",
        bus=int(api.own("vehicle")),
    )
    async with reporter(api) as passer_by, office(api) as officer:
        report = await officer.find(await passer_by.report(plate="苏G00001"))
    assert [one["rule"] for one in report["findings"]] == ["R24"]


async def test_the_contact_is_seen_by_fewer_than_the_report_and_each_look_is_recorded(api: Api) -> None:
    async with reporter(api) as passer_by, office(api) as officer, office(api, "transport") as transport:
        key = await passer_by.report(name="李", phone="13800000000")
        report = await transport.find(key)
        assert (report["has_contact"], report["may_see_contact"]) == (True, False)
        path = f"/api/v1/reports/{report['id']}/contact"
        assert (await transport.client.post(path, json={"purpose": "ask"})).status_code == 403
        shown = await officer.client.post(path, json={"purpose": "ask"})
        assert shown.json() == {"name": "李", "phone": "13800000000"}
        bare = await officer.find(await passer_by.report())
        assert (
            await officer.client.post(f"/api/v1/reports/{bare['id']}/contact", json={"purpose": "ask"})
        ).status_code == 404
    looked = await api.served.fetch(
        "SELECT object_id, detail ->> 'purpose' FROM audit_entry WHERE action = 'report.contact'"
    )
    assert looked == [(report["id"], "ask")]


async def test_the_inbox_is_found_by_state_kind_and_words_and_paged(api: Api) -> None:
    async with reporter(api) as passer_by, office(api) as officer:
        keys = [await passer_by.report(words=f"第 {n} 件", plate=STRANGER if n else None) for n in range(3)]
        await officer.take(keys[0], "accept")
        for query, found in (
            ({"state": "received"}, {1, 2}), ({"state": ["received", "accepted"]}, {0, 1, 2}), ({"kind": "speeding"}, set()),
            ({"q": "a12b3"}, {1, 2}), ({"q": "第 1"}, {1}), ({"q": keys[2]["number"]}, {2}), ({"q": "%"}, set()),
        ):  # fmt: skip
            items = (await officer.get("/reports", **query))["items"]
            assert {one["number"] for one in items} == {keys[n]["number"] for n in found}, query
        page = await officer.get("/reports", limit=2)
        rest = await officer.get("/reports", limit=2, cursor=page["next"])
        assert [one["number"] for one in (*page["items"], *rest["items"])] == [key["number"] for key in reversed(keys)]


async def test_what_was_done_with_a_report_is_never_rewritten(api: Api) -> None:
    async with reporter(api) as passer_by:
        await passer_by.report()
    with psycopg.connect(api.served.settings.database_url) as connection:
        for statement in ("UPDATE report_event SET note = 'x'", "DELETE FROM report_event", "TRUNCATE report_event"):
            with pytest.raises(psycopg.Error, match="never changes"), connection.transaction():
                connection.execute(statement.encode())
