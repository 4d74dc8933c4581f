"""HTTP of examinations for who is logged in: the bank of questions, the paper of a course, the examination of a session."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from core.access import Viewer
from core.deps import Db, Paging, allowed
from core.problems import locale_of
from core.shapes import INT_MAX, BigPathId, Page, PathId, QueryId, QueryText
from core.tables import template
from core.tables.reading import CSV, MEDIA_TYPES, XLSX
from permits.desk.routes import Acting
from permits.training.exam import questions, read, sheet
from permits.training.exam.schemas import (
    Evidences,
    ExamIn,
    ExamOut,
    Imported,
    Kind,
    QuestionIn,
    QuestionOut,
    QuestionState,
    QuestionText,
    RetirementIn,
)
from permits.training.schemas import CourseOut

router = APIRouter(prefix="/training", tags=["training"])
IMPORT = "/training/questions/import"
A_TABLE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(MEDIA_TYPES)}}}
Bureau = Annotated[Viewer, Depends(allowed("training.lay_down"))]


@router.get("/questions")
async def list_questions(
    session: Db,
    hand: Acting,
    paging: Paging,
    course_id: QueryId = None,
    kind: Kind | None = None,
    state: Annotated[list[QuestionState] | None, Query()] = None,
    q: QueryText = None,
) -> Page[QuestionOut]:
    """The bank of questions, the newest first: for the bureau and who audits it."""
    found = await questions.list_questions(
        session, hand=hand, query=paging, course_id=course_id, kind=kind, states=tuple(state or ()), search=q
    )
    return Page.of(*found)


@router.post("/questions", status_code=201)
async def add_question(session: Db, _viewer: Bureau, hand: Acting, body: QuestionIn) -> QuestionOut:
    """Add a question to a course."""
    return await questions.add(session, hand=hand, wish=body)


@router.post(IMPORT.removeprefix("/training"), openapi_extra=A_TABLE)
async def import_questions(
    session: Db,
    _viewer: Bureau,
    hand: Acting,
    request: Request,
    course_id: Annotated[int, Query(ge=1, le=INT_MAX)],
    dry: bool = True,
) -> Imported:
    """Take over a table of questions (CSV, XLSX): all or, when a single cell is wrong, none. `dry` only looks."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    return await sheet.import_table(
        session, hand=hand, course_id=course_id, data=await request.body(), media_type=media_type, dry=dry,
        locale=locale_of(request),
    )  # fmt: skip


@router.get("/questions/import/template.csv", response_class=Response)
async def csv_template(_viewer: Bureau, request: Request) -> Response:
    """The heading of the table as CSV."""
    return _file(template.as_csv(sheet.COLUMNS, locale_of(request)), CSV, "questions.csv")


@router.get("/questions/import/template.xlsx", response_class=Response)
async def xlsx_template(_viewer: Bureau, request: Request) -> Response:
    """The heading of the table as XLSX, with what belongs where."""
    made = await asyncio.to_thread(template.as_xlsx, sheet.COLUMNS, sheet.SHEET, locale_of(request))
    return _file(made, XLSX, "questions.xlsx")


@router.put("/questions/{training_question_id}")
async def change_question(
    session: Db, _viewer: Bureau, hand: Acting, training_question_id: BigPathId, body: QuestionText
) -> QuestionOut:
    """Make the next version of a question; papers that were drawn keep theirs."""
    return await questions.change(session, hand=hand, question_id=training_question_id, wish=body)


@router.post("/questions/{training_question_id}/retirement")
async def retire_question(
    session: Db, _viewer: Bureau, hand: Acting, training_question_id: BigPathId, body: RetirementIn
) -> QuestionOut:
    """Retire a question, or have it drawn again."""
    return await questions.retire(session, hand=hand, question_id=training_question_id, retired=body.retired)


@router.put("/courses/{training_course_id}/exam")
async def set_exam(session: Db, _viewer: Bureau, hand: Acting, training_course_id: PathId, body: ExamIn) -> CourseOut:
    """How many questions a course's paper has and how many minutes there are."""
    return await questions.set_exam(session, hand=hand, course_id=training_course_id, wish=body)


@router.get("/sessions/{training_session_id}/exam")
async def get_exam(session: Db, hand: Acting, training_session_id: BigPathId) -> ExamOut:
    """The examination of a session: what its QR holds now, and how far each is."""
    return await read.exam_of(session, hand=hand, session_id=training_session_id)


@router.get("/sessions/{training_session_id}/exam/{person_id}")
async def get_evidence(session: Db, hand: Acting, training_session_id: BigPathId, person_id: PathId) -> Evidences:
    """The papers of somebody as they were handed in, for the organiser and the offices."""
    return await read.evidence(session, hand=hand, session_id=training_session_id, person_id=person_id)


def _file(data: bytes, media_type: str, name: str) -> Response:
    return Response(data, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
