"""The desk over HTTP: the first line answers, the bureau watches, verifies and decides nothing that is not its to decide."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from core import clock
from core.files import path_of
from tests.api import Api, code_of, phone_kept, refused_fields
from tests.findings.desk.office import case_of, person
from tests.web.world import OTHER, OWN

LATER = (datetime.now(UTC) + timedelta(days=3)).isoformat()
PHOTO = b"\xff\xd8\xff\xe0" + b"photo" * 100


async def test_an_operator_answers_and_the_bureau_verifies_and_closes(api: Api) -> None:
    """From open to closed, each step in the history with who took it; nothing is an offence until an office has decided."""
    case = await case_of(api, OWN)
    async with person(api, "operator") as operator, person(api, "officer") as officer:
        assert (await operator.take(case, "acknowledge"))["state"] == "acknowledged"
        handled = await operator.take(case, "answer", answer="called_driver", note="已电话提醒驾驶人减速")
        assert (handled["state"], handled["due_at"], handled["sampled"]) == ("handled", None, True)
        assert code_of(await officer.step(case, "close")) == "must_be_verified"
        closed = await officer.take(case, "verify", note="核对轨迹属实")
        assert (closed["state"], closed["decision"]) == ("closed", None)
        result = await officer.take(case, "result", office="连云区交警大队", decision="offence", note="文书 2026-11")
        assert (result["state"], result["decision"], result["decided_by"]) == ("closed", "offence", "police")
        steps = [(event["step"], event["by"] and event["by"]["name"]) for event in result["events"]]
    assert steps == [
        ("opened", None), ("acknowledge", "operator"), ("answer", "operator"), ("verify", "officer"), ("result", "officer"),
    ]  # fmt: skip


async def test_a_note_that_turns_the_direction_of_writing_is_refused_by_its_field(api: Api) -> None:
    """It would be printed into the case file."""
    case = await case_of(api, OWN)
    async with person(api, "officer") as officer:
        refused = await officer.step(case, "note", note="反\u202e转")
        assert (refused.status_code, refused_fields(refused)) == (422, {"note"})
        assert (await officer.take(case, "note", note="已核对\u200b轨迹"))["events"][-1]["note"] == "已核对轨迹"


async def test_of_two_officers_at_once_the_second_is_told_who_did_what_and_nothing_is_overwritten(api: Api) -> None:
    """Both looked at version 1; one takes it over, the other's rejection is refused by name."""
    case = await case_of(api, OWN)
    async with person(api, "officer", "wang") as wang, person(api, "officer", "li") as li:
        answers = await asyncio.gather(
            wang.step(case, "take_over", version=1), li.step(case, "reject", version=1, reason="drift")
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        first, second = ("wang", answers[1]) if answers[0].status_code == 200 else ("li", answers[0])
        assert code_of(second) == "changed_meanwhile"
        assert first in second.json()["detail"]
        after = await wang.answer(f"/cases/{case}")
    assert after["version"] == 2
    assert len(after["events"]) == 2


async def test_what_the_bureau_took_over_the_operator_no_longer_answers_until_it_is_given_back(api: Api) -> None:
    case = await case_of(api, OWN)
    async with person(api, "operator") as operator, person(api, "officer") as officer:
        await officer.take(case, "take_over")
        refused = await operator.step(case, "answer", answer="reason", note="施工绕行")
        assert code_of(refused) == "step_not_allowed"
        assert "接管" in refused.json()["detail"]
        people = (await officer.answer(f"/cases/{case}/assignees"))["items"]
        theirs = next(one["id"] for one in people if one["role"] == "operator")
        await officer.take(case, "assign", assignee_id=int(theirs))
        assert (await operator.take(case, "answer", answer="reason", note="施工绕行"))["state"] == "handled"


async def test_a_case_is_given_only_to_whom_it_may_be_given(api: Api) -> None:
    """The operator to its own people, nobody to a parent or to another operator."""
    case = await case_of(api, OWN)
    other_operator = await api.served.fetch("SELECT id FROM organisation WHERE slug = 'operator-other'")
    await api.served.add_account("theirs", "operator", int(str(other_operator[0][0])))
    await api.served.add_account("mother", "parent")
    ids = {str(name): int(str(id_)) for id_, name in await api.served.fetch("SELECT id, username FROM account")}
    async with person(api, "operator") as operator, person(api, "officer") as officer:
        for one in (operator, officer):
            for name in ("theirs", "mother"):
                assert refused_fields(await one.step(case, "assign", assignee_id=ids[name])) == {"assignee_id"}
        assert {one["name"] for one in (await operator.answer(f"/cases/{case}/assignees"))["items"]} == {"operator"}
        shown = {one["name"] for one in (await officer.answer(f"/cases/{case}/assignees"))["items"]}
        assert {"operator", "officer"} <= shown
        assert not shown & {"theirs", "mother"}


async def test_a_step_says_which_field_it_lacks(api: Api) -> None:
    case = await case_of(api, OWN)
    async with person(api, "officer") as officer, person(api, "operator") as operator:
        assert refused_fields(await operator.step(case, "answer")) == {"answer", "note"}
        assert refused_fields(await officer.step(case, "reject", reason="other")) == {"note"}
        past = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
        assert refused_fields(await officer.step(case, "silence", until=past, note="送修")) == {"until"}
        assert refused_fields(await officer.step(case, "assign")) == {"assignee_id"}
        assert (await officer.answer(f"/cases/{case}"))["version"] == 1, "what was refused changed nothing"


async def test_the_list_is_found_by_state_severity_rule_owner_time_and_words(api: Api) -> None:
    own, other = await case_of(api, OWN), await case_of(api, OTHER, rule="R01", severity="B")
    await api.served.execute("UPDATE desk_case SET due_at = now() - interval '1 min' WHERE id = :id", id=int(other))
    async with person(api, "officer") as officer:

        async def found(**query: Any) -> set[str]:
            return {one["id"] for one in (await officer.answer("/cases", **query))["items"]}

        await officer.take(own, "acknowledge")
        await officer.take(own, "note", note="驾驶人称前方施工")
        assert await found() == {own, other}
        assert await found(state=["open", "assigned"]) == {other}
        assert await found(severity="B") == {other}
        assert await found(rule="R24") == {own}
        assert await found(overdue="true") == {other}
        assert await found(overdue="false") == {own}
        assert await found(mine="true") == {own}
        assert await found(vehicle_id=api.own("vehicle")) == {own}
        assert await found(operator_id=api.world.operator_id) == {own}
        assert await found(school_id=api.world.school_id) == {own}
        assert await found(q="施工") == {own}
        assert await found(q="苏g00002") == {other}
        assert await found(until="2026-01-01T00:00:00Z") == set()
        assert await found(since="2026-01-01T00:00:00Z") == {own, other}


async def test_an_action_on_many_cases_is_whole_for_each_and_says_how_it_went(api: Api) -> None:
    """One had been changed by somebody else meanwhile: it stays as it was, the others are done."""
    cases = [await case_of(api, OWN), await case_of(api, OTHER), await case_of(api, OWN, rule="R26")]
    async with person(api, "officer") as officer:
        await officer.take(cases[1], "note", note="已看")
        body = {
            "step": "reject", "reason": "drift", "cases": [{"case_id": int(one), "version": 1} for one in cases],
        }  # fmt: skip
        answer = await officer.post("/bulk", body)
        assert answer.status_code == 200, answer.text
        assert [(one["case_id"], one["done"], one["code"]) for one in answer.json()["items"]] == [
            (cases[0], True, None), (cases[1], False, "changed_meanwhile"), (cases[2], True, None),
        ]  # fmt: skip
        states = [(await officer.answer(f"/cases/{one}"))["state"] for one in cases]
        assert states == ["rejected", "open", "rejected"]
        body["cases"] = [{"case_id": int(cases[1]), "version": 2}] * 2
        assert refused_fields(await officer.post("/bulk", body)) == {"cases"}


async def test_the_numbers_to_call_are_shown_at_one_click_and_that_is_recorded(api: Api) -> None:
    """Driver and attendant of the run, school and operator; the call is logged with what came of it."""
    await api.served.execute(
        "INSERT INTO person (slug, kind, name, phone, organisation_id) VALUES ('d', 'driver', '张师傅', :phone, :op)",
        phone=phone_kept("13800000001"),
        op=api.world.operator_id,
    )
    await api.served.execute("UPDATE run SET driver_id = (SELECT id FROM person WHERE slug = 'd')")
    await api.served.execute("UPDATE organisation SET phone = '0518-1' WHERE slug = 'school-own'")
    case = await case_of(api, OWN)
    async with person(api, "officer") as officer:
        answer = await officer.post(f"/cases/{case}/numbers", {"purpose": "handle"})
        assert answer.status_code == 200, answer.text
        shown = [(one["role"], one["name"], one["phone"]) for one in answer.json()["items"]]
        assert shown == [
            ("driver", "张师傅", "13800000001"), ("school", "学校 own", "0518-1"), ("operator", "公司 own", None),
        ]  # fmt: skip
        called = await officer.take(case, "call", called="driver", outcome="reached", note="答应减速")
        assert called["events"][-1]["detail"] == {"called": "driver", "outcome": "reached"}
    looked = await api.served.fetch("SELECT object_id FROM audit_entry WHERE action = 'case.numbers'")
    assert looked == [(case,)]


async def test_a_photo_is_known_by_its_content_and_read_only_by_who_sees_the_case(api: Api) -> None:
    case = await case_of(api, OWN)
    async with person(api, "operator") as operator, person(api, "school", whose=None) as stranger:
        path, query = "/api/v1/desk/attachments", {"case_id": case, "name": "现场.jpg"}
        answer = await operator.client.post(
            path, params=query, content=PHOTO, headers={"content-type": "application/pdf"}
        )
        assert answer.status_code == 201, answer.text
        (file,) = answer.json()["attachments"]
        assert (file["media_type"], file["size"]) == ("image/jpeg", len(PHOTO)), "whatever the sender said it is"
        assert file["sha256"] == hashlib.sha256(PHOTO).hexdigest()
        read = await operator.get(f"/attachments/{file['id']}")
        assert (read.content, read.headers["content-type"]) == (PHOTO, "image/jpeg")
        assert "sandbox" in read.headers["content-security-policy"]
        assert (await stranger.get(f"/attachments/{file['id']}")).status_code == 404
        for nonsense in (b"<html><script>", b"PK\x03\x04", b""):
            bad = await operator.client.post(
                path, params=query, content=nonsense, headers={"content-type": "image/jpeg"}
            )
            assert bad.status_code == 415, nonsense
        large = b"\xff\xd8\xff" + b"\x00" * api.served.settings.attachment_max_bytes
        refused = await operator.client.post(path, params=query, content=large, headers={"content-type": "image/jpeg"})
        assert refused.status_code == 413


async def test_what_a_person_opens_again_begins_at_the_first_line_and_is_told_of_again(api: Api) -> None:
    """Sent back, opened again, or woken: whatever level it had reached; what was taken over stays the bureau's."""
    sent, reopened, woken = [await case_of(api, OWN, rule=rule) for rule in ("R23", "R24", "R26")]
    for case, state, taken_over in ((sent, "handled", False), (reopened, "rejected", False), (woken, "quiet", True)):
        await api.served.execute(
            "UPDATE desk_case SET state = :state, level = 3, due_at = NULL, taken_over = :taken_over WHERE id = :id",
            state=state, taken_over=taken_over, id=int(case),
        )  # fmt: skip
    async with person(api, "officer") as officer:
        cases = [
            await officer.take(sent, "send_back", note="请补充"),
            await officer.take(reopened, "reopen", note="误驳"),
            await officer.take(woken, "wake"),
        ]
    assert [(one["state"], one["level"], one["due_at"] is None) for one in cases] == [
        ("open", 0, False), ("open", 0, False), ("open", 1, False),
    ]  # fmt: skip
    assert await api.served.fetch("SELECT round FROM desk_case ORDER BY id") == [(2,)] * 3


async def test_reopening_beside_another_open_case_of_the_bus_and_rule_is_refused(api: Api) -> None:
    first = await case_of(api, OWN)
    async with person(api, "officer") as officer:
        await officer.take(first, "reject", reason="drift")
        await case_of(api, OWN)
        assert code_of(await officer.step(first, "reopen", note="误驳")) == "another_is_open"


async def test_no_more_than_fifty_files_are_kept_of_one_case(api: Api) -> None:
    """The fifty-first is refused in words, and nothing of it is written."""
    case, photo = await case_of(api, OWN), PHOTO + uuid4().bytes
    async with person(api, "officer") as officer:
        await api.served.execute(
            "INSERT INTO case_attachment (case_id, account_id, name, media_type, size, sha256)"
            " SELECT :id, (SELECT min(id) FROM account), n || '.jpg', 'image/jpeg', 1, '-' FROM generate_series(1, 49) n",
            id=int(case),
        )
        path, query = "/api/v1/desk/attachments", {"case_id": case, "name": "现场.jpg"}
        headers = {"content-type": "image/jpeg"}
        assert (await officer.client.post(path, params=query, content=PHOTO, headers=headers)).status_code == 201
        refused = await officer.client.post(path, params=query, content=photo, headers=headers)
        assert (refused.status_code, code_of(refused)) == (409, "too_many_files")
        assert "50" in refused.json()["detail"]
        assert len((await officer.answer(f"/cases/{case}"))["attachments"]) == 50
    assert not path_of(api.served.settings, hashlib.sha256(photo).hexdigest()).exists()


async def test_the_handling_rate_counts_what_each_operator_answered_in_time(api: Api) -> None:
    """Of its cases whose time is over or that it answered; one whose time still runs is not held against it."""
    answered, late, running = [await case_of(api, OWN, rule=rule) for rule in ("R23", "R24", "R26")]
    await case_of(api, OTHER)
    past = "UPDATE desk_case SET answer_due_at = now() - interval '1 min' WHERE id = :id"
    await api.served.execute(past, id=int(late))
    async with person(api, "operator") as operator, person(api, "officer") as officer:
        await operator.take(answered, "answer", answer="corrected", note="已整改")
        (own,) = (await operator.answer("/rates"))["items"]
        assert (own["cases"], own["answered"], own["in_time"], own["running"]) == (3, 1, 1, 1)
        assert (own["answer_rate"], own["in_time_rate"]) == (0.5, 0.5)
        assert len((await officer.answer("/rates"))["items"]) == 2
        assert running


async def test_a_known_fault_quiets_the_bus_until_friday_and_is_ended_when_repaired(api: Api) -> None:
    case, other_rule = await case_of(api, OWN), await case_of(api, OWN, rule="R39")
    async with person(api, "officer") as officer, person(api, "operator") as operator:
        wish = {"vehicle_id": int(api.own("vehicle")), "rule": "R39", "until": LATER, "reason": "终端送修，周五取回"}
        answer = await officer.post("/faults", wish)
        assert answer.status_code == 201, answer.text
        assert (await officer.answer(f"/cases/{other_rule}"))["state"] == "quiet"
        assert (await officer.answer(f"/cases/{case}"))["state"] == "open"
        (fault,) = (await operator.answer("/faults", now="true"))["items"]
        assert (fault["plate"], fault["rule"], fault["now"], fault["findings"]) == ("苏G00001", "R39", True, 1)
        assert (await operator.post("/faults", wish)).status_code == 403
        ended = await officer.post(f"/faults/{fault['id']}/end", {})
        assert (ended.status_code, ended.json()["now"]) == (200, False)
        again = await officer.post(f"/faults/{fault['id']}/end", {})
        assert again.json()["until"] == ended.json()["until"]


async def test_nothing_is_declared_or_planned_for_ever(api: Api) -> None:
    """A fault that ends in the year 9999 would keep a bus quiet for good; a turn of the rota has an end that people live to see."""
    vehicle = int(api.own("vehicle"))
    async with person(api, "officer") as officer:
        for until in ("9999-12-31T23:59:59Z", f"{clock.now() + timedelta(days=3661):%Y-%m-%dT%H:%M:%SZ}"):
            refused = await officer.post("/faults", {"vehicle_id": vehicle, "until": until, "reason": "终端送修"})
            assert (refused.status_code, refused_fields(refused)) == (422, {"until"})
        [(who,)] = await api.served.fetch("SELECT id FROM account WHERE username = 'officer'")
        for since, until, wrong in (
            ("2026-11-27T00:00:00Z", "2036-12-27T00:00:00Z", "until"),
            ("0001-01-01T00:00:00Z", "2026-11-28T00:00:00Z", "since"),
        ):
            refused = await officer.post("/duties", {"account_id": who, "since": since, "until": until})
            assert (refused.status_code, refused_fields(refused)) == (422, {wrong})
        week = {"account_id": who, "since": "2026-11-27T00:00:00Z", "until": "2026-12-04T00:00:00Z"}
        assert (await officer.post("/duties", week)).status_code == 201


async def test_declaring_a_devices_fault_quiets_what_that_device_caused_and_nothing_else(api: Api) -> None:
    """What it measured and the silence of its bus; not what another device saw too, and no emergency."""
    silent, measured, seen, sos = [await case_of(api, OWN, rule=rule) for rule in ("R39", "R24", "R23", "R38")]
    of_a_device = """UPDATE finding SET device_no = (SELECT no FROM device WHERE id = :device)
        WHERE id IN (SELECT finding_id FROM case_finding WHERE case_id = :id)"""
    await api.served.execute(of_a_device, device=api.own("device"), id=int(measured))
    await api.served.execute(of_a_device, device=api.world.ids["device"][OTHER], id=int(seen))
    async with person(api, "officer") as officer:
        wish = {
            "vehicle_id": int(api.own("vehicle")), "device_id": api.own("device"), "until": LATER, "reason": "终端送修",
        }  # fmt: skip
        answer = await officer.post("/faults", wish)
        assert answer.status_code == 201, answer.text
        states = [(await officer.answer(f"/cases/{one}"))["state"] for one in (silent, measured, seen, sos)]
    assert states == ["quiet", "quiet", "open", "open"]


async def test_a_fault_of_everything_leaves_an_emergency_that_waits_on_the_desk(api: Api) -> None:
    sos, speed = await case_of(api, OWN, rule="R38"), await case_of(api, OWN)
    async with person(api, "officer") as officer:
        wish = {"vehicle_id": int(api.own("vehicle")), "until": LATER, "reason": "整车检修"}
        answer = await officer.post("/faults", wish)
        assert answer.status_code == 201, answer.text
        states = [(await officer.answer(f"/cases/{one}"))["state"] for one in (sos, speed)]
    assert states == ["open", "quiet"]


async def test_a_shift_is_taken_over_with_what_is_open_at_that_moment(api: Api) -> None:
    case = await case_of(api, OWN)
    async with person(api, "officer", "wang") as wang, person(api, "officer", "li") as li:
        assert (await wang.answer("/watch"))["holder"] is None
        assert (await wang.post("/handovers", {"note": "接班"})).status_code == 201
        made = await li.post("/handovers", {"note": "一件待答复"})
        assert made.status_code == 201, made.text
        assert (made.json()["by"]["name"], made.json()["before"]["name"]) == ("li", "wang")
        assert [one["id"] for one in made.json()["cases"]] == [case]
        await li.take(case, "reject", reason="drift")
        newest = (await li.answer("/handovers"))["items"][0]
        assert [one["state"] for one in newest["cases"]] == ["open"], "as it was then"
        assert (await li.answer("/watch"))["holder"]["name"] == "li"


async def test_saved_views_are_a_persons_own(api: Api) -> None:
    async with person(api, "officer", "wang") as wang, person(api, "officer", "li") as li:
        for query in ("?state=open", "?state=open&severity=B"):
            answer = await wang.post("/views", {"name": "早班", "query": query})
            assert answer.status_code == 201, answer.text
        assert [(one["name"], one["query"]) for one in (await wang.answer("/views"))["items"]] == [
            ("早班", "?state=open&severity=B")
        ]
        assert (await li.answer("/views"))["items"] == []
        gone = await li.client.delete(f"/api/v1/desk/views/{answer.json()['id']}")
        assert gone.status_code == 404
        assert (await wang.client.delete(f"/api/v1/desk/views/{answer.json()['id']}")).status_code == 204
