"""HTTP of rounds: the list, one round, its files, a step of many with its preview, letters, appointments, the month."""

import asyncio
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from core.access import Viewer
from core.database import commit_now
from core.deps import Conf, Db, Paging, allowed
from core.paper.fonts import chinese_font
from core.shapes import BigPathId, Page, PathId, QueryId
from permits.desk import files as papers
from permits.desk.letters.routes import pdf_file
from permits.desk.routes import A_FILE, Acting
from permits.desk.schemas import ApplicationOut, Kind, State
from permits.rounds import many, month, outcomes, read, service
from permits.rounds.letters.days import appointed
from permits.rounds.letters.making import round_letter
from permits.rounds.letters.paper import appointments_pdf, with_annex_pdf
from permits.rounds.schemas import (
    CloseIn,
    DeedDetail,
    DropIn,
    FilterIn,
    InspectionsIn,
    ManyIn,
    ManyOut,
    MonthOut,
    PaperOut,
    PutIn,
    PutOut,
    RoundDetail,
    RoundIn,
    RoundOut,
    SettledIn,
)

router = APIRouter(prefix="/rounds", tags=["rounds"])
ATTACH = "/rounds/papers"
Keeper = Annotated[Viewer, Depends(allowed("round.keep"))]
Caller = Annotated[Viewer, Depends(allowed("round.inspections"))]
Stepper = Annotated[Viewer, Depends(allowed("round.step"))]
MonthText = Annotated[str | None, Query(pattern=r"^(20\d\d|21\d\d)-(0[1-9]|1[0-2])$")]


@router.get("")
async def list_rounds(
    session: Db, hand: Acting, paging: Paging, state: Literal["open", "closed"] | None = None
) -> Page[RoundOut]:
    """Rounds with how many files they have, how many are finished and how many will miss the day."""
    return Page.of(*await read.list_rounds(session, hand=hand, query=paging, state=state))


@router.post("", status_code=201)
async def begin(session: Db, _viewer: Keeper, hand: Acting, body: RoundIn) -> RoundDetail:
    """A round without files."""
    made = await service.begin(session, hand=hand, wish=body)
    return await read.one_round(session, hand=hand, round_id=made.id)


@router.get("/calendar")
async def get_month(
    session: Db, hand: Acting, month_: Annotated[MonthText, Query(alias="month")] = None, round_id: QueryId = None
) -> MonthOut:
    """A month (`2026-09`; without one this month): what is due on each day, the appointments, holidays and working weekends."""
    first = hand.today.replace(day=1) if month_ is None else date.fromisoformat(f"{month_}-01")
    return await month.month_of(session, hand=hand, first=first, round_id=round_id)


@router.post("/papers", openapi_extra=A_FILE, status_code=201)
async def attach(
    session: Db,
    _viewer: Stepper,
    hand: Acting,
    request: Request,
    round_id: Annotated[int, Query(ge=1, le=2**31 - 1)],
    kind: Literal["reply", "decision"],
    name: Annotated[str, Query(min_length=1, max_length=200)],
) -> PaperOut:
    """Another office's paper about many files; each to which it is recorded gets it among its own papers."""
    kept = await papers.keep(hand, name=name, data=await request.body())
    made = await service.keep_paper(session, hand=hand, round_id=round_id, kind=kind, kept=kept)
    return PaperOut.model_validate(made)


@router.get("/{round_id}")
async def get_round(session: Db, hand: Acting, round_id: PathId) -> RoundDetail:
    """One round: its files and their forecast, what may be done to how many, what was done."""
    return await read.one_round(session, hand=hand, round_id=round_id)


@router.put("/{round_id}")
async def settle(session: Db, _viewer: Keeper, hand: Acting, round_id: PathId, body: SettledIn) -> RoundDetail:
    """Its name and day."""
    await service.settle(session, hand=hand, round_id=round_id, wish=body)
    return await read.one_round(session, hand=hand, round_id=round_id)


@router.put("/{round_id}/inspections")
async def agree(session: Db, _viewer: Caller, hand: Acting, round_id: PathId, body: InspectionsIn) -> RoundDetail:
    """Where, when and how many vehicles police inspect a day."""
    await service.agree(session, hand=hand, round_id=round_id, wish=body)
    return await read.one_round(session, hand=hand, round_id=round_id)


@router.post("/{round_id}/close")
async def close(session: Db, _viewer: Keeper, hand: Acting, round_id: PathId, body: CloseIn) -> RoundDetail:
    """It is over; its files may be put into another one."""
    await service.close(session, hand=hand, round_id=round_id, version=body.version)
    return await read.one_round(session, hand=hand, round_id=round_id)


@router.get("/{round_id}/candidates")
async def list_candidates(
    session: Db,
    _viewer: Keeper,
    hand: Acting,
    round_id: PathId,
    applicant_id: QueryId = None,
    kind: Annotated[list[Kind] | None, Query()] = None,
    state: Annotated[list[State] | None, Query()] = None,
) -> Page[ApplicationOut]:
    """Files that could be put in: under way and in no open round; a thousand at most."""
    one = await service.found_round(session, hand=hand, round_id=round_id)
    wish = FilterIn(applicant_id=applicant_id, kinds=kind or [], states=state or [])
    return Page.of(await service.candidates(session, hand=hand, one=one, wish=wish), None)


@router.post("/{round_id}/files")
async def put_in(session: Db, _viewer: Keeper, hand: Acting, round_id: PathId, body: PutIn) -> PutOut:
    """Put files in, by hand or all that a filter finds."""
    _, made, left, _ = await service.put_in(session, hand=hand, round_id=round_id, wish=body)
    return PutOut(put_in=made, left_out=await outcomes.left_out(session, hand=hand, left=left))


@router.post("/{round_id}/drops")
async def drop_out(session: Db, _viewer: Keeper, hand: Acting, round_id: PathId, body: DropIn) -> RoundDetail:
    """A file leaves the round alone, with a reason, and goes on with its own clock."""
    await service.drop_out(session, hand=hand, round_id=round_id, wish=body)
    return await read.one_round(session, hand=hand, round_id=round_id)


@router.post("/{round_id}/preview")
async def preview(session: Db, _viewer: Stepper, hand: Acting, round_id: PathId, body: ManyIn) -> ManyOut:
    """What a step of many would do: everything is done, answered, and taken back."""
    done = await many.act_on_many(session, hand=hand, round_id=round_id, wish=body)
    answer = await outcomes.answer_of(session, hand=hand, wish=body, done=done, happened=False)
    await session.rollback()
    return answer


@router.post("/{round_id}/steps")
async def act_on_many(session: Db, _viewer: Stepper, hand: Acting, round_id: PathId, body: ManyIn) -> ManyOut:
    """Take one step of many files: those that can go through, the others are answered with the reason."""
    done = await many.act_on_many(session, hand=hand, round_id=round_id, wish=body)
    await commit_now(session)
    return await outcomes.answer_of(session, hand=hand, wish=body, done=done, happened=True)


@router.get("/{round_id}/deeds/{deed_id}")
async def get_deed(session: Db, hand: Acting, round_id: PathId, deed_id: BigPathId) -> DeedDetail:
    """What came of a step of many, file by file."""
    return await outcomes.one_deed(session, hand=hand, round_id=round_id, deed_id=deed_id)


@router.get("/{round_id}/deeds/{deed_id}/letter", response_class=Response)
async def get_letter(session: Db, hand: Acting, settings: Conf, round_id: PathId, deed_id: BigPathId) -> Response:
    """The one letter of it with its annexed list in PDF; the first making gives its number and keeps its text."""
    font = await asyncio.to_thread(chinese_font, settings)
    letter = await round_letter(session, hand=hand, round_id=round_id, deed_id=deed_id)
    await commit_now(session)
    made = await asyncio.to_thread(with_annex_pdf, letter, font=font)
    return pdf_file(made, f"{letter.said.title}-{letter.said.number}.pdf")


@router.get("/{round_id}/appointments.pdf", response_class=Response)
async def get_appointments(session: Db, hand: Acting, settings: Conf, round_id: PathId) -> Response:
    """The appointments by day in PDF, to be ticked at the inspection."""
    font = await asyncio.to_thread(chinese_font, settings)
    listed = await appointed(session, hand=hand, round_id=round_id)
    made = await asyncio.to_thread(appointments_pdf, listed, font=font)
    return pdf_file(made, f"查验安排-{listed.name}.pdf")
