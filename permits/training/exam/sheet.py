"""Questions as a table (CSV, XLSX): looked at row by row, then taken over whole or not at all."""

import asyncio
import re

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.errors import Field, Invalid, Text, field
from core.problem_texts import text_of
from core.tables import reading
from core.tables.columns import Column, headings_of
from core.tables.reading import Row, Sheet
from permits.desk.happening import Hand
from permits.training.exam.models import TrainingQuestion
from permits.training.exam.questions import make
from permits.training.exam.schemas import CellProblem, Imported, QuestionText
from permits.training.models import TrainingCourse

MOST_ROWS, MOST_ERRORS = 2000, 500
LETTERS = "ABCDEF"
SHEET = Text("试题", "questions")
COLUMNS: tuple[Column, ...] = (
    Column(
        "kind", Text("题型", "kind"), Text("单选、多选或判断", "single, multiple or true_false"), also=("类型",), needed=True,
        example="单选",
    ),
    Column(
        "text", Text("题干", "question"), Text("最多 500 个字", "at most 500 characters"), also=("题目",), needed=True,
        example="载有学生的校车在急弯路段，最高时速是多少？",
    ),
    *(
        Column(
            letter.lower(), Text(f"选项{letter}", f"option {letter}"),
            Text("选项 A、B 必填，C 至 F 可空；判断题不填", "A and B are needed, C to F may be empty; none for true_false"),
            also=(letter,), example=example,
        )
        for letter, example in zip(LETTERS, ("20 公里", "40 公里", "60 公里", "", "", ""), strict=True)
    ),
    Column(
        "right", Text("答案", "right"),
        Text("选项的字母，多选写 AC 或 A、C；判断题写 对 或 错", "letters of options, AC or A,C for multiple; true or false"),
        also=("正确答案",), needed=True, example="A",
    ),
    Column(
        "source", Text("依据", "source"), Text("条款或教材出处", "the article or text it stands on"), also=("出处",), needed=True,
        example="校车安全管理条例第三十五条",
    ),
)  # fmt: skip
KINDS = {
    "单选": "single", "单选题": "single", "single": "single",
    "多选": "multiple", "多选题": "multiple", "multiple": "multiple",
    "判断": "true_false", "判断题": "true_false", "true_false": "true_false",
}  # fmt: skip
TRUTH = {"对": 0, "正确": 0, "true": 0, "是": 0, "√": 0, "错": 1, "错误": 1, "false": 1, "否": 1, "×": 1}
APART = re.compile(r"[\s,，、;；/]+")
OF_FIELD = {"options": "a"}


async def import_table(
    session: AsyncSession, *, hand: Hand, course_id: int, data: bytes, media_type: str, dry: bool, locale: str
) -> Imported:
    """Look at a table (`dry`), or take it over. Raises BadRequest (415), Invalid with the wrong cells (`rows.7.right`)."""
    course = await session.get(TrainingCourse, course_id)
    if course is None:
        raise Invalid(field("course_id", zh="没有这门课程", en="there is no such course"))
    needed = {one.name: one.title for one in COLUMNS if one.needed}
    sheet = await asyncio.to_thread(
        reading.read, data, media_type, headings=headings_of(COLUMNS), needed=needed, most=MOST_ROWS
    )
    asked = await session.execute(
        select(TrainingQuestion.text, TrainingQuestion.options).where(
            TrainingQuestion.course_id == course.id, TrainingQuestion.retired_at.is_(None)
        )
    )
    known = {(row.text, tuple(row.options)) for row in asked}
    made: list[TrainingQuestion] = []
    wrong: list[tuple[int, Field]] = []
    for row in sheet.rows:
        try:
            made.append(_made(row, known, course, hand))
        except Invalid as refused:
            wrong.extend((row.number, one) for one in refused.fields)
    if not dry:
        await _take_over(session, hand, course, made, wrong)
    return Imported(
        dry=dry, rows=len(sheet.rows), added=0 if dry else len(made), wrong=len(wrong),
        errors=[_problem(number, one, sheet, locale) for number, one in wrong[:MOST_ERRORS]],
    )  # fmt: skip


async def _take_over(
    session: AsyncSession, hand: Hand, course: TrainingCourse, made: list[TrainingQuestion], wrong: list[tuple[int, Field]]
) -> None:  # fmt: skip
    if wrong:
        named = (Field(f"rows.{number}.{_column(one)}", one.message) for number, one in wrong[:MOST_ERRORS])
        raise Invalid(*named)
    session.add_all(made)
    await session.flush()
    await audit.record(
        session, viewer=hand.viewer, action="training_question.import", kind="training_course", id=course.id,
        detail={"questions": len(made)}, address=hand.address,
    )  # fmt: skip


def _made(row: Row, known: set[tuple[str, tuple[str, ...]]], course: TrainingCourse, hand: Hand) -> TrainingQuestion:
    """The question of a row; it is known from now on. Raises Invalid."""
    one = make(_understood(row), course_id=course.id, hand=hand)
    here = (one.text, tuple(one.options))
    if here in known:
        raise Invalid(field("text", zh="题库或表中已有同样的题", en="is in the bank, or in this table, already"))
    known.add(here)
    return one


def _understood(row: Row) -> QuestionText:
    """What a row says. Raises Invalid."""
    kind = KINDS.get(row.text("kind").lower())
    if kind is None:
        raise Invalid(field("kind", zh="填 单选、多选 或 判断", en="is single, multiple or true_false"))
    options = [row.text(letter.lower()) for letter in LETTERS]
    given = [one for one in options if one]
    if options[: len(given)] != given:
        raise Invalid(field("options", zh="选项中间不能空", en="an option is missing between others"))
    said = {"kind": kind, "text": row.text("text"), "options": given, "source": row.text("source")}
    try:
        return QuestionText.model_validate(said | {"right": _right(row.text("right"), kind)})
    except ValidationError as error:
        raise Invalid(*(Field(str(one["loc"][0]), text_of(one)) for one in error.errors())) from error


def _right(text: str, kind: str) -> list[int]:
    if kind == "true_false" and text.lower() in TRUTH:
        return [TRUTH[text.lower()]]
    letters = APART.sub("", text).upper()
    if kind == "true_false" or not letters or any(letter not in LETTERS for letter in letters):
        zh, en = (
            ("填 对 或 错", "is true or false")
            if kind == "true_false"
            else ("填选项字母，例如 A 或 AC", "is letters, like A or AC")
        )
        raise Invalid(field("right", zh=zh, en=en))
    return [LETTERS.index(letter) for letter in letters]


def _column(one: Field) -> str:
    return OF_FIELD.get(one.field, one.field)


def _problem(number: int, one: Field, sheet: Sheet, locale: str) -> CellProblem:
    column = _column(one)
    title = next(known.title for known in COLUMNS if known.name == column)
    letter = sheet.letters.get(column)
    return CellProblem(
        row=number, column=column, title=title.of(locale), cell=None if letter is None else f"{letter}{number}",
        message=one.message.of(locale),
    )  # fmt: skip
