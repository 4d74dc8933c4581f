"""The examination of a session: on the telephone, and as the organiser sees it."""

import asyncio

import httpx
import psycopg
import pytest

from core import clock
from permits.training.public import token
from tests.api import PREFIX, code_of, refused_fields
from tests.permits.training.exam import CODES, PUBLIC, add_questions, answer, hand_in, opened, set_exam
from tests.permits.training.room import Room


async def end_the_time(room: Room) -> None:
    """As if the time had ended: the guard of the table is put aside for it."""
    for statement in (
        "ALTER TABLE training_attempt DISABLE TRIGGER only_changes",
        "UPDATE training_attempt SET ends_at = ends_at - interval '1 hour' WHERE handed_in_at IS NULL",
        "ALTER TABLE training_attempt ENABLE TRIGGER only_changes",
    ):
        await room.api.served.execute(statement)


async def test_the_paper_is_the_same_on_reload_and_on_another_telephone_with_what_was_answered(room: Room) -> None:
    exam = await opened(room)
    async with room.api.served.client() as phone:
        first = await exam.paper(phone, "wang")
        assert len(first["questions"]) == 3
        assert (await answer(phone, first, 2, exam.right(first["questions"][1]))).status_code == 200
        again = (await phone.post(f"{PUBLIC}/exam-paper", json={"key": first["key"]})).json()
    async with room.api.served.client() as other:
        elsewhere = await exam.paper(other, "wang")
    asked = [(one["text"], one["options"]) for one in first["questions"]]
    for later in (again, elsewhere):
        assert [(one["text"], one["options"]) for one in later["questions"]] == asked
        assert sorted(later["questions"][1]["chosen"]) == sorted(exam.right(first["questions"][1]))
        assert later["ends_at"] == first["ends_at"]
    seat = await exam.seat("wang")
    assert (seat["state"], seat["attempts"], seat["answered"]) == ("under_way", 1, 1)
    assert (await exam.seat("li"))["state"] == "not_begun"


async def test_right_answers_and_sources_do_not_reach_the_telephone_before_it_is_handed_in(room: Room) -> None:
    exam = await opened(room)
    async with room.api.served.client() as phone:
        door = await exam.door(phone)
        paper = await exam.paper(phone, "wang")
        saved = await answer(phone, paper, 1, [0])
        told = str(door) + str(paper) + saved.text
        assert paper["result"] is None
        assert all(set(one) == {"seq", "kind", "text", "options", "chosen"} for one in paper["questions"])
        assert "条例第" not in told
        assert set(saved.json()) == {"seq", "left_s"}
        assert "晓红" not in told


async def test_options_are_shown_in_an_order_by_chance_and_true_or_false_in_its_own(room: Room) -> None:
    exam = await opened(room)
    async with room.api.served.client() as phone:
        for question in (await exam.paper(phone, "wang"))["questions"]:
            known = exam.bank[question["text"]]["options"]
            assert sorted(question["options"]) == sorted(known)
            assert question["kind"] != "true_false" or question["options"] == known


async def test_everything_right_is_a_hundred_and_goes_into_the_seat_and_the_certificate(room: Room) -> None:
    exam = await opened(room, "wang")
    async with room.api.served.client() as phone:
        paper = await exam.paper(phone, "wang")
        for question in paper["questions"]:
            await answer(phone, paper, question["seq"], exam.right(question))
        ended = await hand_in(phone, paper)
        assert (ended["result"]["score"], ended["result"]["passed"], ended["result"]["wrong"]) == (100, True, [])
        assert ended["questions"] == []
        assert (await hand_in(phone, paper))["result"] == ended["result"]
    await room.sees()
    seat = room.seat("wang")
    assert (seat["hours"], seat["score"], seat["passed"], seat["examined"]) == (8, 100, True, True)
    await room.takes("clerk", "close")
    assert room.seat("wang")["certificate_number"]


@pytest.mark.parametrize("wrong", ["one is missing", "one is too many", "none"])
async def test_of_a_multiple_choice_all_right_options_count_and_no_wrong_one(room: Room, wrong: str) -> None:
    """Two of three are sixty-six and not sixty-seven: nobody passes by rounding."""
    exam = await opened(room, "wang")
    async with room.api.served.client() as phone:
        paper = await exam.paper(phone, "wang")
        for question in paper["questions"]:
            chosen = exam.right(question)
            if question["kind"] == "multiple":
                chosen = {"one is missing": chosen[1:], "one is too many": [0, 1, 2, 3], "none": []}[wrong]
            assert (await answer(phone, paper, question["seq"], chosen)).status_code == 200
        result = (await hand_in(phone, paper))["result"]
    assert (result["score"], result["right"], result["passed"]) == (66, 2, False)
    [missed] = result["wrong"]
    assert (missed["source"], len(missed["chosen"])) == (
        "条例第三十九条",
        {"none": 0, "one is missing": 2}.get(wrong, 4),
    )
    await room.sees()
    assert (room.seat("wang")["score"], room.seat("wang")["passed"]) == (66, False)


async def test_a_late_answer_is_refused_and_the_clock_hands_in_what_was_saved(room: Room) -> None:
    exam = await opened(room, "wang")
    async with room.api.served.client() as phone:
        paper = await exam.paper(phone, "wang")
        await answer(phone, paper, 1, exam.right(paper["questions"][0]))
        await end_the_time(room)
        assert code_of(await answer(phone, paper, 2, exam.right(paper["questions"][1]))) == "exam_over"
        result = (await phone.post(f"{PUBLIC}/exam-paper", json={"key": paper["key"]})).json()["result"]
        assert (result["score"], result["handed_in_by"], result["handed_in_at"] < clock.now().isoformat()) == (
            33,
            "clock",
            True,
        )
        assert code_of(await answer(phone, paper, 2, exam.right(paper["questions"][1]))) == "exam_over"
        assert (await exam.paper(phone, "wang"))["result"] == result


async def test_the_organiser_sees_the_score_of_a_telephone_that_never_came_back(room: Room) -> None:
    exam = await opened(room, "wang")
    async with room.api.served.client() as phone:
        await exam.paper(phone, "wang")
    assert refused_fields(await room.tries("clerk", "close")) == {"results"}
    await end_the_time(room)
    seat = await exam.seat("wang")
    assert (seat["state"], seat["handed_in_by"], seat["score"], seat["passed"]) == ("handed_in", "clock", 0, False)
    await room.sees()
    await room.takes("clerk", "close")
    assert room.seat("wang")["passed"] is False


async def test_a_second_attempt_needs_a_reason_and_the_newest_counts(room: Room) -> None:
    exam = await opened(room, "wang")
    wang = [room.people["wang"]]
    async with room.api.served.client() as phone:
        first = await exam.paper(phone, "wang")
        assert refused_fields(await room.tries("clerk", "again", person_ids=wang, note="手机坏了")) == {"person_ids"}
        await hand_in(phone, first)
        assert (await exam.paper(phone, "wang"))["result"]["score"] == 0
        await room.sees()
        assert refused_fields(await room.tries("clerk", "again", person_ids=wang)) == {"note"}
        assert code_of(await room.tries("auditor", "again", person_ids=wang, note="手机坏了")) == "not_allowed"
        await room.takes("clerk", "again", person_ids=wang, note="手机坏了")
        assert room.session["events"][-1]["note"] == "手机坏了"
        second = await exam.paper(phone, "wang")
        assert (second["result"], second["key"] != first["key"]) == (None, True)
        for question in second["questions"]:
            await answer(phone, second, question["seq"], exam.right(question))
        assert (await hand_in(phone, second))["result"]["score"] == 100
    await room.sees()
    assert room.seat("wang")["score"] == 100
    evidence = (await room.clients["clerk"].get(f"{room.path}/exam/{wang[0]}")).json()
    assert [(one["number"], one["score"]) for one in evidence["attempts"]] == [(2, 100), (1, 0)]
    assert {one["is_right"] for one in evidence["attempts"][0]["answers"]} == {True}


async def test_a_wrong_identity_tells_nothing_and_guesses_are_counted_with_those_of_the_sign_in(room: Room) -> None:
    """Who is not signed in is told the same as who does not know the code."""
    exam = await opened(room, "wang")
    await room.takes("clerk", "invite", person_ids=[room.people["li"]])
    async with room.api.served.client() as phone:
        assert [one["name"] for one in (await exam.door(phone))["people"]] == ["王*红"]
        wrong = await exam.tries(phone, "wang", "0000")
        absent = await exam.tries(phone, "li", CODES["li"])
        assert wrong.json()["errors"] == absent.json()["errors"]
        assert refused_fields(wrong) == {"code"}
        for _ in range(4):
            assert refused_fields(await exam.tries(phone, "wang", "0000")) == {"code"}
        assert code_of(await exam.tries(phone, "wang")) == "too_many_attempts"
    assert (await exam.seat("wang"))["state"] == "not_begun"


async def test_who_begins_on_two_telephones_at_once_has_one_paper_and_hands_it_in_once(room: Room) -> None:
    exam = await opened(room, "wang")
    async with room.api.served.client() as one, room.api.served.client() as two:
        first, second = await asyncio.gather(exam.paper(one, "wang"), exam.paper(two, "wang"))
        assert [question["text"] for question in first["questions"]] == [
            question["text"] for question in second["questions"]
        ]
        ended = await asyncio.gather(hand_in(one, first), hand_in(two, second))
    assert ended[0]["result"] == ended[1]["result"]
    told = await room.api.served.fetch("SELECT count(*) FROM training_event WHERE step = 'exam_hand_in'")
    assert told == [(1,)]
    assert (await exam.seat("wang"))["attempts"] == 1


async def test_a_ticket_of_the_sign_in_opens_no_examination_and_a_forged_key_no_paper(room: Room) -> None:
    exam = await opened(room)
    settings, now = room.api.served.settings, clock.now()
    async with room.api.served.client() as phone:
        ticket = token.ticket(settings, int(room.session["id"]), now)
        wish = {"ticket": ticket, "person_id": room.people["wang"], "code": CODES["wang"]}
        assert code_of(await phone.post(f"{PUBLIC}/exam-door", json=wish)) == "sign_in_expired"
        key = (await exam.paper(phone, "wang"))["key"]
        forged = key[:-1] + ("0" if key[-1] != "0" else "1")
        for route in ("exam-paper", "exam-hand-in"):
            assert code_of(await phone.post(f"{PUBLIC}/{route}", json={"key": forged})) == "sign_in_expired"


async def test_an_answer_that_is_none_of_the_question_is_refused(room: Room) -> None:
    exam = await opened(room)
    async with room.api.served.client() as phone:
        paper = await exam.paper(phone, "wang")
        single = next(one for one in paper["questions"] if one["kind"] == "single")
        for chosen in ([0, 1], [3]):
            assert refused_fields(await answer(phone, paper, single["seq"], chosen)) == {"chosen"}
        assert refused_fields(await answer(phone, paper, 4, [0])) == {"seq"}


async def test_the_examination_is_opened_once_by_who_organises_and_with_enough_questions(room: Room) -> None:
    await room.under_way()
    assert code_of(await room.tries("clerk", "open_exam")) == "no_exam"
    await set_exam(room, questions=4)
    await add_questions(
        room, *[{"kind": "true_false", "text": f"第{n}题", "right": [1], "source": "条例"} for n in range(3)]
    )
    assert code_of(await room.tries("clerk", "open_exam")) == "too_few_questions"
    await set_exam(room)
    assert code_of(await room.tries("operator", "open_exam")) == "step_not_allowed"
    await room.takes("clerk", "open_exam")
    assert code_of(await room.tries("clerk", "open_exam")) == "step_not_allowed"
    state = (await room.clients["operator"].get(f"{room.path}/exam")).json()
    assert (state["path"], {one["code"] for one in state["seats"]}) == (None, {None})
    paper = await room.clients["operator"].get(f"{room.path}/exam/{room.people['wang']}")
    assert paper.status_code == 404


async def test_the_score_of_an_examination_is_not_typed_over_and_its_presence_not_taken_back(room: Room) -> None:
    exam = await opened(room, "wang")
    wang = room.people["wang"]
    async with room.api.served.client() as phone:
        await hand_in(phone, await exam.paper(phone, "wang"))
    await room.sees()
    typed = [{"person_id": wang, "hours": 8, "score": 95}]
    assert refused_fields(await room.tries("clerk", "result", results=typed)) == {"results"}
    assert refused_fields(await room.tries("clerk", "untick", person_ids=[wang])) == {"person_ids"}
    await room.takes("clerk", "result", results=[{"person_id": wang, "hours": 7, "score": 0}])
    assert room.seat("wang")["hours"] == 7


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE training_answer SET chosen = '{0}'",
        "UPDATE training_answer SET shown = '{1,0}'",
        "DELETE FROM training_answer",
        "TRUNCATE training_answer",
        "UPDATE training_attempt SET score = 100",
        "UPDATE training_attempt SET handed_in_at = NULL, score = NULL",
        "DELETE FROM training_attempt",
        "UPDATE training_question SET right_options = '{1}'",
        "DELETE FROM training_question",
    ],
)
async def test_what_was_handed_in_and_what_was_asked_stays_as_it_was(room: Room, statement: str) -> None:
    exam = await opened(room, "wang")
    async with room.api.served.client() as phone:
        await hand_in(phone, await exam.paper(phone, "wang"))
    async with await psycopg.AsyncConnection.connect(room.api.served.settings.database_url) as database:
        with pytest.raises(psycopg.DatabaseError) as refused:
            await database.execute(statement)
        assert refused.value.sqlstate == "SB001"


async def test_while_somebody_may_still_write_the_right_answers_are_the_banks_alone(room: Room) -> None:
    """An organiser sees what was handed in at once, and what of it is right when the session is closed."""
    exam = await opened(room, "wang")
    async with room.api.served.client() as phone:
        paper = await exam.paper(phone, "wang")
        await answer(phone, paper, 1, exam.right(paper["questions"][0]))
        await hand_in(phone, paper)
    path = f"{room.path}/exam/{room.people['wang']}"
    told = [one["right"] for one in (await room.clients["clerk"].get(path)).json()["attempts"][0]["answers"]]
    assert None not in told
    await room.api.served.execute("UPDATE training_session SET organiser_id = :id", id=room.api.world.operator_id)
    organiser = room.clients["operator"]
    before = (await organiser.get(path)).json()["attempts"][0]["answers"]
    assert [(one["right"], one["is_right"]) for one in before] == [(None, None)] * 3
    await room.sees()
    await room.takes("operator", "close")
    assert [one["right"] for one in (await organiser.get(path)).json()["attempts"][0]["answers"]] == told


async def test_a_right_code_is_no_guess_when_something_else_refuses(room: Room) -> None:
    exam = await opened(room, "wang")
    for one in exam.bank.values():
        path = f"{PREFIX}/training/questions/{one['id']}/retirement"
        assert (await room.clients["clerk"].post(path, json={"retired": True})).status_code == 200
    async with room.api.served.client() as phone:
        assert {code_of(await exam.tries(phone, "wang")) for _ in range(6)} == {"too_few_questions"}


async def test_a_correction_brings_no_retired_question_back(room: Room) -> None:
    exam = await opened(room, "wang")
    path = f"{PREFIX}/training/questions/{exam.bank['校车载人不得超过核定人数。']['id']}"
    await room.clients["clerk"].post(f"{path}/retirement", json={"retired": True})
    wish = {"kind": "true_false", "text": "校车载人不得超过核定的人数。", "right": [0], "source": "条例第三十四条"}
    made = await room.clients["clerk"].put(path, json=wish)
    assert (made.status_code, made.json()["state"]) == (200, "retired")


async def test_an_edited_question_is_a_new_version_and_the_paper_keeps_the_old_one(room: Room) -> None:
    exam = await opened(room, "wang")
    async with room.api.served.client() as phone:
        paper = await exam.paper(phone, "wang")
        before = exam.bank["校车载人不得超过核定人数。"]
        wish = {"kind": "true_false", "text": "校车可以超员。", "right": [1], "source": "条例第三十四条"}
        path = f"{PREFIX}/training/questions/{before['id']}"
        made = await room.clients["clerk"].put(path, json=wish)
        assert (made.status_code, made.json()["version"], made.json()["state"]) == (200, 2, "active")
        assert code_of(await room.clients["clerk"].put(path, json=wish)) == "question_replaced"
        again = (await phone.post(f"{PUBLIC}/exam-paper", json={"key": paper["key"]})).json()
        assert again["questions"] == paper["questions"]
        for question in paper["questions"]:
            await answer(phone, paper, question["seq"], exam.right(question))
        assert (await hand_in(phone, paper))["result"]["score"] == 100
    assert await states(room.clients["clerk"]) == {
        ("校车可以超员。", "active", 0),
        ("校车载人不得超过核定人数。", "replaced", 1),
    }


async def states(client: httpx.AsyncClient) -> set[tuple[str, str, int]]:
    items = (await client.get(f"{PREFIX}/training/questions", params={"q": "校车", "kind": "true_false"})).json()[
        "items"
    ]
    return {(one["text"], one["state"], one["drawn"]) for one in items if one["text"].startswith("校车")}
