"""A driver's qualification by police's hand: endorsed, reviewed, cancelled, from this moment on."""

from typing import Any

import httpx

from tests.api import PREFIX, code_of, refused_fields
from tests.permits.held.holding import Holding


async def tries(holding: Holding, role: str, step: str, version: int, **brings: Any) -> httpx.Response:
    body = {"step": step, "version": version} | brings
    return await holding.offices.clients[role].post(f"{path(holding)}/steps", json=body)


def path(holding: Holding) -> str:
    return f"{PREFIX}/permits/drivers/{holding.offices.api.own('person')}/qualification"


async def test_police_endorse_review_and_cancel_a_driver(holding: Holding) -> None:
    """LIC 89, 90, 92: each rules from now; the world's number rises, so the next batch is judged by it."""
    today, numbers = holding.offices.today, [await holding.world()]
    endorsed = await tries(
        holding, "police", "endorse", 1, classes=["A1", "A3"], dated_on=today, licence_first_on="2015-06-01"
    )
    assert endorsed.status_code == 200, endorsed.text
    assert (endorsed.json()["state"], endorsed.json()["classes"]) == ("held", ["A1", "A3"])
    numbers.append(await holding.world())
    reviewed = (await tries(holding, "police", "review", 2, cycle_ends="2026-06-01", points=3, dated_on=today)).json()
    assert (reviewed["reviewed_on"], reviewed["version"]) == (today, 3)
    cycles = "SELECT points, reviewed_on::text FROM scoring_cycle WHERE ends = '2026-06-01'"
    assert await holding.offices.api.served.fetch(cycles) == [(3, today)]
    cancelled = (await tries(holding, "police", "cancel", 3, dated_on=today, note="记满12分")).json()
    numbers.append(await holding.world())
    assert (cancelled["state"], cancelled["ended_on"]) == ("cancelled", today)
    held = "SELECT count(*) FROM qualification WHERE during @> clock_timestamp() AND person_id = :id"
    assert await holding.offices.api.served.fetch(held, id=int(holding.offices.api.own("person"))) == [(0,)]
    assert numbers == sorted(set(numbers))
    assert [one["step"] for one in cancelled["events"]] == ["endorse", "review", "cancel"]


async def test_the_desk_records_polices_paper_with_number_and_date(holding: Holding) -> None:
    today = holding.offices.today
    bare = await tries(holding, "clerk", "endorse", 1, classes=["A1"])
    assert refused_fields(bare) == {"dated_on", "document_id", "document_number"}
    paper = await holding.scan("reply", person_id=holding.offices.api.own("person"))
    brings = {"document_id": paper, "document_number": "连公交〔2026〕9号", "dated_on": today}
    done = (await tries(holding, "clerk", "endorse", 1, classes=["A1"], **brings)).json()
    assert (done["state"], done["events"][0]["recorded"]) == ("held", True)
    of_a_permit = await holding.scan("reply")
    wrong = await tries(holding, "clerk", "cancel", 2, note="本人申请", **(brings | {"document_id": of_a_permit}))
    assert refused_fields(wrong) == {"document_id"}


async def test_a_step_out_of_order_or_seen_too_early_changes_nothing(holding: Holding) -> None:
    today = holding.offices.today
    assert code_of(await tries(holding, "police", "cancel", 1, dated_on=today, note="x")) == "step_not_allowed"
    await tries(holding, "police", "endorse", 1, classes=["A1"], dated_on=today)
    second = await tries(holding, "police", "endorse", 1, classes=["B1"], dated_on=today)
    assert code_of(second) == "changed_meanwhile"
    early = await tries(holding, "police", "review", 2, cycle_ends="2027-06-01", dated_on=today)
    assert refused_fields(early) == {"cycle_ends"}
    for role in ("operator", "government", "transport"):
        assert (await tries(holding, role, "cancel", 2, dated_on=today, note="x")).status_code == 403
    assert (await holding.offices.clients["police"].get(path(holding))).json()["classes"] == ["A1"]
