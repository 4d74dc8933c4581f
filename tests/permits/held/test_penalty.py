"""A revocation: told, heard or waived, reviewed and decided by another than who proposed it; the decision revokes the permit."""

from datetime import date, timedelta
from typing import Any

from tests.api import PREFIX, code_of, refused_fields
from tests.permits.held.holding import Holding

ONE_DAY = timedelta(days=1)


async def proposed(holding: Holding, role: str = "clerk") -> dict[str, Any]:
    response = await holding.offices.clients[role].post(f"{holding.path}/penalties", json={"reasons": "多次严重超员"})
    assert response.status_code == 201, response.text
    holding.file = response.json()
    return holding.file


def runs(holding: Holding) -> dict[str, str]:
    return {one["name"]: one["due_on"] for one in holding.file["penalties"][0]["clocks"] if one["stopped_on"] is None}


async def test_a_revocation_with_a_hearing_ends_the_permit_with_its_decision(holding: Holding) -> None:
    today = holding.offices.today
    file = await proposed(holding)
    assert (file["penalties"][0]["state"], file["penalty"], file["may_open_penalty"]) == ("proposed", True, False)
    await holding.takes("government", "tell", of="penalty", note="拟吊销：三个月内超员四次")
    assert set(runs(holding)) == {"ask_hearing"}
    await holding.takes("operator", "defend", of="penalty", note="系临时增加班次")
    await holding.takes("operator", "ask_hearing", of="penalty")
    assert set(runs(holding)) == {"call_hearing"}
    refused = await holding.tries("government", "review", of="penalty")
    assert code_of(refused) == "step_not_allowed"
    await holding.takes("government", "hear", of="penalty", note="听证笔录")
    await holding.takes("clerk", "review_heard", of="penalty")
    assert await holding.rules() == [(1, True)]
    before = await holding.world()
    decided = await holding.takes(
        "government", "decide", of="penalty", document_number="连政罚〔2026〕1号", dated_on=today, note="情节严重"
    )
    assert (decided["state"], decided["penalties"][0]["state"], decided["penalty"]) == ("revoked", "decided", False)
    assert await holding.rules() == []
    assert await holding.world() > before
    assert runs(holding) == {}
    assert [(one["subject"], one["step"], one["letter"]) for one in decided["events"][-2:]] == [
        ("penalty", "decide", "revocation"),
        ("permit", "revoke", None),
    ]
    for event in decided["events"]:
        if event["letter"]:
            letter = await holding.offices.clients["clerk"].get(f"{holding.path}/letters/{event['event_id']}")
            assert letter.status_code == 200, event["step"]


async def test_nobody_asked_for_a_hearing_in_five_working_days(holding: Holding) -> None:
    """行政处罚法 64: until then no review; after it no hearing may be asked for any more."""
    await proposed(holding)
    await holding.takes("government", "tell", of="penalty", note="拟吊销")
    last = date.fromisoformat(runs(holding)["ask_hearing"])
    assert code_of(await holding.tries("clerk", "review", of="penalty")) == "step_not_allowed"
    assert (await holding.night(last)).waived == 0
    assert (await holding.night(last + ONE_DAY)).waived == 1
    assert (await holding.night(last + ONE_DAY)).waived == 0
    file = await holding.sees()
    assert (file["penalties"][0]["state"], file["events"][-1]["by"]) == ("waived", None)
    assert code_of(await holding.tries("operator", "ask_hearing", of="penalty")) == "step_not_allowed"
    reviewed = await holding.takes("clerk", "review", of="penalty")
    assert reviewed["penalties"][0]["state"] == "legal_review"


async def test_whoever_proposed_does_not_decide(holding: Holding) -> None:
    """Two people; the clerk who has the government's paper records its decision with scan, number and date."""
    await proposed(holding, "government")
    await holding.takes("government", "tell", of="penalty", note="拟吊销")
    await holding.offices.api.served.execute("UPDATE penalty SET state = 'legal_review'")
    await holding.sees()
    brings: dict[str, Any] = {
        "document_number": "连政罚〔2026〕1号",
        "dated_on": holding.offices.today,
        "note": "情节严重",
    }
    assert code_of(await holding.tries("government", "decide", of="penalty", **brings)) == "step_not_allowed"
    assert refused_fields(await holding.tries("clerk", "decide", of="penalty", **brings)) == {"document_id"}
    paper = await holding.scan()
    decided = await holding.takes("clerk", "decide", of="penalty", document_id=paper, **brings)
    assert (decided["state"], decided["events"][-2]["recorded"]) == ("revoked", True)


async def test_a_permit_has_one_revocation_at_a_time_and_a_dropped_one_changes_nothing(holding: Holding) -> None:
    await proposed(holding)
    again = await holding.offices.clients["police"].post(f"{holding.path}/penalties", json={"reasons": "再提"})
    assert (again.status_code, code_of(again)) == (409, "proposed_already")
    seen = holding.file["penalties"][0]["version"]
    dropped = await holding.takes("government", "drop", of="penalty", note="事实不清")
    assert (dropped["state"], dropped["penalties"][0]["state"], dropped["may_open_penalty"]) == (
        "in_force",
        "dropped",
        True,
    )
    late = await holding.tries("government", "tell", of="penalty", version=seen, note="告知")
    assert code_of(late) == "changed_meanwhile"
    assert await holding.rules() == [(1, True)]


async def test_only_the_desk_police_and_government_propose(holding: Holding) -> None:
    for role in ("operator", "officer", "transport"):
        answer = await holding.offices.clients[role].post(f"{holding.path}/penalties", json={"reasons": "超员"})
        assert answer.status_code == 403
    nobody = await holding.offices.clients["clerk"].post(
        f"{PREFIX}/permits/penalties/1/steps", json={"step": "tell", "version": 1}
    )
    assert nobody.status_code == 404


async def test_nobody_gets_away_from_a_revocation_by_giving_the_permit_back(holding: Holding) -> None:
    await proposed(holding)
    early = await holding.tries("operator", "surrender", note="不再使用")
    assert (code_of(early), "吊销" in early.text) == ("not_now", False), "it was not told of it yet"
    assert code_of(await holding.tries("clerk", "surrender", note="不再使用")) == "penalty_open"
    await holding.takes("government", "tell", of="penalty", note="拟吊销")
    given_back = await holding.tries("operator", "surrender", note="不再使用")
    assert code_of(given_back) == "penalty_open"
    assert await holding.rules() == [(1, True)]


async def test_what_the_desk_records_of_a_revocation_is_not_dated_before_its_proposal(holding: Holding) -> None:
    """A year typed wrongly would end the time in which a hearing is asked for before it has begun."""
    await proposed(holding)
    paper = await holding.scan()
    told = await holding.tries(
        "clerk", "tell", of="penalty", note="拟吊销", document_id=paper, document_number="连政告〔2026〕1号",
        dated_on="2016-11-27",
    )  # fmt: skip
    assert "dated_on" in refused_fields(told)
    assert (await holding.sees())["penalties"][0]["state"] == "proposed"


async def test_a_hearing_asked_for_on_paper_in_time_is_held_though_it_is_entered_late(holding: Holding) -> None:
    """行政处罚法 64: the day on which the paper came decides, not that on which the desk types it in."""
    await proposed(holding)
    await holding.takes("government", "tell", of="penalty", note="拟吊销")
    assert refused_fields(await holding.tries("clerk", "ask_hearing", of="penalty")) == {"dated_on"}
    before = "UPDATE permit_clock SET began_on = began_on - 30, due_on = due_on - 30 WHERE name = 'ask_hearing'"
    await holding.offices.api.served.execute(before)
    await holding.offices.api.served.execute("UPDATE penalty SET opened_on = opened_on - 30")
    told = date.fromisoformat(holding.offices.today) - 30 * ONE_DAY
    assert (await holding.night(date.fromisoformat(holding.offices.today))).waived == 1
    file = await holding.sees()
    assert file["penalties"][0]["state"] == "waived"
    assert {"step": "ask_hearing", "recorded": False, "needs": ["dated_on"]} in file["penalties"][0]["may"]
    assert code_of(await holding.tries("operator", "ask_hearing", of="penalty")) == "step_not_allowed"
    for day in (told - ONE_DAY, told + 20 * ONE_DAY):
        late = await holding.tries("clerk", "ask_hearing", of="penalty", dated_on=day.isoformat())
        assert refused_fields(late) == {"dated_on"}, day
    on = (told + 2 * ONE_DAY).isoformat()
    heard = await holding.takes("clerk", "ask_hearing", of="penalty", dated_on=on)
    assert (heard["penalties"][0]["state"], heard["events"][-1]["dated_on"]) == ("hearing", on)
    assert set(runs(holding)) == {"call_hearing"}


async def test_the_holder_hears_of_a_revocation_by_its_notice_and_not_from_the_page(holding: Holding) -> None:
    """行政处罚法 44: neither the list, the counts, the file nor a step tells it before; one dropped before stays unknown."""
    operator = holding.offices.clients["operator"]
    file = await proposed(holding)
    penalty = file["penalties"][0]["id"]

    async def known() -> tuple[bool, int, int, int, int]:
        seen = (await operator.get(holding.path)).json()
        listed = (await operator.get(f"{PREFIX}/permits/granted", params={"penalty": "true"})).json()["items"]
        counted = (await operator.get(f"{PREFIX}/permits/granted/summary")).json()["penalties"]
        lines = sum(one["subject"] == "penalty" for one in seen["events"])
        return seen["penalty"], len(seen["penalties"]), lines, len(listed), counted

    assert await known() == (False, 0, 0, 0, 0)
    body = {"step": "defend", "version": 1, "note": "x"}
    guessed = await operator.post(f"{PREFIX}/permits/penalties/{penalty}/steps", json=body)
    assert guessed.status_code == 404
    assert ((await holding.sees("officer"))["penalty"], len(holding.file["penalties"])) == (True, 1)
    await holding.takes("government", "drop", of="penalty", note="事实不清")
    assert await known() == (False, 0, 0, 0, 0)
    await proposed(holding)
    await holding.takes("government", "tell", of="penalty", note="拟吊销")
    assert await known() == (True, 1, 2, 1, 1)
