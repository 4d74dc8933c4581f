"""The bank of questions: the bureau's, by hand or from a table."""

from typing import Any

import httpx
import pytest

from core.tables.reading import CSV
from tests.api import PREFIX, refused_fields
from tests.permits.imports.sheets import as_csv
from tests.permits.training.exam import MULTIPLE, QUESTIONS, SINGLE, TRUE_FALSE, add_questions, set_exam
from tests.permits.training.room import Room

PATH = f"{PREFIX}/training/questions"
HEADING = ("题型", "题干", "选项A", "选项B", "选项C", "选项D", "选项E", "选项F", "答案", "依据")
GOOD = [
    ["单选", "急弯最高时速？", "20", "40", "60", "", "", "", "A", "条例第三十五条"],
    ["多选", "照管人员做什么？", "清点", "驾驶", "清车", "", "", "", "A、C", "条例第三十九条"],
    ["判断", "校车可以超员。", "", "", "", "", "", "", "错", "条例第三十四条"],
]


async def imports(room: Room, rows: list[list[str]], *, dry: bool, role: str = "clerk") -> httpx.Response:
    asked = {"course_id": room.course["id"], "dry": str(dry).lower()}
    return await room.clients[role].post(
        f"{PATH}/import", params=asked, content=as_csv(HEADING, rows), headers={"Content-Type": CSV}
    )


async def bank(room: Room, **query: Any) -> list[dict[str, Any]]:
    answer = await room.clients["clerk"].get(PATH, params=query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def test_a_table_of_questions_is_looked_at_and_then_taken_over_whole(room: Room) -> None:
    looked = (await imports(room, GOOD, dry=True)).json()
    assert (looked["rows"], looked["added"], looked["wrong"]) == (3, 0, 0)
    assert await bank(room, course_id=room.course["id"]) == []
    assert (await imports(room, GOOD, dry=False)).json()["added"] == 3
    found = {one["text"]: one for one in await bank(room, course_id=room.course["id"])}
    assert [found[row[1]]["right"] for row in GOOD] == [[0], [0, 2], [1]]
    assert found["校车可以超员。"]["options"] == ["正确", "错误"]
    again = (await imports(room, GOOD, dry=True)).json()
    assert [(one["row"], one["column"], one["cell"]) for one in again["errors"]] == [
        (n, "text", f"B{n}") for n in (2, 3, 4)
    ]


@pytest.mark.parametrize(
    ("at", "cell", "field"),
    [
        (0, "填空", "kind"),
        (1, "", "text"),
        (3, "", "a"),
        (3, "20", "a"),
        (8, "G", "right"),
        (8, "AB", "right"),
        (8, "D", "right"),
        (8, "", "right"),
        (9, "", "source"),
    ],
)
async def test_one_wrong_cell_is_named_by_its_row_and_nothing_of_the_table_is_taken_over(
    room: Room, at: int, cell: str, field: str
) -> None:
    rows = [GOOD[1], [*GOOD[0][:at], cell, *GOOD[0][at + 1 :]]]
    looked = (await imports(room, rows, dry=True)).json()
    assert {(one["row"], one["column"]) for one in looked["errors"]} == {(3, field)}
    assert refused_fields(await imports(room, rows, dry=False)) == {f"rows.3.{field}"}
    assert await bank(room, course_id=room.course["id"]) == []


async def test_only_the_bureau_sees_the_bank_and_changes_it(room: Room) -> None:
    [made] = (await add_questions(room, SINGLE)).values()
    for role in ("operator", "school"):
        client = room.clients[role]
        assert (await client.get(PATH)).json()["items"] == []
        assert (await client.put(f"{PATH}/{made['id']}", json=SINGLE)).status_code == 403
        assert (await imports(room, GOOD, dry=False, role=role)).status_code == 403
    assert made["id"] in {one["id"] for one in (await room.clients["auditor"].get(PATH)).json()["items"]}
    assert (await room.clients["auditor"].put(f"{PATH}/{made['id']}", json=SINGLE)).status_code == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"right": []}, "right"),
        ({"right": [0, 1]}, "right"),
        ({"right": [3]}, "right"),
        ({"options": ["20 公里"]}, "options"),
        ({"options": ["20 公里", "20 公里"]}, "options"),
        ({"kind": "true_false"}, "options"),
        ({"course_id": 999999}, "course_id"),
    ],
)
async def test_a_question_that_cannot_be_answered_is_refused(room: Room, change: dict[str, Any], field: str) -> None:
    wish = SINGLE | {"course_id": int(room.course["id"])} | change
    assert field in refused_fields(await room.clients["clerk"].post(PATH, json=wish))


async def test_the_bank_is_searched_and_read_in_pages_and_a_retired_question_may_be_brought_back(room: Room) -> None:
    made = await add_questions(room, *QUESTIONS)
    assert [one["text"] for one in await bank(room, q="急弯")] == [SINGLE["text"]]
    first = (await room.clients["clerk"].get(PATH, params={"course_id": room.course["id"], "limit": 2})).json()
    rest = await bank(room, course_id=room.course["id"], cursor=first["next"])
    assert [one["text"] for one in (*first["items"], *rest)] == [TRUE_FALSE["text"], MULTIPLE["text"], SINGLE["text"]]
    path = f"{PATH}/{made[str(SINGLE['text'])]['id']}/retirement"
    for retired, state in ((True, "retired"), (True, "retired"), (False, "active")):
        answer = await room.clients["clerk"].post(path, json={"retired": retired})
        assert (answer.status_code, answer.json()["state"]) == (200, state)
        assert (SINGLE["text"] in {one["text"] for one in await bank(room, state="active")}) is not retired


async def test_the_paper_of_a_course_needs_both_numbers_and_a_mark(room: Room) -> None:
    assert (await set_exam(room)).json()["exam_questions"] == 3
    assert refused_fields(await set_exam(room, minutes=None)) == {"minutes"}
    assert (await set_exam(room, questions=None, minutes=None)).json()["exam_questions"] is None
    without = {"name": "负责人培训", "audience": "leader", "hours": 4, "validity_months": 12, "article": "年度计划"}
    room.course = (await room.clients["clerk"].post(f"{PREFIX}/training/courses", json=without)).json()
    assert refused_fields(await set_exam(room)) == {"questions"}


async def test_the_template_comes_in_as_it_went_out(room: Room) -> None:
    made = await room.clients["clerk"].get(f"{PATH}/import/template.csv")
    assert tuple(made.text.lstrip("\ufeff").strip().split(",")) == HEADING
    book = await room.clients["clerk"].get(f"{PATH}/import/template.xlsx")
    assert book.content[:2] == b"PK"
