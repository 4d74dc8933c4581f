"""A season's renewals in rounds, over HTTP: from receipt to signs, with refusals and corrections among them."""

from datetime import date, timedelta

import pytest

from tests.permits.desk.offices import Offices
from tests.permits.rounds.season import season_of

COUNT, REFUSED, CORRECTED = 120, 3, 5
DECISION = "连政许〔2026〕12号"


@pytest.mark.slow
async def test_a_hundred_and_twenty_renewals_go_from_receipt_to_signs_with_three_refusals_and_five_corrections(
    offices: Offices,
) -> None:
    season = await season_of(offices, COUNT)
    today = offices.today
    plates = list(season.files)
    short, refused = plates[:CORRECTED], plates[-REFUSED:]
    granted = plates[:-REFUSED]
    before = await season.previews("clerk", "application", "submit")
    assert (before["deed_id"], before["done"], before["refused"]) == (None, COUNT, 0)
    assert {one["stage"] for one in (await season.sees())["items"]} == {"draft"}, "a preview changes nothing"

    received = await season.acts("clerk", "application", "submit")
    assert (received["done"], received["refused"]) == (COUNT, 0)
    lacking = await season.acts(
        "clerk", "application", "correct", short, {plate: {"missing": [f"{plate} 的保险单"]} for plate in short}
    )
    assert lacking["done"] == CORRECTED
    first = await season.acts("clerk", "application", "accept")
    assert (first["done"], first["refused"]) == (COUNT - CORRECTED, CORRECTED)
    assert all("待补正" in one["why"]["zh"] for one in first["files"] if not one["done"])
    assert (await season.acts("clerk", "application", "resubmit", short))["done"] == CORRECTED
    assert (await season.acts("clerk", "application", "accept", short))["done"] == CORRECTED

    assert (await season.acts("clerk", "application", "consult"))["done"] == COUNT
    await season.agrees(capacity_per_day=30)
    assert (await season.acts("police", "police", "call"))["done"] == COUNT
    days = {one["police"]["appointment"][:10] for one in season.told["items"]}
    assert len(days) == COUNT // 30
    assert (await season.acts("police", "police", "present"))["done"] == COUNT
    assert (await season.acts("police", "police", "reply", opinion="agrees", dated_on=today))["done"] == COUNT
    paper = await season.scan()
    replied = await season.acts(
        "clerk",
        "transport",
        "reply",
        opinion="agrees",
        dated_on=today,
        paper_id=paper,
        document_number="连交运函〔2026〕7号",
    )
    assert (replied["done"], {one["stage"] for one in season.told["items"]}) == (COUNT, {"reviewing"})

    opinions = {plate: {"opinion": "disagrees", "note": "线路经过未设防护的临崖路段"} for plate in refused}
    await season.acts("clerk", "application", "recommend", None, opinions, opinion="agrees", note="符合条件")
    no = await season.acts(
        "government",
        "application",
        "refuse",
        refused,
        document_number="连政不许〔2026〕3号",
        dated_on=today,
        note="线路不符合条件",
    )
    assert no["done"] == REFUSED
    yes = await season.acts("government", "application", "grant", document_number=DECISION, dated_on=today)
    assert (yes["done"], yes["refused"]) == (COUNT - REFUSED, REFUSED)
    assert {one["plate"] for one in yes["files"] if not one["done"]} == set(refused)

    issued = await season.acts("clerk", "application", "issue", granted, valid_from=today, valid_to="2027-08-31")
    assert (issued["done"], issued["refused"]) == (COUNT - REFUSED, 0)
    numbers = {plate: {"number": f"苏G校{n:04d}"} for n, plate in enumerate(granted, start=1)}
    signed = await season.acts("police", "sign", "issue", granted, numbers, dated_on=today)
    assert (signed["done"], signed["refused"]) == (COUNT - REFUSED, 0)
    inspected = (date.fromisoformat(today) + timedelta(days=150)).isoformat()
    assert {one["valid_to"] for one in signed["files"]} == {min(inspected, "2027-08-31")}

    told = await season.sees()
    assert (told["files"], told["finished"], told["late"]) == (COUNT, COUNT, 0)
    assert {one["stage"]: one["files"] for one in told["stages"] if one["files"]} == {
        "done": COUNT - REFUSED,
        "over": REFUSED,
    }
    in_force = await offices.api.served.fetch(
        "SELECT count(*) FROM sign s JOIN vehicle v ON v.id = s.vehicle_id WHERE v.plate LIKE '苏G%学' AND s.during @> now()"
    )
    assert in_force == [(COUNT - REFUSED,)]
