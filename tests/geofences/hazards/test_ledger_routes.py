"""The ledger over HTTP: from finding to closing, by different people, each step written down."""

import asyncio
import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from core.files import path_of
from tests.api import Api, code_of, refused_fields
from tests.geofences.hazards.office import FIVE, PHOTO, assigned, person, today
from tests.web.world import OTHER, PLATES


async def test_a_hazard_goes_from_finding_to_closing_and_another_person_verifies_it(api: Api) -> None:
    """Opened and graded by the bureau, rectified by the operator with a photo, sent back once, verified and closed."""
    async with person(api, "officer") as officer, person(api, "operator") as operator:
        made = await officer.open(subject_kind="bus", subject_id=api.own("vehicle"))
        assert (made["state"], made["grade"], made["subject"]["name"]) == ("found", None, "苏G00001")
        id_ = made["id"]
        await officer.take(id_, "grade", grade="major")
        given = await officer.take(id_, "assign", owner_id=str(api.world.operator_id), due_on=today(3), **FIVE)
        assert (given["state"], given["owner"]["name"], given["funds"]) == ("assigned", "公司 own", FIVE["funds"])
        assert (await operator.take(id_, "begin"))["state"] == "rectifying"
        assert refused_fields(await operator.step(id_, "submit", note="已装")) == {"evidence"}
        assert (await operator.attach(id_)).status_code == 201
        assert (await operator.take(id_, "submit", note="已装好"))["state"] == "submitted"
        back = await officer.take(id_, "send_back", note="有一条锁扣不牢")
        assert (back["state"], back["round"], back["submitted_at"]) == ("rectifying", 2, None)
        assert refused_fields(await operator.step(id_, "submit", note="已换")) == {"evidence"}, (
            "the old photo shows nothing"
        )
        await operator.attach(id_)
        await operator.take(id_, "submit", note="已换锁扣")
        verified = await officer.take(id_, "verify", note="现场逐条试过")
        assert (verified["state"], verified["verified_at"] is not None) == ("verified", True)
        closed = await officer.take(id_, "close")
        assert (closed["state"], closed["ended_at"] is not None) == ("closed", True)
    steps = [(one["step"], one["by"]["name"], one["round"]) for one in closed["events"]]
    assert steps == [
        ("open", "officer", 1), ("grade", "officer", 1), ("assign", "officer", 1), ("begin", "operator", 1),
        ("attach", "operator", 1), ("submit", "operator", 1), ("send_back", "officer", 2), ("attach", "operator", 2),
        ("submit", "operator", 2), ("verify", "officer", 2), ("close", "officer", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("work", ["submits it", "sends its evidence"])
async def test_whose_own_work_it_is_may_not_verify_it(api: Api, work: str) -> None:
    """R58: an officer who recorded the answer, or its photo, is told that another must verify; the other may."""
    async with person(api, "officer", "wang") as wang, person(api, "officer", "li") as li:
        id_ = await assigned(api, wang)
        await (wang if work == "sends its evidence" else li).attach(id_)
        await (wang if work == "submits it" else li).take(id_, "submit", note="公司来函称已装好")
        refused = await wang.step(id_, "verify", note="看过")
        assert code_of(refused) == "verified_by_doer"
        assert "另一人验收" in refused.json()["detail"]
        assert (await wang.answer(f"/{id_}"))["own_work"] is True
        async with person(api, "admin", "zhao") as zhao:
            assert (await zhao.take(id_, "verify", note="看过"))["state"] == "verified"
            assert code_of(await wang.step(id_, "close")) == "verified_by_doer"
            await zhao.take(id_, "close")


async def test_of_a_major_hazard_all_five_things_are_settled_and_of_a_general_one_three(api: Api) -> None:
    async with person(api, "officer") as officer:
        owner: dict[str, Any]
        owner, bus = {"owner_id": str(api.world.operator_id)}, {"subject_kind": "bus", "subject_id": api.own("vehicle")}
        major, general = [(await officer.open(**bus, grade=grade))["id"] for grade in ("major", "general")]
        short: dict[str, Any] = {"responsible": "王", "measure": "装好", "due_on": today(1)}
        assert refused_fields(await officer.step(major, "assign", **owner)) == {
            "responsible",
            "measure",
            "funds",
            "due_on",
            "plan",
        }
        assert refused_fields(await officer.step(major, "assign", **owner, **short)) == {"funds", "plan"}
        assert (await officer.take(general, "assign", **owner, **short))["state"] == "assigned"
        assert refused_fields(await officer.step(general, "regrade", grade="major", note="涉及转向")) == {
            "funds",
            "plan",
        }
        raised = await officer.take(general, "regrade", grade="major", note="涉及转向", funds="2 万元", plan="停运")
        assert (raised["grade"], raised["state"]) == ("major", "assigned")


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({}, {"owner_id"}),
        ({"owner_id": "1", "office": "公路站", "office_phone": "0518-1"}, {"owner_id", "office_phone"}),
        ({"owner_id": "999999"}, {"owner_id"}),
        ({"office": "公路站"}, {"office_phone"}),
        ({"owner_id": "1", "due_on": "2020-01-01"}, {"due_on"}),
        ({"owner_id": "1", "due_on": "2099-01-01"}, {"due_on"}),
    ],
)
async def test_an_owner_that_is_none_and_a_deadline_that_cannot_be_are_refused(
    api: Api, wrong: dict[str, str], fields: set[str]
) -> None:
    async with person(api, "officer") as officer:
        id_ = (await officer.open(subject_kind="road", location="海宁路", grade="general"))["id"]
        given: dict[str, Any] = {"due_on": today(1), **FIVE, **wrong}
        assert refused_fields(await officer.step(id_, "assign", **given)) <= fields
        assert (await officer.answer(f"/{id_}"))["state"] == "graded"


async def test_of_two_at_once_the_second_is_told_who_did_what(api: Api) -> None:
    async with person(api, "officer", "wang") as wang, person(api, "officer", "li") as li:
        id_ = (await wang.open(subject_kind="school", subject_id=str(api.world.school_id)))["id"]
        answers = await asyncio.gather(
            wang.step(id_, "grade", version=1, grade="major"), li.step(id_, "dismiss", version=1, note="重复登记")
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        first, second = ("wang", answers[1]) if answers[0].status_code == 200 else ("li", answers[0])
        assert code_of(second) == "changed_meanwhile"
        assert first in second.json()["detail"]


async def test_an_operator_sees_its_own_hazards_and_enters_one_that_the_bureau_grades(api: Api) -> None:
    """Of another's bus it neither hears nor writes; a grade is not its to give."""
    async with person(api, "officer") as officer, person(api, "operator") as operator:
        theirs = await officer.open(subject_kind="bus", subject_id=api.world.ids["vehicle"][OTHER])
        road = await officer.open(subject_kind="road", location="海宁路")
        own = await operator.open(subject_kind="bus", subject_id=api.own("vehicle"))
        assert (own["state"], own["may"]) == ("found", ["note", "attach"])
        listed = await operator.answer()
        assert [one["id"] for one in listed["items"]] == [own["id"]]
        assert PLATES[OTHER] not in str(listed)
        for id_ in (theirs["id"], road["id"]):
            assert (await operator.get(f"/{id_}")).status_code == 404
            assert (await operator.step(id_, "note", version=1, note="看看")).status_code == 404
        body = {"title": "隐患", "description": "情况"}
        bus = {"subject_kind": "bus", "subject_id": api.own("vehicle")}
        other = {"subject_kind": "bus", "subject_id": api.world.ids["vehicle"][OTHER]}
        assert refused_fields(await operator.post("", {**body, **bus, "grade": "major"})) == {"grade"}
        assert refused_fields(await operator.post("", {**body, **other})) == {"subject_id"}
        assert refused_fields(await operator.post("", {**body, "subject_kind": "road", "location": "路"})) == {
            "subject_kind"
        }
        assert code_of(await operator.step(own["id"], "submit", note="已修")) == "step_not_allowed"


async def test_an_open_major_hazard_keeps_the_bus_standing_until_it_is_closed(api: Api) -> None:
    """R17 in the check of papers and of the departure: a general one does not, a major one does, a dismissed one no more."""
    check, run = f"/vehicles/{api.own('vehicle')}/papers-check", f"/runs/{api.own('run')}/departure-check"

    async def r17(path: str) -> tuple[str, str]:
        answer = await api.answer(path)
        [one] = [one for one in answer["items"] if one["rule"] == "R17"]
        return one["said"], str(one["facts"])

    async with person(api, "officer") as officer:
        bus = {"subject_kind": "bus", "subject_id": api.own("vehicle"), "found_at": "2026-11-20T00:00:00Z"}
        await officer.open(**bus, grade="general")
        assert (await r17(run))[0] == "in_order"
        major = (await officer.open(**bus, grade="major", title="转向拉杆松动"))["id"]
        said, facts = await r17(run)
        assert (said, "转向拉杆松动" in facts) == ("breach", True)
        assert (await r17(check))[0] == "breach"
        await officer.take(major, "dismiss", note="复查属误报")
        assert (await r17(run))[0] == "in_order"


async def test_a_hazard_that_nobody_has_graded_keeps_the_bus_standing_too(api: Api) -> None:
    """R17: the operator cannot grade; until the bureau has called it general, nobody has said that the bus may drive with it."""
    check = f"/vehicles/{api.own('vehicle')}/papers-check"

    async def r17() -> str:
        return next(str(one["said"]) for one in (await api.answer(check))["items"] if one["rule"] == "R17")

    async with person(api, "operator") as operator, person(api, "officer") as officer:
        bus = {"subject_kind": "bus", "subject_id": api.own("vehicle")}
        found = await operator.open(**bus, title="制动失灵", found_at="2026-11-20T00:00:00Z")
        assert await r17() == "breach"
        await officer.take(found["id"], "grade", grade="general")
        assert await r17() == "in_order"
        ages_ago = await operator.post(
            "", {**bus, "title": "旧", "description": "旧", "found_at": "0001-01-01T10:00:00Z"}
        )
        assert refused_fields(ages_ago) == {"found_at"}


async def test_the_list_is_filtered_and_what_is_due_first_comes_first(api: Api) -> None:
    async with person(api, "officer") as officer:
        late = await assigned(api, officer)
        soon = await assigned(api, officer, grade="general")
        road = (await officer.open(subject_kind="road", place_id=api.own("place"), title="急弯无护栏"))["id"]
        await api.served.execute("UPDATE hazard SET due_on = current_date - 3 WHERE id = :id", id=int(late))
        asked = {
            "": [late, soon, road],
            "?kind=road": [road],
            "?kind=bus&grade=general": [soon],
            "?overdue=true": [late],
            "?overdue=false": [soon, road],
            "?state=found&state=graded": [road],
            "?q=急弯": [road],
            "?q=苏g00001": [late, soon],
            f"?owner_id={api.world.operator_id}": [late, soon],
            "?place_key=00000000-0000-4000-8000-000000000001": [road],
            "?level=1": [],
        }
        for query, ids in asked.items():
            found = await officer.answer(query)
            assert [one["id"] for one in found["items"]] == ids, query
        first = await officer.answer("", limit=1)
        second = await officer.answer("", limit=2, cursor=first["next"])
        assert [one["id"] for one in (*first["items"], *second["items"])] == [late, soon, road]


async def test_the_ledger_is_exported_as_it_is_filtered_and_nothing_in_it_is_a_formula(api: Api) -> None:
    async with person(api, "officer") as officer, person(api, "school") as school:
        await officer.open(subject_kind="bus", subject_id=api.own("vehicle"), title="=HYPERLINK(1)", grade="major")
        await officer.open(subject_kind="road", location="海宁路")
        text = (await officer.get("/ledger", kind="bus")).content.decode("utf-8-sig")
        [heading, row] = csv.reader(io.StringIO(text))
        assert (heading[4], row[4], row[2], row[8]) == ("隐患", "'=HYPERLINK(1)", "苏G00001", "重大")
        sheet = load_workbook(io.BytesIO((await officer.get("/ledger", form="xlsx")).content)).active
        assert sheet is not None
        assert (sheet.max_row, {cell.data_type for cell in sheet["E"]}) == (3, {"s"})
        assert "海宁路" not in (await school.get("/ledger")).text


async def test_a_photograph_is_read_by_who_sees_the_hazard_and_by_nobody_else(api: Api) -> None:
    async with person(api, "officer") as officer, person(api, "operator") as operator:
        id_ = (await officer.open(subject_kind="road", location="海宁路"))["id"]
        made = (await officer.attach(id_, "found")).json()
        [file] = made["files"]
        path_of(api.served.settings, file["sha256"]).stat()
        read = await officer.get(f"/attachments/{file['id']}")
        assert (read.content, read.headers["content-type"]) == (PHOTO, "image/jpeg")
        assert (await operator.get(f"/attachments/{file['id']}")).status_code == 404
        assert (await operator.attach(id_)).status_code == 404
        assert code_of(await officer.attach(id_, "found", b"<html>")) == "not_a_known_file"


async def test_what_is_closed_may_be_reopened_with_a_new_deadline_and_counts_anew(api: Api) -> None:
    async with person(api, "officer") as officer, person(api, "operator") as operator:
        id_ = await assigned(api, officer)
        await operator.attach(id_)
        await operator.take(id_, "submit", note="好了")
        await officer.take(id_, "verify", note="看过")
        await officer.take(id_, "close")
        assert refused_fields(await officer.step(id_, "reopen", note="又坏")) == {"due_on"}
        again = await officer.take(id_, "reopen", note="又坏", due_on=today(2))
        assert (again["state"], again["round"], again["ended_at"], again["level"]) == ("rectifying", 2, None, 0)
