"""Rounds over HTTP: files put in and dropped out, steps of many with answers for each, previews, appointments, letters."""

import asyncio
from collections import Counter
from datetime import date, timedelta

from tests.api import PREFIX, code_of, refused_fields
from tests.permits.desk.letters.office import words_in
from tests.permits.desk.offices import Offices
from tests.permits.rounds.season import Season


async def test_files_are_put_in_by_a_filter_or_by_hand_and_are_in_one_open_round_at_a_time(season: Season) -> None:
    ids = [one["id"] for one in season.told["items"]]
    other = await season.offices.clients["clerk"].post(
        f"{PREFIX}/rounds", json={"name": "另一批", "target_on": "2036-09-01"}
    )
    path = f"{PREFIX}/rounds/{other.json()['id']}/files"
    put = await season.offices.clients["clerk"].post(path, json={"application_ids": [ids[0], "999999"]})
    assert (put.json()["put_in"], {one["code"] for one in put.json()["left_out"]}) == (
        0,
        {"in_another_round", "missing"},
    )
    dropped = await season.ask("POST", "/drops", json={"application_id": ids[0], "reason": "承运人变更，单独办理"})
    assert (dropped.json()["files"], dropped.json()["dropped"][0]["reason"]) == (5, "承运人变更，单独办理")
    put = await season.offices.clients["clerk"].post(path, json={"application_ids": [ids[0]]})
    assert (put.json()["put_in"], put.json()["left_out"]) == (1, [])


async def test_a_file_that_was_dropped_out_goes_on_with_its_own_clock(season: Season) -> None:
    await season.acts("clerk", "application", "submit")
    file = next(iter(season.files.values()))
    left = await season.ask("POST", "/drops", json={"application_id": file["id"], "reason": "材料有疑问"})
    assert left.status_code == 200
    alone = await season.offices.api.answer(f"/applications/{file['id']}")
    assert (alone["state"], alone["due_on"], alone["version"]) == ("submitted", file["due_on"], file["version"])
    again = await season.ask("POST", "/drops", json={"application_id": file["id"], "reason": "材料有疑问"})
    assert code_of(again) == "not_in_round"
    refused = await season.acts("clerk", "application", "accept")
    by_code = {one["code"]: one for one in refused["files"] if not one["done"]}
    assert (refused["done"], set(by_code)) == (5, {"missing"})


async def test_of_a_round_of_one_operator_only_its_files_could_be_put_in(offices: Offices) -> None:
    other = int(offices.api.world.ids["organisation"]["other"])
    mine = await offices.begin("operator")
    clerk = offices.clients["clerk"]
    for organisation, found in ((other, []), (offices.api.world.operator_id, [mine["id"]])):
        body = {"name": "一家的", "target_on": "2036-09-01", "organisation_id": str(organisation)}
        made = await clerk.post(f"{PREFIX}/rounds", json=body)
        listed = await clerk.get(f"{PREFIX}/rounds/{made.json()['id']}/candidates")
        assert [one["id"] for one in listed.json()["items"]] == found
        by_hand = await clerk.post(f"{PREFIX}/rounds/{made.json()['id']}/files", json={"application_ids": [mine["id"]]})
        left = {one["code"] for one in by_hand.json()["left_out"]}
        assert left == (set() if found else {"of_another"})
    body = {"name": "x", "target_on": "2036-09-01", "organisation_id": "999999"}
    assert refused_fields(await clerk.post(f"{PREFIX}/rounds", json=body)) == {"organisation_id"}


async def test_a_preview_says_who_will_and_who_will_not_and_why_and_changes_nothing(season: Season) -> None:
    plates = list(season.files)
    await season.acts("clerk", "application", "submit", plates[:4])
    before = await season.offices.api.served.fetch("SELECT count(*) FROM application_event")
    seen = await season.previews("clerk", "application", "accept")
    assert (seen["deed_id"], seen["done"], seen["refused"]) == (None, 4, 2)
    assert all("草稿" in one["why"]["zh"] and "draft" in one["why"]["en"] for one in seen["files"] if not one["done"])
    assert await season.offices.api.served.fetch("SELECT count(*) FROM application_event") == before
    assert await season.offices.api.served.fetch("SELECT count(*) FROM round_deed") == [(1,)]
    done = await season.acts("clerk", "application", "accept")
    assert [(one["application_id"], one["done"]) for one in done["files"]] == [
        (one["application_id"], one["done"]) for one in seen["files"]
    ]


async def test_who_acted_on_a_file_meanwhile_is_told_and_the_other_files_go_through(season: Season) -> None:
    await season.acts("clerk", "application", "submit")
    wish = season.wish("application", "accept")
    first = next(iter(season.files.values()))
    alone = await season.offices.clients["clerk"].post(
        f"{PREFIX}/applications/{first['id']}/steps",
        json={"step": "correct", "version": first["version"], "missing": ["保险单"]},
    )
    assert alone.status_code == 200
    made = await season.ask("POST", "/steps", json=wish)
    told = [one for one in made.json()["files"] if not one["done"]]
    assert (made.json()["done"], [one["code"] for one in told]) == (5, ["changed_meanwhile"])
    assert "一次告知补正" in told[0]["why"]["zh"]


async def test_a_step_is_taken_by_the_roles_of_its_table_and_by_nobody_else(season: Season) -> None:
    await season.acts("clerk", "application", "submit")
    for role in ("police", "transport", "government"):
        made = await season.ask("POST", "/steps", role, json=season.wish("application", "accept"))
        assert (made.json()["done"], made.json()["refused"]) == (0, 6), role
    for role in ("operator", "officer"):
        made = await season.ask("POST", "/steps", role, json=season.wish("application", "accept"))
        assert (made.status_code, code_of(made)) == (403, "not_allowed"), role
    assert {one["stage"] for one in (await season.sees())["items"]} == {"submitted"}


async def test_a_step_that_is_taken_of_one_file_only_is_none_of_many(season: Season) -> None:
    for subject, step in (("application", "discard"), ("application", "gather"), ("sign", "lose"), ("police", "amend")):
        assert refused_fields(await season.ask("POST", "/steps", json=season.wish(subject, step))) == {"step"}


async def test_what_all_files_lack_is_said_once_before_anything_is_tried(season: Season) -> None:
    await season.to_review()
    lacking = await season.ask("POST", "/steps", json=season.wish("application", "recommend", opinion="agrees"))
    assert lacking.status_code == 200
    assert {one["why"]["zh"] for one in lacking.json()["files"]} == {"“提出审查意见，报政府”须填此项。"}
    await season.acts("clerk", "application", "recommend", opinion="agrees", note="符合条件")
    lacking = await season.ask("POST", "/steps", "government", json=season.wish("application", "grant"))
    assert refused_fields(lacking) == {"document_number", "dated_on"}


async def test_a_recorded_step_brings_one_paper_that_is_then_among_each_files_papers(season: Season) -> None:
    """The desk records the transport office's letter about all of them: with its scan, its number, its date."""
    for step in ("submit", "accept", "consult"):
        await season.acts("clerk", "application", step)
    wish = season.wish("transport", "reply", opinion="agrees", dated_on=season.offices.today)
    assert refused_fields(await season.ask("POST", "/steps", json=wish)) == {"paper_id", "document_number"}
    paper = await season.scan()
    brings = {"paper_id": paper, "document_number": "连交运函〔2026〕7号", "dated_on": season.offices.today}
    made = await season.acts("clerk", "transport", "reply", opinion="agrees", **brings)
    assert made["done"] == 6
    for file in season.files.values():
        whole = await season.offices.api.answer(f"/applications/{file['id']}")
        assert [one["name"] for one in whole["documents"]] == ["批量回函.pdf"]
        reply = next(one for one in whole["events"] if one["subject"] == "transport")
        assert (reply["recorded"], reply["detail"]["document_id"]) == (True, int(whole["documents"][0]["id"]))
    assert refused_fields(
        await season.ask("POST", "/steps", json=wish | {"paper_id": "999999", "document_number": "1"})
    ) == {"paper_id"}


async def test_vehicles_are_called_within_the_days_number_and_one_is_moved_but_not_to_a_day_that_is_full(
    season: Season,
) -> None:
    for step in ("submit", "accept", "consult"):
        await season.acts("clerk", "application", step)
    without = await season.ask("POST", "/steps", "police", json=season.wish("police", "call"))
    assert refused_fields(without) == {"appointment"}
    first = date.fromisoformat(season.offices.today) + timedelta(days=30)
    await season.agrees(inspect_from=first.isoformat(), capacity_per_day=4)
    made = await season.acts("police", "police", "call")
    days = sorted(one["appointment"][:10] for one in made["files"])
    assert (made["done"], days.count(days[0]), days.count(days[-1])) == (6, 4, 2)
    last = max(season.files, key=lambda plate: season.files[plate]["police"]["appointment"])
    full = f"{days[0]}T06:00:00Z"
    refused = await season.acts("police", "police", "call", [last], {last: {"appointment": full}})
    assert (refused["done"], refused["files"][0]["code"]) == (0, "day_full")
    assert season.files[last]["police"]["appointment"][:10] == days[-1]
    roomy = f"{days[-1]}T06:00:00Z"
    moved = await season.acts("police", "police", "call", [last], {last: {"appointment": roomy}})
    assert (moved["done"], season.files[last]["police"]["appointment"]) == (1, roomy)
    listed = await season.ask("GET", "/appointments.pdf", "police")
    assert listed.headers["content-type"] == "application/pdf"
    said = words_in(listed.content)
    assert all(plate in said for plate in season.files)
    assert "连云检测站" in said


async def test_another_round_at_the_same_place_has_its_part_of_the_days_number(season: Season) -> None:
    plates = list(season.files)
    for step in ("submit", "accept", "consult"):
        await season.acts("clerk", "application", step)
    first = (date.fromisoformat(season.offices.today) + timedelta(days=30)).isoformat()
    await season.agrees(inspect_from=first, capacity_per_day=4)
    await season.acts("police", "police", "call", plates[:3])
    for plate in plates[3:]:
        await season.ask("POST", "/drops", json={"application_id": season.files[plate]["id"], "reason": "另批办理"})
    ids = [season.files[plate]["id"] for plate in plates[3:]]
    clerk = season.offices.clients["clerk"]
    body = {"name": "第二批", "target_on": season.told["target_on"]}
    season.id = (await clerk.post(f"{PREFIX}/rounds", json=body)).json()["id"]
    await season.ask("POST", "/files", json={"application_ids": ids})
    await season.sees()
    await season.agrees(inspect_from=first, capacity_per_day=4)
    made = await season.acts("police", "police", "call")
    days = sorted(one["appointment"][:10] for one in made["files"])
    assert [days.count(day) for day in sorted(set(days))] == [1, 2]


async def second_round(season: Season, plates: list[str]) -> str:
    """These files dropped out of the round and put into another; its id. The season stays with the first."""
    for plate in plates:
        await season.ask("POST", "/drops", json={"application_id": season.files[plate]["id"], "reason": "另批办理"})
    first, clerk = season.id, season.offices.clients["clerk"]
    body = {"name": "第二批", "target_on": season.told["target_on"]}
    season.id = (await clerk.post(f"{PREFIX}/rounds", json=body)).json()["id"]
    put = await season.ask("POST", "/files", json={"application_ids": [season.files[one]["id"] for one in plates]})
    assert put.json()["put_in"] == len(plates)
    made, season.id = season.id, first
    return made


async def test_two_rounds_that_fill_one_day_at_the_same_moment_do_not_fill_it_twice(season: Season) -> None:
    """Both are asked at once, six vehicles for a place that inspects four a day: the second sees what the first gave."""
    plates = list(season.files)
    for step in ("submit", "accept", "consult"):
        await season.acts("clerk", "application", step)
    first = (date.fromisoformat(season.offices.today) + timedelta(days=30)).isoformat()
    wishes = {}
    for id_ in (season.id, await second_round(season, plates[3:])):
        season.id = id_
        await season.sees()
        await season.agrees(inspect_from=first, capacity_per_day=4)
        wishes[id_] = season.wish("police", "call")
    police = season.offices.clients["police"]
    made = await asyncio.gather(
        *(police.post(f"{PREFIX}/rounds/{id_}/steps", json=wish) for id_, wish in wishes.items())
    )
    days = Counter(one["appointment"][:10] for answer in made for one in answer.json()["files"])
    assert sorted(days.values()) == [2, 4]


async def test_a_vehicle_of_a_round_that_was_closed_or_left_keeps_its_place_on_its_day(season: Season) -> None:
    plates = list(season.files)
    for step in ("submit", "accept", "consult"):
        await season.acts("clerk", "application", step)
    first = (date.fromisoformat(season.offices.today) + timedelta(days=30)).isoformat()
    await season.agrees(inspect_from=first, capacity_per_day=4)
    other = await second_round(season, plates[3:])
    await season.sees()
    await season.acts("police", "police", "call", plates[:3])
    left = season.files[plates[0]]["id"]
    await season.ask("POST", "/drops", json={"application_id": left, "reason": "单独办理"})
    await season.ask("POST", "/close", json={"version": season.told["version"]})
    season.id = other
    await season.sees()
    await season.agrees(inspect_from=first, capacity_per_day=4)
    made = await season.acts("police", "police", "call")
    days = sorted(one["appointment"][:10] for one in made["files"])
    assert [days.count(day) for day in sorted(set(days))] == [1, 2]


async def test_the_numbers_of_signs_are_given_by_list_and_their_last_day_is_the_earlier_end(season: Season) -> None:
    await season.to_review()
    today = season.offices.today
    await season.acts("clerk", "application", "recommend", opinion="agrees", note="符合条件")
    await season.acts("government", "application", "grant", document_number="1号", dated_on=today)
    plates = list(season.files)
    ends = (date.fromisoformat(today) + timedelta(days=90)).isoformat()
    await season.acts("clerk", "application", "issue", plates[:3], valid_from=today, valid_to=ends)
    await season.acts("clerk", "application", "issue", plates[3:5], valid_from=today)
    assert season.files[plates[0]]["latest_sign_day"] == ends
    numbers = {plate: {"number": f"XB-{n}"} for n, plate in enumerate(plates) if n != 1} | {
        plates[2]: {"number": "XB-0"}
    }
    made = await season.acts("police", "sign", "issue", None, numbers, dated_on=today)
    why = {one["plate"]: one["why"]["zh"] for one in made["files"] if not one["done"]}
    assert "标牌编号" in why[plates[1]] or "须填此项" in why[plates[1]]
    assert why[plates[2]] == "已有这个标牌编号。"
    assert why[plates[5]] == "尚未发证，没有标牌可办。"
    inspected = (date.fromisoformat(today) + timedelta(days=150)).isoformat()
    assert {one["plate"]: one["valid_to"] for one in made["files"] if one["done"]} == {
        plates[0]: ends, plates[3]: inspected, plates[4]: inspected,
    }  # fmt: skip


async def test_each_step_of_many_has_one_letter_with_an_annexed_list_that_stays_as_it_was_made(season: Season) -> None:
    plates = list(season.files)
    await season.acts("clerk", "application", "submit")
    await season.acts(
        "clerk", "application", "correct", plates[:2], {plate: {"missing": [f"{plate}保险单"]} for plate in plates[:2]}
    )
    accepted = await season.acts("clerk", "application", "accept")
    consulted = await season.acts("clerk", "application", "consult")
    letter = await season.ask("GET", f"/deeds/{consulted['deed_id']}/letter")
    assert (letter.status_code, letter.headers["content-type"]) == (200, "application/pdf"), letter.text[:300]
    said = words_in(letter.content)
    assert "“2026秋季换证”校车使用许可申请4份" in said
    assert all((plate in said) == (plate not in plates[:2]) for plate in plates)
    number = f"批征〔{season.offices.today[:4]}〕1号"
    assert number in said
    again = await season.ask("GET", f"/deeds/{consulted['deed_id']}/letter", "police")
    assert words_in(again.content) == said
    first = await season.ask("GET", f"/deeds/{accepted['deed_id']}/letter")
    assert "批受" in words_in(first.content)
    asked = next(one for one in season.told["deeds"] if one["step"] == "correct")
    correction = await season.ask("GET", f"/deeds/{asked['id']}/letter")
    assert f"{plates[0]}保险单" in words_in(correction.content)


async def test_a_step_that_no_file_could_take_has_no_letter(season: Season) -> None:
    made = await season.acts("clerk", "application", "accept")
    assert (made["done"], season.told["deeds"][0]["letter"]) == (0, None)
    assert (await season.ask("GET", f"/deeds/{made['deed_id']}/letter")).status_code == 404
    result = (await season.ask("GET", f"/deeds/{made['deed_id']}")).json()
    assert (result["refused"], {one["code"] for one in result["files"]}) == (6, {"step_not_allowed"})


async def test_what_will_miss_the_first_day_of_term_stands_at_the_head_with_its_day(season: Season) -> None:
    """By the law's own terms a draft needs more than a month; what is before the government less."""
    plates = list(season.files)
    soon = (date.fromisoformat(season.offices.today) + timedelta(days=35)).isoformat()
    body = {"name": season.told["name"], "target_on": soon, "version": season.told["version"]}
    settled = await season.ask("PUT", "", json=body)
    assert (settled.status_code, settled.json()["late"]) == (200, 6)
    await season.acts("clerk", "application", "submit", plates[:1])
    await season.acts("clerk", "application", "accept", plates[:1])
    await season.acts("clerk", "application", "consult", plates[:1])
    today = season.offices.today
    await season.acts("police", "police", "reply", plates[:1], opinion="agrees", dated_on=today)
    await season.acts("transport", "transport", "reply", plates[:1], opinion="agrees", dated_on=today)
    await season.acts("clerk", "application", "recommend", plates[:1], opinion="agrees", note="符合条件")
    days = [one["forecast"]["on"] for one in season.told["items"]]
    assert days == sorted(days, reverse=True)
    assert season.told["items"][-1]["vehicle"]["name"] == plates[0]
    assert season.files[plates[0]]["forecast"]["on"] < season.files[plates[1]]["forecast"]["on"]
    paces = {one["stage"]: (one["days"], one["seen"]) for one in season.told["stages"]}
    assert paces["government"] == (7, 0)


async def test_a_round_that_is_closed_takes_no_step_and_lets_its_files_go(season: Season) -> None:
    stale = await season.ask("POST", "/close", json={"version": season.told["version"] + 1})
    assert code_of(stale) == "changed_meanwhile"
    closed = await season.ask("POST", "/close", json={"version": season.told["version"]})
    assert (closed.json()["state"], closed.json()["closed_on"], closed.json()["may"]) == (
        "closed",
        season.offices.today,
        [],
    )
    assert code_of(await season.ask("POST", "/steps", json=season.wish("application", "submit"))) == "step_not_allowed"
    other = await season.offices.clients["clerk"].post(
        f"{PREFIX}/rounds", json={"name": "下一批", "target_on": "2036-09-01"}
    )
    put = await season.offices.clients["clerk"].post(f"{PREFIX}/rounds/{other.json()['id']}/files", json={"filter": {}})
    assert put.json()["put_in"] == 6
    listed = await season.offices.api.answer("/rounds")
    assert [(one["name"], one["files"]) for one in listed["items"]] == [("下一批", 6), ("2026 秋季换证", 6)]


async def test_an_office_sees_of_a_round_what_was_received_and_an_applicant_sees_no_round(season: Season) -> None:
    await season.acts("clerk", "application", "submit", list(season.files)[:2])
    seen = await season.sees("police")
    assert (seen["files"], {one["stage"] for one in seen["items"]}) == (2, {"submitted"})
    answer = await season.ask("GET", "", "operator")
    assert (answer.status_code, code_of(answer)) == (404, "missing")


async def test_every_deed_of_a_round_is_in_the_audit_trail(season: Season) -> None:
    await season.acts("clerk", "application", "submit")
    lines = await season.offices.api.served.fetch(
        "SELECT action, detail->>'done' FROM audit_entry WHERE object_kind = 'round' ORDER BY id"
    )
    assert lines == [("round.begin", None), ("round.put_in", None), ("round.application.submit", "6")]
