"""The verification label over HTTP: made for a sign, checked by a stranger, void, superseded, and out of force."""

import io
from datetime import UTC, datetime

import pypdfium2

from core.database import session_scope
from permits.label.public import service
from tests.api import PREFIX, Api, code_of
from tests.permits.desk.offices import Offices
from tests.permits.label.signs import SIGN, ask, asked, code_in, label_of, labelled, signed


async def test_a_label_says_what_the_sign_says_but_names_no_driver_and_is_valid(offices: Offices, api: Api) -> None:
    label = await labelled(offices)
    answer = await asked(api, code_in(label))
    assert (answer["valid"], answer["reason"], answer["signature"]) == (True, "valid", "genuine")
    said = answer["said"]
    assert (said["plate"], said["sign_number"], said["serial"]) == ("苏G00001", SIGN, label["serial"])
    assert (said["valid_from"], said["valid_to"]) == (offices.today, "2027-05-31")
    assert [one["name"] for one in said["lines"]] == ["线路 own"]
    assert "王建国" not in str(answer), "the driver's name stays on the sign"


async def test_making_twice_makes_one_and_a_sign_with_a_label_waits_for_none(offices: Offices, api: Api) -> None:
    label = await labelled(offices)
    again = await api.post("/labels", {"sign_ids": [int(label["sign_id"])]})
    assert [one["id"] for one in again.json()["items"]] == [label["id"]]
    assert (await api.answer("/labels/waiting"))["items"] == []


async def test_a_reprint_has_a_serial_of_its_own_and_the_old_one_may_stay_or_be_void(
    offices: Offices, api: Api
) -> None:
    first = await labelled(offices)
    kept = await api.post(f"/labels/{first['id']}/reprints", {"reason": "车门一张褪色", "old": "stays"})
    second = kept.json()
    assert (kept.status_code, second["serial"] != first["serial"]) == (201, True)
    assert (await asked(api, code_in(first)))["valid"]
    response = await api.post(f"/labels/{second['id']}/reprints", {"reason": "被撕下", "old": "void"})
    assert (await asked(api, code_in(second)))["reason"] == "void"
    assert (await asked(api, code_in(response.json())))["valid"]
    twice = await api.post(f"/labels/{second['id']}/void", {"reason": "再次"})
    assert (twice.status_code, code_of(twice)) == (409, "already_void")
    [void] = [one for one in (await api.answer("/labels"))["items"] if one["id"] == second["id"]]
    assert (void["standing"], void["void"]["reason"], void["void"]["by"]) == ("void", "被撕下", "clerk")


async def test_a_permit_that_is_struck_off_makes_its_label_not_valid_at_once(offices: Offices, api: Api) -> None:
    label = await labelled(offices)
    permit = offices.file["permit"]["id"]
    await offices.begin(kind="ending", permit_id=permit)
    await offices.takes("clerk", "submit")
    await offices.takes("clerk", "accept")
    await offices.takes("clerk", "strike_off", note="车辆不再作为校车使用")
    answer = await asked(api, code_in(label))
    assert (answer["valid"], answer["reason"], answer["signature"]) == (False, "permit_not_in_force", "genuine")


async def test_a_sign_that_is_lost_or_returned_makes_its_label_not_valid(offices: Offices, api: Api) -> None:
    label = await labelled(offices)
    await offices.takes("clerk", "lose", of="sign", note="前窗标牌丢失")
    assert (await asked(api, code_in(label)))["reason"] == "sign_lost"
    await offices.takes("police", "give_back", of="sign", dated_on=offices.today)
    assert (await asked(api, code_in(label)))["reason"] == "sign_returned"
    refused = await api.post("/labels", {"sign_ids": [int(label["sign_id"])]})
    assert (refused.status_code, code_of(refused)) == (409, "sign_not_in_use")


async def test_a_changed_permit_supersedes_the_label_of_the_version_before(offices: Offices, api: Api) -> None:
    label = await labelled(offices)
    await offices.begin(kind="change", permit_id=offices.file["permit"]["id"])
    await offices.to_issue()
    assert (await asked(api, code_in(label)))["reason"] == "superseded"
    await offices.takes(
        "police", "issue", of="sign", number="苏校2026-0002", dated_on=offices.today, valid_to="2027-05-31"
    )
    newer = await label_of(offices)
    assert (newer["version"], (await asked(api, code_in(newer)))["reason"]) == (label["version"] + 1, "valid")


async def test_a_sign_whose_last_day_is_over_has_expired(offices: Offices, api: Api) -> None:
    label = await labelled(offices)
    moment = datetime(2027, 6, 1, 1, tzinfo=UTC)
    async with session_scope(api.served.app.state.sessions) as session:
        answer = await service.check(session, code=code_in(label), now=moment, today=moment.date())
    assert (answer.valid, answer.reason) == (False, "expired")


async def test_a_genuine_label_that_is_not_on_record_is_said_to_be_unknown(offices: Offices, api: Api) -> None:
    label = await labelled(offices)
    await api.served.execute("ALTER TABLE label DISABLE TRIGGER never_changes")
    await api.served.execute("DELETE FROM label")
    answer = await asked(api, code_in(label))
    assert (answer["valid"], answer["reason"], answer["signature"]) == (False, "unknown_label", "genuine")


async def test_the_sheet_has_two_labels_that_each_say_that_they_are_no_sign(offices: Offices, api: Api) -> None:
    label = await labelled(offices)
    response = await api.get("/labels/sheets.pdf", ids=label["id"])
    assert (response.status_code, response.headers["content-type"]) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(io.BytesIO(response.content))
    words = document[0].get_textpage().get_text_range()
    assert (len(document), words.count("苏G00001"), words.count("本标贴不是校车标牌")) == (1, 2, 3)


async def test_a_code_leads_where_the_settings_say_whatever_host_a_request_names(offices: Offices, api: Api) -> None:
    """Drawn alike for who asks under another host, from another origin."""
    label = await labelled(offices)
    drawn = []
    for headers in ({}, {"host": "evil.example", "origin": "https://evil.example"}):
        made = await api.client.get(f"{PREFIX}/labels/sheets.pdf", params={"ids": label["id"]}, headers=headers)
        assert made.status_code == 200, made.text
        drawn.append(pypdfium2.PdfDocument(io.BytesIO(made.content))[0].render().to_numpy().tobytes())
    assert drawn[0] == drawn[1]


async def test_of_many_permits_the_labels_are_made_and_printed_at_once(offices: Offices, api: Api) -> None:
    """First the sign waits for its label, then there is one; what has no sign is named, of others nothing is told."""
    await signed(offices)
    held = offices.file["permit"]["id"]
    asked = {"holder_id": api.world.operator_id}
    before = await api.answer("/labels/for-printing", **asked)
    assert ([one["number"] for one in before["waiting"]], before["labels"]) == ([SIGN], [])
    label = await label_of(offices)
    reprinted = (await api.post(f"/labels/{label['id']}/reprints", {"reason": "褪色", "old": "stays"})).json()
    after = await api.answer("/labels/for-printing", permit_id=held)
    assert ([one["id"] for one in after["labels"]], after["waiting"], after["without"]) == ([reprinted["id"]], [], [])
    await offices.takes("clerk", "lose", of="sign", note="前窗标牌丢失")
    lost = await api.answer("/labels/for-printing", permit_id=held)
    assert (lost["labels"], lost["waiting"], [one["id"] for one in lost["without"]]) == ([], [], [held])
    other = await offices.clients["operator"].get(f"{PREFIX}/labels/for-printing")
    plates = {one["plate"] for kind in ("labels", "waiting", "without") for one in other.json()[kind]}
    assert plates == {"苏G00001"}


async def test_the_labels_of_a_rounds_permits_are_printed_at_once(offices: Offices, api: Api) -> None:
    label = await labelled(offices)
    body = {"name": "2026 秋季", "target_on": "2036-09-01"}
    made = (await api.post("/rounds", body)).json()["id"]
    assert (await api.answer("/labels/for-printing", round_id=made))["labels"] == []
    await api.served.execute(
        "INSERT INTO round_file (round_id, application_id, since, put_in_by)"
        " SELECT :round, :application, now(), id FROM account LIMIT 1",
        round=int(made), application=int(offices.file["id"]),
    )  # fmt: skip
    found = await api.answer("/labels/for-printing", round_id=made)
    assert [one["id"] for one in found["labels"]] == [label["id"]]
    async with api.as_role("school") as school:
        unseen = await school.get(f"{PREFIX}/labels/for-printing", params={"round_id": made})
    assert unseen.json()["labels"] == []


async def test_an_operator_prints_its_own_and_makes_none(offices: Offices, api: Api) -> None:
    await signed(offices)
    operator = offices.clients["operator"]
    [one] = (await operator.get("/api/v1/labels/waiting")).json()["items"]
    refused = await operator.post("/api/v1/labels", json={"sign_ids": [int(one["id"])]})
    assert (refused.status_code, code_of(refused)) == (403, "not_allowed")
    label = await label_of(offices)
    assert (await operator.get("/api/v1/labels/sheets.pdf", params={"ids": label["id"]})).status_code == 200


async def test_one_address_checks_so_many_labels_in_an_hour_and_is_told_when_to_come_back(api: Api) -> None:
    most = api.served.settings.label_checks_per_address
    from_there = [await ask(api, "A") for _ in range(most)]
    assert {answer.status_code for answer in from_there} == {200}
    refused = await ask(api, "A")
    assert (refused.status_code, "retry-after" in refused.headers) == (429, True)
    assert (await ask(api, "A", address="198.51.100.7")).status_code == 200
