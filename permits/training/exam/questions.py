"""The bank of questions: the bureau adds, makes a next version, retires; what stands on a paper stays as it was."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core import audit
from core.access import visible
from core.errors import Field, Invalid, Missing, Refused, field
from core.models import Account
from core.pagination import PageQuery, page_rows
from permits.desk.happening import Hand
from permits.training.exam.models import TrainingAnswer, TrainingQuestion
from permits.training.exam.schemas import ExamIn, Kind, QuestionIn, QuestionOut, QuestionState, QuestionText
from permits.training.models import TrainingCourse
from permits.training.schemas import CourseOut, Named

TRUE_FALSE = ["正确", "错误"]
Newer = aliased(TrainingQuestion, name="newer")
STATE = case((Newer.id.is_not(None), "replaced"), (TrainingQuestion.retired_at.is_not(None), "retired"), else_="active")


def understood(given: QuestionText) -> tuple[list[str], list[int]]:
    """The options and the right ones of a question that can be asked. Raises Invalid, each field named."""
    options = TRUE_FALSE if given.kind == "true_false" else list(given.options)
    right = sorted(set(given.right))
    wrong: list[Field] = []
    if len(options) < 2:
        wrong.append(field("options", zh="至少两个选项", en="needs two options at least"))
    if given.kind == "true_false" and given.options not in ([], TRUE_FALSE):
        wrong.append(field("options", zh="判断题不填选项", en="true or false has no options of its own"))
    if len(set(options)) < len(options):
        wrong.append(field("options", zh="选项有重复", en="names an option twice"))
    if not right or (given.kind != "multiple" and len(right) > 1):
        only = given.kind != "multiple"
        zh, en = ("须有且只有一个答案", "needs one right option") if only else ("须有答案", "needs a right option")
        wrong.append(field("right", zh=zh, en=en))
    elif right[-1] >= len(options):
        wrong.append(field("right", zh="答案不在选项中", en="names an option that is not there"))
    if wrong:
        raise Invalid(*wrong)
    return options, right


async def list_questions(
    session: AsyncSession, *, hand: Hand, query: PageQuery, course_id: int | None, kind: Kind | None,
    states: Sequence[QuestionState], search: str | None,
) -> tuple[list[QuestionOut], str | None]:  # fmt: skip
    """Questions of the bank, the newest first."""
    statement = _rows(hand)
    if course_id is not None:
        statement = statement.where(TrainingQuestion.course_id == course_id)
    if kind is not None:
        statement = statement.where(TrainingQuestion.kind == kind)
    if states:
        statement = statement.where(STATE.in_(states))
    if search is not None:
        statement = statement.where(TrainingQuestion.text.icontains(search, autoescape=True))
    rows, following = await page_rows(
        session, statement, query, keys={"id": TrainingQuestion.id}, default="-id", unique=TrainingQuestion.id
    )
    return [_shown(row) for row in rows], following


async def add(session: AsyncSession, *, hand: Hand, wish: QuestionIn) -> QuestionOut:
    """A new question. Raises Invalid."""
    course = await session.get(TrainingCourse, wish.course_id)
    if course is None:
        raise Invalid(field("course_id", zh="没有这门课程", en="there is no such course"))
    one = make(wish, course_id=course.id, hand=hand)
    session.add(one)
    await _tell(session, one, "add", hand)
    return await _one(session, hand, one.id)


async def change(session: AsyncSession, *, hand: Hand, question_id: int, wish: QuestionText) -> QuestionOut:
    """The next version of a question, drawn from now on unless it is retired. Raises Missing, Invalid, Refused."""
    before = await _current(session, hand, question_id)
    one = make(wish, course_id=before.course_id, hand=hand, replaces=before)
    if before.retired_at is None:
        before.retired_at = hand.now
    else:  # it was taken out of use: a correction brings it back no more than a look
        one.retired_at = hand.now
    session.add(one)
    await _tell(session, one, "change", hand)
    return await _one(session, hand, one.id)


async def retire(session: AsyncSession, *, hand: Hand, question_id: int, retired: bool) -> QuestionOut:
    """No paper is drawn with it any more, or again. Raises Missing, Refused."""
    one = await _current(session, hand, question_id)
    if (one.retired_at is not None) != retired:
        one.retired_at = hand.now if retired else None
        await _tell(session, one, "retire" if retired else "restore", hand)
    return await _one(session, hand, one.id)


async def set_exam(session: AsyncSession, *, hand: Hand, course_id: int, wish: ExamIn) -> CourseOut:
    """How the examination of a course is; sessions where it is open keep theirs. Raises Missing, Invalid."""
    assert hand.viewer is not None
    course = await session.scalar(
        select(TrainingCourse)
        .where(TrainingCourse.id == course_id, visible(hand.viewer, "training_course"))
        .with_for_update()
    )
    if course is None:
        raise Missing("training_course", course_id)
    if (wish.questions is None) != (wish.minutes is None):
        raise Invalid(
            field("minutes", zh="题数和时长须同时填写", en="is given with the number of questions, or neither")
        )
    if wish.questions is not None and course.pass_mark is None:
        raise Invalid(field("questions", zh="本课程不考试（没有合格分）", en="this course has no pass mark"))
    course.exam_questions, course.exam_minutes = wish.questions, wish.minutes
    await audit.record(
        session, viewer=hand.viewer, action="training_course.exam", kind="training_course", id=course.id,
        detail=wish.model_dump(), address=hand.address,
    )  # fmt: skip
    return CourseOut.model_validate(course)


def make(
    wish: QuestionText, *, course_id: int, hand: Hand, replaces: TrainingQuestion | None = None
) -> TrainingQuestion:
    """A row that can be asked. Raises Invalid."""
    assert hand.account_id is not None
    options, right = understood(wish)
    return TrainingQuestion(
        course_id=course_id, replaces_id=None if replaces is None else replaces.id,
        version=1 if replaces is None else replaces.version + 1, kind=wish.kind, text=wish.text, options=options,
        right_options=right, source=wish.source, retired_at=None, created_by=hand.account_id,
    )  # fmt: skip


async def _current(session: AsyncSession, hand: Hand, question_id: int) -> TrainingQuestion:
    """The newest version, held until the transaction ends. Raises Missing, Refused for an older one."""
    assert hand.viewer is not None
    one = await session.scalar(
        select(TrainingQuestion)
        .where(TrainingQuestion.id == question_id, visible(hand.viewer, "training_question"))
        .with_for_update()
    )
    if one is None:
        raise Missing("training_question", question_id)
    if await session.scalar(select(TrainingQuestion.id).where(TrainingQuestion.replaces_id == one.id)) is not None:
        raise Refused(
            "question_replaced",
            zh="这是旧版本，题目已另有新版本；请刷新后再改。",
            en="This is an old version: the question has a newer one. Look again before you change it.",
        )
    return one


async def _tell(session: AsyncSession, one: TrainingQuestion, deed: str, hand: Hand) -> None:
    await session.flush()
    await audit.record(
        session, viewer=hand.viewer, action=f"training_question.{deed}", kind="training_question", id=one.id,
        detail={"course": str(one.course_id), "version": one.version}, address=hand.address,
    )  # fmt: skip


async def _one(session: AsyncSession, hand: Hand, question_id: int) -> QuestionOut:
    return _shown((await session.execute(_rows(hand).where(TrainingQuestion.id == question_id))).one())


def _rows(hand: Hand) -> Select[*tuple[Any, ...]]:
    assert hand.viewer is not None
    drawn = select(func.count()).where(TrainingAnswer.question_id == TrainingQuestion.id).scalar_subquery()
    return (
        select(
            TrainingQuestion,
            TrainingCourse.name.label("course"),
            Account.display_name.label("by"),
            STATE.label("state"),
            drawn.label("drawn"),
        )
        .join(TrainingCourse, TrainingCourse.id == TrainingQuestion.course_id)
        .join(Account, Account.id == TrainingQuestion.created_by)
        .outerjoin(Newer, Newer.replaces_id == TrainingQuestion.id)
        .where(visible(hand.viewer, "training_question"))
    )


def _shown(row: Row[*tuple[Any, ...]]) -> QuestionOut:
    one: TrainingQuestion = row[0]
    return QuestionOut(
        id=str(one.id), course=Named(id=str(one.course_id), name=row.course), version=one.version,
        kind=cast(Kind, one.kind), text=one.text, options=one.options, right=one.right_options, source=one.source,
        state=cast(QuestionState, row.state), drawn=row.drawn, created_at=one.created_at, by=row.by,
    )  # fmt: skip
