"""HTTP of the desk's cases: the list, one, its steps, many at once, files, numbers to call, the handling rate."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse

from core import clock, files
from core.access import Viewer
from core.database import commit_now
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.errors import Invalid, field
from core.problems import locale_of
from core.shapes import BigPathId, Page, QueryId, Utc
from findings.desk import cases, people
from findings.desk.deeds import act, attachments, bulk
from findings.desk.rates import By, Rates, rates
from findings.desk.schemas import (
    BulkIn,
    BulkOut,
    CaseDetail,
    CaseOut,
    Deed,
    Numbers,
    NumbersIn,
    People,
    Severity,
    State,
    StepIn,
)  # fmt: skip
from fleet.schemas import QueryText

router = APIRouter(prefix="/desk", tags=["desk"])
ATTACH = "/desk/attachments"
A_FILE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(files.MEDIA_TYPES)}}}
CaseQuery = Annotated[int, Query(ge=1, le=2**63 - 1)]


@router.get("/cases")
async def list_cases(
    session: Db,
    viewer: Me,
    paging: Paging,
    state: Annotated[list[State] | None, Query()] = None,
    severity: Annotated[list[Severity] | None, Query()] = None,
    rule: QueryText = None,
    operator_id: QueryId = None,
    school_id: QueryId = None,
    vehicle_id: QueryId = None,
    overdue: bool | None = None,
    mine: bool | None = None,
    since: Utc | None = None,
    until: Utc | None = None,
    q: QueryText = None,
) -> Page[CaseOut]:
    """Cases, those that a bus last added to first."""
    filters = cases.Filters(
        states=tuple(state or ()), severities=tuple(severity or ()), rule=rule, operator_id=operator_id, school_id=school_id,
        vehicle_id=vehicle_id, overdue=overdue, mine=mine, since=since, until=until, q=q,
    )  # fmt: skip
    return Page.of(*await cases.list_cases(session, viewer=viewer, query=paging, filters=filters, now=clock.now()))


@router.get("/cases/{case_id}")
async def get_case(session: Db, viewer: Me, settings: Conf, case_id: BigPathId) -> CaseDetail:
    """One case with its findings, files and history, and what the viewer may do now."""
    return await cases.one_case(session, viewer=viewer, case_id=case_id, now=clock.now(), settings=settings)


@router.post("/cases/{case_id}/steps")
async def take_step(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("case.step"))],
    settings: Conf,
    request: Request,
    case_id: BigPathId,
    body: StepIn,
) -> CaseDetail:
    """Take a step. 409 says what is allowed, or who did what since `version`."""
    now = clock.now()
    await act.take_step(
        session, viewer=viewer, case_id=case_id, name=body.step, version=body.version, deed=Deed.model_validate(
            body.model_dump(include=set(Deed.model_fields))
        ), now=now, settings=settings, address=caller_of(request).address,
    )  # fmt: skip
    await commit_now(session)
    return await cases.one_case(session, viewer=viewer, case_id=case_id, now=now, settings=settings)


@router.post("/bulk")
async def take_steps(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("case.bulk"))],
    settings: Conf,
    request: Request,
    body: BulkIn,
) -> BulkOut:
    """One step for many cases: each wholly or not at all; the answer says how it went with each."""
    if len({item.case_id for item in body.cases}) < len(body.cases):
        raise Invalid(field("cases", zh="同一处置单只能出现一次", en="names a case twice"))
    items = await bulk.take_steps(
        session, viewer=viewer, wish=body, now=clock.now(), settings=settings, address=caller_of(request).address,
        locale=locale_of(request),
    )  # fmt: skip
    return BulkOut(items=items)


@router.get("/cases/{case_id}/assignees")
async def list_assignees(session: Db, viewer: Me, case_id: BigPathId) -> People:
    """The accounts that the viewer may give a case to."""
    return People(items=await people.assignees(session, viewer=viewer, case_id=case_id))


@router.post("/cases/{case_id}/numbers")
async def show_numbers(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("case.call"))],
    request: Request,
    case_id: BigPathId,
    body: NumbersIn,
) -> Numbers:
    """Whom to call; that the numbers were looked at is recorded."""
    found = await people.numbers(
        session, viewer=viewer, case_id=case_id, purpose=body.purpose, address=caller_of(request).address
    )
    return Numbers(items=found)


@router.post(ATTACH.removeprefix("/desk"), openapi_extra=A_FILE, status_code=201)
async def attach(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("case.step"))],
    settings: Conf,
    request: Request,
    case_id: CaseQuery,
    name: Annotated[str, Query(min_length=1, max_length=200)],
) -> CaseDetail:
    """Add a photograph, a PDF or a sound, sent as it is; what it is, its content says."""
    data = await request.body()
    await attachments.attach(
        session,
        viewer=viewer,
        case_id=case_id,
        name=name,
        data=data,
        settings=settings,
        address=caller_of(request).address,
    )
    await commit_now(session)
    return await cases.one_case(session, viewer=viewer, case_id=case_id, now=clock.now(), settings=settings)


@router.get(ATTACH.removeprefix("/desk") + "/{attachment_id}", response_class=FileResponse)
async def get_attachment(session: Db, viewer: Me, settings: Conf, attachment_id: BigPathId) -> FileResponse:
    """The bytes of a file, for who may see its case."""
    one, path = await attachments.attachment(session, viewer=viewer, attachment_id=attachment_id, settings=settings)
    return FileResponse(
        path,
        media_type=one.media_type,
        filename=one.name,
        content_disposition_type="inline",
        headers=files.HEADERS,
    )


@router.get("/rates")
async def get_rates(
    session: Db, viewer: Me, by: By = "operator", since: Utc | None = None, until: Utc | None = None
) -> Rates:
    """The handling rate by operator or school, of the last 30 days unless asked otherwise."""
    now = clock.now()
    end = until or now
    try:
        begin = since or end - timedelta(days=30)
    except OverflowError as error:
        raise Invalid(field("until", zh="时间过早", en="is too early")) from error
    return await rates(session, viewer=viewer, by=by, since=begin, until=end, now=now)
