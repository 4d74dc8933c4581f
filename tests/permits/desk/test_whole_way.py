"""One application from the draft to a bus that drives under its permit, over HTTP, each office in its own login."""

from datetime import date, timedelta

import pytest

from tests.api import PREFIX, code_of, refused_fields
from tests.permits.desk.offices import Offices


async def test_an_application_goes_from_the_operators_draft_to_a_permit_and_a_sign(offices: Offices) -> None:
    drafted = await offices.begin("operator", applicant_id=None)
    assert (drafted["state"], drafted["number"], drafted["due_on"]) == ("draft", None, None)
    received = await offices.takes("operator", "submit")
    assert received["number"] == f"XC{offices.today[:4]}-00001"
    assert [(one["step"], one["letter"]) for one in received["events"]] == [("begin", None), ("submit", "receipt")]
    assert {clock["name"] for clock in received["clocks"]} == {"completeness", "send"}
    accepted = await offices.takes("clerk", "accept")
    assert {clock["name"] for clock in accepted["clocks"] if clock["stopped_on"] is None} == {"send", "whole"}
    asked = await offices.takes("clerk", "consult")
    assert [(one["office"], one["state"]) for one in asked["opinions"]] == [("police", "sent"), ("transport", "sent")]
    await offices.takes("police", "call", of="police", appointment="2027-01-05T01:00:00Z")
    await offices.takes("police", "present", of="police")
    one_left = await offices.takes("police", "reply", of="police", opinion="agrees", dated_on=offices.today)
    assert one_left["state"] == "consulting"
    gathered = await offices.takes("transport", "reply", of="transport", opinion="agrees", dated_on=offices.today)
    assert (gathered["state"], gathered["events"][-1]["step"], gathered["events"][-1]["by"]) == (
        "reviewing",
        "gather",
        None,
    )
    await offices.takes("clerk", "site_check", inspectors=["王一", "李二"], note="车况良好")
    await offices.takes("clerk", "recommend", opinion="agrees", note="符合条件")
    granted = await offices.takes("government", "grant", document_number="连政许〔2026〕1号", dated_on=offices.today)
    assert (granted["state"], granted["due_clock"]) == ("granted", "deliver")
    issued = await offices.takes("clerk", "issue", valid_from=offices.today, valid_to="2027-08-31")
    assert (issued["state"], issued["permit"]["name"]) == ("issued", f"连云校许〔{offices.today[:4]}〕0001号")
    assert (issued["signs"][0]["state"], issued["due_clock"]) == ("filed", "sign")
    signed = await offices.takes(
        "police", "issue", of="sign", number="苏G-校-0001", dated_on=offices.today, valid_to="2027-05-31"
    )
    assert (signed["signs"][0]["number"], signed["signs"][0]["valid_to"]) == ("苏G-校-0001", "2027-05-31")
    assert (signed["due_on"], signed["days_left"]) == (None, None)
    assert signed["may"] == [] or {one["step"] for one in signed["may"]} <= {"note", "attach"}


async def test_what_was_issued_rules_its_bus_from_now_and_the_former_version_no_more(offices: Offices) -> None:
    """The permit is the rule: the stretch of the old version ends where that of the new one begins, in one transaction."""
    served = offices.api.served
    before = await served.fetch("SELECT number FROM world")
    await offices.begin("clerk", kind="change", permit_id=offices.api.own("permit"))
    await offices.to_issue()
    stretches = await served.fetch(
        "SELECT v.version, v.seats, upper_inf(f.during), upper(f.during) = lead(lower(f.during)) OVER (ORDER BY lower(f.during))"
        " FROM in_force f JOIN permit_version v ON v.id = f.permit_version_id WHERE f.vehicle_id = :id ORDER BY lower(f.during)",
        id=int(offices.api.own("vehicle")),
    )
    assert stretches == [(1, 40, False, True), (2, 38, False, None)]
    people = await served.fetch(
        "SELECT count(*) FROM permit_driver d JOIN permit_version v ON v.id = d.permit_version_id WHERE v.version = 2"
    )
    assert people == [(1,)]
    assert await served.fetch("SELECT number FROM world") > before
    card = await offices.api.answer(f"/vehicles/{offices.api.own('vehicle')}/card")
    assert (card["permit"]["number"], card["permit"]["state"]) == ("许可-own", "in_force")


async def test_a_permit_that_begins_later_leaves_the_present_one_in_force_until_then(offices: Offices) -> None:
    later = (date.fromisoformat(offices.today) + timedelta(days=40)).isoformat()
    await offices.begin("clerk", kind="renewal", permit_id=offices.api.own("permit"))
    await offices.to_issue(valid_from=later, valid_to="2028-08-31")
    rules_now = await offices.api.served.fetch(
        "SELECT v.version FROM in_force f JOIN permit_version v ON v.id = f.permit_version_id"
        " WHERE f.vehicle_id = :id AND f.during @> now()",
        id=int(offices.api.own("vehicle")),
    )
    assert rules_now == [(1,)]
    stretches = await offices.api.served.fetch(
        "SELECT (lower(during) AT TIME ZONE 'Asia/Shanghai')::date::text FROM in_force WHERE vehicle_id = :id ORDER BY 1",
        id=int(offices.api.own("vehicle")),
    )
    assert stretches[-1] == (later,)


async def test_a_permit_is_not_issued_for_less_than_it_must_name(offices: Offices) -> None:
    """Driver, line and number of persons are what a permit is of (REG 16): all that is missing is named together."""
    await offices.begin("clerk", content={})
    await offices.to_government()
    await offices.takes("government", "grant", document_number="连政许〔2026〕2号", dated_on=offices.today)
    refused = await offices.tries("clerk", "issue", valid_from=offices.today)
    assert (refused.status_code, code_of(refused)) == (409, "not_complete")
    for words in ("驾驶人", "线路", "核载人数"):
        assert words in refused.json()["detail"]
    assert (await offices.sees())["state"] == "granted"


async def test_a_refusal_ends_it_and_changes_nothing_on_the_road(offices: Offices) -> None:
    await offices.begin("operator", applicant_id=None)
    await offices.to_government()
    refused = await offices.takes(
        "government",
        "refuse",
        document_number="连政不许〔2026〕1号",
        dated_on=offices.today,
        note="线路经过未设防护的临崖路段",
    )
    assert (refused["state"], refused["decision_number"], refused["due_on"]) == ("refused", "连政不许〔2026〕1号", None)
    assert refused["permit"] is None
    assert code_of(await offices.tries("clerk", "issue", valid_from=offices.today)) == "step_not_allowed"
    assert await offices.api.served.fetch("SELECT count(*) FROM permit") == [(2,)]


async def test_an_ending_that_was_accepted_strikes_the_permit_off_and_it_rules_no_more(offices: Offices) -> None:
    await offices.begin("clerk", kind="ending", permit_id=offices.api.own("permit"))
    await offices.takes("clerk", "submit")
    await offices.takes("clerk", "accept")
    assert code_of(await offices.tries("clerk", "consult")) == "step_not_allowed"
    struck = await offices.takes("clerk", "strike_off", note="车辆报废")
    assert (struck["state"], struck["due_on"]) == ("struck_off", None)
    card = await offices.api.answer(f"/vehicles/{offices.api.own('vehicle')}/card")
    assert card["permit"]["state"] == "expired"


async def test_a_sign_ends_with_the_inspection_and_never_after_the_permit(offices: Offices) -> None:
    """VEH 61: the earlier of the two ends."""
    await offices.begin("clerk")
    await offices.to_issue(valid_to="2027-05-31")
    too_long = await offices.tries(
        "police", "issue", of="sign", number="苏G-校-0002", dated_on=offices.today, valid_to="2027-06-01"
    )
    assert refused_fields(too_long) == {"valid_to"}
    await offices.api.served.execute("UPDATE vehicle SET inspection_valid_to = '2027-02-28'")
    too_long = await offices.tries(
        "police", "issue", of="sign", number="苏G-校-0002", dated_on=offices.today, valid_to="2027-03-01"
    )
    assert refused_fields(too_long) == {"valid_to"}
    await offices.takes(
        "police", "issue", of="sign", number="苏G-校-0002", dated_on=offices.today, valid_to="2027-02-28"
    )


async def test_a_sign_renewed_at_the_inspection_is_another_and_the_old_one_is_used_no_more(offices: Offices) -> None:
    """VEH 62: by list, without an application."""
    await offices.begin("clerk")
    await offices.to_issue()
    await offices.takes("police", "issue", of="sign", number="苏G-校-1", dated_on=offices.today, valid_to="2027-05-31")
    renewed = await offices.takes(
        "police", "renew", of="sign", number="苏G-校-2", dated_on=offices.today, valid_to="2027-05-31"
    )
    assert [(one["number"], one["state"]) for one in renewed["signs"]] == [
        ("苏G-校-1", "replaced"),
        ("苏G-校-2", "issued"),
    ]
    usable = await offices.api.served.fetch("SELECT number FROM sign WHERE during @> now()")
    assert usable == [("苏G-校-2",)]


@pytest.mark.parametrize("step", ["issue", "grant", "consult", "nonsense"])
async def test_a_step_out_of_order_is_refused_with_what_is_allowed(offices: Offices, step: str) -> None:
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    refused = await offices.tries("clerk", step)
    assert (refused.status_code, code_of(refused)) == (409, "step_not_allowed")
    assert "受理" in refused.json()["detail"]
    assert (await offices.sees())["state"] == "submitted"


async def test_the_deed_its_audit_and_its_line_are_in_one_transaction(offices: Offices) -> None:
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    lines = await offices.api.served.fetch(
        "SELECT count(*) FROM audit_entry WHERE object_kind = 'application' AND object_id = :id AND action = 'application.submit'",
        id=offices.file["id"],
    )
    assert lines == [(1,)]
    refused = await offices.tries("clerk", "correct")
    assert refused_fields(refused) == {"missing"}
    assert await offices.api.served.fetch("SELECT count(*) FROM application_event WHERE step = 'correct'") == [(0,)]


async def test_two_clerks_on_one_file_the_second_is_told_who_did_what(offices: Offices) -> None:
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    seen = offices.file["version"]
    await offices.takes("clerk", "accept")
    second = await offices.tries("clerk", "not_accept", version=seen, note="不属本机关")
    assert (second.status_code, code_of(second)) == (409, "changed_meanwhile")
    assert "受理" in second.json()["detail"]
    assert (await offices.sees())["state"] == "accepted"


async def test_whoever_recommended_does_not_decide(offices: Offices) -> None:
    """An administrator recommended and would grant in person: it is another's to decide, or to be recorded from its paper."""
    await offices.begin("clerk")
    await offices.to_government()
    recorded = await offices.tries("clerk", "grant", document_number="1号", dated_on=offices.today)
    assert refused_fields(recorded) == {"document_id"}
    paper = await offices.scan(kind="decision")
    granted = await offices.takes("clerk", "grant", document_number="1号", dated_on=offices.today, document_id=paper)
    assert (granted["state"], granted["events"][-1]["recorded"]) == ("granted", True)


async def test_the_same_is_not_asked_for_one_bus_twice_at_a_time(offices: Offices) -> None:
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    first = offices.file["number"]
    await offices.begin("operator", applicant_id=None)
    refused = await offices.tries("operator", "submit")
    assert (code_of(refused), first in refused.json()["detail"]) == ("applied_already", True)


async def test_the_work_list_is_in_the_order_of_what_is_due(offices: Offices) -> None:
    """First what is due first, at the end what nothing is due of."""
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    mine = offices.file
    listed = await offices.api.answer("/applications")
    assert [one["number"] for one in listed["items"] if one["due_on"]] == [mine["number"]]
    assert listed["items"][0]["due_clock"] == "send"
    assert (await offices.api.answer("/applications", q="XC"))["items"] != []
    assert (await offices.api.answer("/applications", q="没有这样的"))["items"] == []
    summary = await offices.api.answer("/applications/summary")
    assert summary["states"]["submitted"] == 1
    asked = await offices.clients["police"].get(f"{PREFIX}/applications", params={"office": "police"})
    assert asked.json()["items"] == []
    await offices.takes("clerk", "accept")
    await offices.takes("clerk", "consult")
    asked = await offices.clients["police"].get(f"{PREFIX}/applications", params={"office": "police"})
    assert [one["number"] for one in asked.json()["items"]] == [mine["number"]]
