"""A permit after it was granted: each step ends, interrupts or begins what rules its bus, and the next batch sees it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from permits.procedure.granted import PERMIT, PERMIT_STATES
from tests.api import PREFIX, code_of, refused_fields
from tests.permits.held.holding import Holding

ONE_DAY = timedelta(days=1)
Deeds = dict[str, Any]


async def test_a_bus_out_for_repair_has_no_permit_until_it_is_put_back(holding: Holding) -> None:
    """REG 22. The stretch ends with the step and another begins with the next; the world's number rises with each."""
    numbers = [await holding.world()]
    assert await holding.rules() == [(1, True)]
    suspended = await holding.takes("operator", "suspend", note="制动不良，进厂修理")
    numbers.append(await holding.world())
    assert (suspended["state"], await holding.rules()) == ("suspended", [])
    card = await holding.offices.api.answer(f"/vehicles/{holding.offices.api.own('vehicle')}/card")
    assert card["permit"]["state"] == "expired"
    restored = await holding.takes("clerk", "restore", note="维修合格证明已验")
    numbers.append(await holding.world())
    assert (restored["state"], await holding.rules()) == ("in_force", [(1, True)])
    assert numbers == sorted(set(numbers))
    [version] = restored["versions"]
    assert [one["until"] is None for one in version["stretches"]] == [False, True]
    assert [(one["step"], one["letter"]) for one in restored["events"]] == [
        ("suspend", "suspension"),
        ("restore", None),
    ]


async def test_a_version_that_begins_later_does_not_put_a_suspended_bus_back(holding: Holding) -> None:
    """What was to begin is taken out with the suspension and laid again with the end of it."""
    offices = holding.offices
    later = (date.fromisoformat(offices.today) + 40 * ONE_DAY).isoformat()
    await offices.begin("clerk", kind="renewal", permit_id=str(holding.permit_id))
    await offices.to_issue(valid_from=later, valid_to="2028-08-31")
    count = "SELECT count(*) FROM in_force WHERE coalesce(upper(during) > clock_timestamp(), true)"
    of_it = f"{count} AND vehicle_id = {int(offices.api.own('vehicle'))}"
    await holding.sees()
    assert await offices.api.served.fetch(of_it) == [(2,)]
    await holding.takes("clerk", "suspend", note="修理")
    assert await offices.api.served.fetch(of_it) == [(0,)]
    await holding.takes("clerk", "restore", note="修好")
    assert await offices.api.served.fetch(of_it) == [(2,)]
    assert await holding.rules() == [(1, False)]


async def test_a_stretch_that_has_begun_is_never_taken_out(holding: Holding) -> None:
    """The database refuses it, whoever asks: what ruled stays on record."""
    with pytest.raises(DBAPIError, match="only the end of its time"):
        await holding.offices.api.served.execute("DELETE FROM in_force WHERE lower(during) < now()")
    assert await holding.rules() == [(1, True)]


async def test_a_renewal_issued_while_the_bus_is_out_for_repair_waits_for_it(holding: Holding) -> None:
    offices = holding.offices
    await offices.begin("clerk", kind="change", permit_id=str(holding.permit_id))
    await holding.takes("clerk", "suspend", note="修理")
    await offices.to_issue()
    assert await holding.rules() == []
    file = await holding.sees()
    assert (file["state"], [one["version"] for one in file["versions"]]) == ("suspended", [2, 1])
    await holding.takes("clerk", "restore", note="修好")
    assert await holding.rules() == [(2, False)]


async def test_the_ends_of_a_permit_are_not_the_same_and_each_takes_it_off_the_road(holding: Holding) -> None:
    """行政许可法 8, 69: annulled by the government with its document; then only struck off."""
    brings: Deeds = {
        "document_number": "连政撤〔2026〕1号",
        "dated_on": holding.offices.today,
        "note": "申请材料系伪造",
    }
    annulled = await holding.takes("government", "annul", ground="fraud", **brings)
    assert (annulled["state"], await holding.rules()) == ("annulled", [])
    assert {one["step"] for one in annulled["may"]} == {"note"}
    assert [(one["ground"], one["since"]) for one in annulled["bars"]] == [("fraud", holding.offices.today)]
    struck = await holding.takes("clerk", "strike_off")
    assert struck["state"] == "struck_off"
    for step in set(PERMIT.life.steps) - {"note"}:
        refused = await holding.tries("clerk", step, note="再试", **{k: v for k, v in brings.items() if k != "note"})
        assert (refused.status_code, code_of(refused)) == (409, "step_not_allowed"), step


async def test_who_obtained_a_permit_by_fraud_may_not_apply_for_three_years(holding: Holding) -> None:
    """行政许可法 79; false papers bar for one year (78). An ending may still be asked for."""
    offices = holding.offices
    brings = {"document_number": "连政撤〔2026〕1号", "dated_on": offices.today, "note": "贿赂"}
    await holding.takes("government", "annul", ground="fraud", **brings)
    await offices.begin("operator", applicant_id=None)
    refused = await offices.tries("operator", "submit")
    assert (refused.status_code, code_of(refused)) == (409, "barred")
    until = date.fromisoformat(offices.today)
    assert str(until.replace(year=until.year + 3) - ONE_DAY) in refused.json()["detail"]
    await offices.begin("clerk", kind="renewal", permit_id=str(holding.permit_id))
    assert (await offices.tries("clerk", "submit")).status_code == 409


async def test_false_papers_bar_an_applicant_for_a_year(holding: Holding) -> None:
    offices = holding.offices
    await offices.begin("operator", applicant_id=None)
    await offices.takes("operator", "submit")
    wrong = await offices.tries("clerk", "not_accept", note="检验合格证明系伪造", ground="fraud")
    assert refused_fields(wrong) == {"ground"}
    await offices.takes("clerk", "not_accept", note="检验合格证明系伪造", ground="false_papers")
    await offices.begin("operator", applicant_id=None)
    refused = await offices.tries("operator", "submit")
    assert code_of(refused) == "barred"
    assert "78" in refused.json()["detail"]


async def test_of_two_at_one_permit_the_second_is_told_who_did_what(holding: Holding) -> None:
    seen = holding.file["version"]
    await holding.takes("operator", "suspend", note="修理")
    second = await holding.tries("clerk", "suspend", version=seen, note="也要停")
    assert (second.status_code, code_of(second)) == (409, "changed_meanwhile")
    assert "operator" in second.json()["detail"]
    assert "停运维修" in second.json()["detail"]
    assert [one["step"] for one in (await holding.sees())["events"]] == ["suspend"]


async def test_every_step_that_the_table_does_not_list_is_refused_to_every_role(holding: Holding) -> None:
    """Each state by each step by each role, over HTTP; who lists what is the procedure's test."""
    offices = holding.offices
    brings: Deeds = {"document_number": "文〔2026〕1号", "dated_on": offices.today, "note": "理由"}
    tried = 0
    for state in PERMIT_STATES:
        await offices.api.served.execute("UPDATE permit SET state = :state", state=state)
        for role in ("clerk", "operator", "police", "government"):
            await holding.sees(role)
            allowed = {one["step"] for one in holding.file["may"]}
            for step in (*PERMIT.life.steps, "erase"):
                act = PERMIT.life.steps.get(step)
                listed = act is not None and role in act.who and state in act.since
                assert (step in allowed) == listed, (state, role, step)
                if not listed:
                    refused = await holding.tries(role, step, **brings)
                    assert (refused.status_code, code_of(refused)) == (409, "step_not_allowed"), (state, role, step)
                    tried += 1
    assert tried > 300


async def test_who_has_no_part_in_it_may_not_take_a_step(holding: Holding) -> None:
    for role in ("transport", "officer"):
        assert (await holding.tries(role, "suspend", note="x")).status_code == 403
    other = f"{PREFIX}/permits/granted/{holding.offices.api.world.ids['permit']['other']}"
    assert (await holding.offices.clients["operator"].get(other)).status_code == 404
    body = {"step": "suspend", "version": 1, "note": "x"}
    assert (await holding.offices.clients["operator"].post(f"{other}/steps", json=body)).status_code == 404


async def test_the_letter_of_a_step_is_made_once_with_its_number(holding: Holding) -> None:
    await holding.takes("clerk", "suspend", note="制动不良")
    event = holding.file["events"][-1]
    path = f"{holding.path}/letters/{event['event_id']}"
    early = await holding.offices.clients["operator"].get(path)
    assert (early.status_code, code_of(early)) == (409, "letter_not_made"), (
        "the office numbers and dates it, not its reader"
    )
    first = await holding.offices.clients["clerk"].get(path)
    assert (first.status_code, first.headers["content-type"]) == (200, "application/pdf")
    [(number, text)] = await holding.offices.api.served.fetch("SELECT number, text FROM held_letter")
    assert str(number).endswith("1号")
    assert "制动不良" in str(text)
    assert (await holding.offices.clients["operator"].get(path)).status_code == 200
    assert await holding.offices.api.served.fetch("SELECT count(*) FROM held_letter") == [(1,)]


async def test_a_permit_that_is_not_in_force_yet_may_be_annulled(holding: Holding) -> None:
    """Its time is taken out again, as if it had never been laid; its sign, of which the time is to come, is taken back."""
    offices = holding.offices
    await holding.takes("clerk", "surrender", note="不再使用")
    later = (date.fromisoformat(offices.today) + 20 * ONE_DAY).isoformat()
    await offices.begin("clerk")
    await offices.to_issue(valid_from=later)
    await offices.takes(
        "police", "issue", of="sign", number="苏G-早-0001", dated_on=offices.today, valid_to="2027-05-31"
    )
    [(permit_id,)] = await offices.api.served.fetch("SELECT max(id) FROM permit")
    path = f"{PREFIX}/permits/granted/{permit_id}"
    file = (await offices.clients["government"].get(path)).json()
    brings = {"document_number": "连政撤〔2026〕1号", "dated_on": offices.today, "note": "超越职权"}
    annulled = await offices.clients["government"].post(
        f"{path}/steps", json={"step": "annul", "version": file["version"]} | brings
    )
    assert (annulled.status_code, annulled.json()["state"]) == (200, "annulled"), annulled.text
    coming = (
        "SELECT count(*) FROM in_force WHERE coalesce(upper(during) > clock_timestamp(), true) AND vehicle_id = :id"
    )
    assert await offices.api.served.fetch(coming, id=int(offices.api.own("vehicle"))) == [(0,)]
    [sign] = annulled.json()["signs"]
    taken = await offices.clients["police"].post(
        f"{PREFIX}/permits/signs/{sign['id']}/steps",
        json={"step": "take_back", "version": sign["version"], "dated_on": offices.today, "note": "许可已撤销"},
    )
    assert (taken.status_code, taken.json()["signs"][0]["state"]) == (200, "taken_back"), taken.text
    usable = "SELECT during @> cast(:day AS timestamptz) + interval '1 hour' FROM sign WHERE number = '苏G-早-0001'"
    assert await offices.api.served.fetch(usable, day=f"{later}T00:00:00+08:00") == [(False,)]


async def test_an_expired_permit_is_renewed_and_never_comes_back_by_a_change(holding: Holding) -> None:
    """Neither one that is asked for after its end, nor one that was under way when it ended."""
    offices = holding.offices
    last = date.fromisoformat(offices.today) + 5 * ONE_DAY
    await offices.begin("clerk", kind="change", permit_id=str(holding.permit_id))
    await offices.to_issue(valid_to=last.isoformat())
    await offices.begin("clerk", kind="change", permit_id=str(holding.permit_id))
    await offices.to_government()
    await offices.takes("government", "grant", document_number="连政许〔2026〕2号", dated_on=offices.today)
    assert (await holding.night(last + ONE_DAY)).expired == 1
    late = await offices.tries("clerk", "issue", valid_from=offices.today, valid_to="2028-08-31")
    assert (late.status_code, code_of(late)) == (409, "permit_expired")
    assert "延续" in late.json()["detail"]
    await offices.begin("clerk", kind="change", permit_id=str(holding.permit_id))
    assert code_of(await offices.tries("clerk", "submit")) == "permit_expired"
    assert (await holding.sees())["state"] == "expired"
