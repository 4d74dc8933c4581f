"""What is published of permits: the terms of the tables, decisions without any person, one's own file by receipt and telephone."""

from tests.api import PREFIX, Api, code_of
from tests.permits.desk.offices import Offices
from tests.permits.held.holding import Holding

PHONE = "0518-8231 4567"


async def test_the_guide_has_the_laws_terms_and_the_five_conditions(api: Api) -> None:
    async with api.served.client() as client:
        guide = (await client.get(f"{PREFIX}/public/permit-guide")).json()
        form = await client.get(f"{PREFIX}/public/application-form.pdf")
    assert [one["number"] for one in guide["conditions"]] == [0, 1, 2, 3, 4, 5]
    terms = {term["name"]: term["days"] for step in guide["steps"] for term in step["clocks"]}
    assert (terms["completeness"], terms["send"], terms["review"]) == (5, 3, 5)
    assert (form.status_code, form.content[:5]) == (200, b"%PDF-")


async def test_what_was_granted_is_open_and_of_what_was_refused_only_that_it_was(offices: Offices, api: Api) -> None:
    await offices.begin()
    await offices.to_issue()
    await offices.begin()
    await offices.to_government()
    await offices.takes(
        "government", "refuse", document_number="连政许〔2026〕2号", dated_on=offices.today, note="临水"
    )
    async with api.served.client() as client:
        found = (await client.get(f"{PREFIX}/public/decisions")).json()["items"]
        by_plate = (await client.get(f"{PREFIX}/public/decisions", params={"search": "苏G00001"})).json()["items"]
    refused, granted = found
    assert (granted["result"], granted["plate"], granted["valid_to"]) == ("granted", "苏G00001", "2027-08-31")
    assert (refused["number"], refused["holder_name"], refused["plate"]) == ("连政许〔2026〕2号", None, None)
    assert [one["id"] for one in by_plate] == [granted["id"]], "a search finds nothing that is not told"
    assert "王建国" not in str(found)


async def test_a_revocation_is_published_and_the_grant_says_that_the_permit_is_no_more(
    offices: Offices, api: Api
) -> None:
    """行政处罚法 48: number, day, permit, holder, plate and the article; nothing of what the decision says besides."""
    await offices.begin("clerk", kind="change", permit_id=str(api.own("permit")))
    await offices.to_issue()
    holding = Holding(offices)
    opened = await offices.clients["clerk"].post(f"{holding.path}/penalties", json={"reasons": "驾驶人王建国多次超员"})
    assert opened.status_code == 201
    await api.served.execute("UPDATE penalty SET state = 'legal_review'")
    await holding.sees()
    brings = {"document_number": "连政罚〔2026〕1号", "dated_on": offices.today, "note": "驾驶人王建国多次超员"}
    await holding.takes("government", "decide", of="penalty", **brings)
    async with api.served.client() as client:
        found = (await client.get(f"{PREFIX}/public/decisions")).json()["items"]
        first = (await client.get(f"{PREFIX}/public/decisions", params={"limit": "1"})).json()
        more = {"limit": "1", "cursor": first["next"]}
        second = (await client.get(f"{PREFIX}/public/decisions", params=more)).json()
        asked = {"result": "revoked", "search": "连政罚"}
        only = (await client.get(f"{PREFIX}/public/decisions", params=asked)).json()["items"]
    by = {one["result"]: one for one in found}
    revoked, granted = by["revoked"], by["granted"]
    assert (revoked["number"], revoked["decided_on"], revoked["plate"]) == (
        brings["document_number"],
        offices.today,
        "苏G00001",
    )
    assert (revoked["kind"], revoked["permit_number"]) == (None, granted["permit_number"])
    assert "第五十四条" in revoked["ground"]["zh"]
    assert (granted["permit_state"], granted["ground"]) == ("revoked", None)
    assert revoked["holder_name"] == granted["holder_name"]
    assert "王建国" not in str(found)
    assert [one["id"] for one in first["items"] + second["items"]] == [one["id"] for one in found]
    assert only == [revoked]


async def test_a_provider_with_a_persons_name_is_masked_in_the_register(offices: Offices, api: Api) -> None:
    await api.served.execute("UPDATE organisation SET name = '王建国' WHERE id = :id", id=api.world.operator_id)
    await offices.begin()
    await offices.to_issue()
    async with api.served.client() as client:
        [told] = (await client.get(f"{PREFIX}/public/decisions")).json()["items"]
        found = (await client.get(f"{PREFIX}/public/decisions", params={"search": "王建国"})).json()["items"]
    assert (told["holder_name"], found) == ("王＊＊", [])


async def test_a_file_is_told_of_to_who_knows_number_and_telephone_and_guessing_ends(
    offices: Offices, api: Api
) -> None:
    await api.served.execute(
        "UPDATE organisation SET phone = :phone WHERE id = :id", phone=PHONE, id=api.world.operator_id
    )
    await offices.begin()
    await offices.takes("clerk", "submit")
    ask = {"number": offices.file["number"], "phone_last4": "4567"}
    async with api.served.client() as client:
        told = await client.post(f"{PREFIX}/public/receipt-status", json=ask)
        assert (told.status_code, told.json()["state"], told.json()["words"]["zh"]) == (200, "submitted", "已收件")
        wrong = await client.post(f"{PREFIX}/public/receipt-status", json=ask | {"phone_last4": "0000"})
        other = await client.post(f"{PREFIX}/public/receipt-status", json=ask | {"number": "XC2026-99999"})
        assert wrong.json() == other.json(), "nobody learns which of the two was wrong"
        assert (wrong.status_code, code_of(wrong)) == (404, "no_such_receipt")
        most = api.served.settings.receipt_misses_per_number
        for _ in range(most - 1):
            await client.post(f"{PREFIX}/public/receipt-status", json=ask | {"phone_last4": "0000"})
        assert (await client.post(f"{PREFIX}/public/receipt-status", json=ask)).status_code == 429
