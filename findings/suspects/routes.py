"""HTTP of suspects: the list, one, its steps and its file, one plate looked up, how the score is made, our own vehicles."""

import asyncio
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response

from core import audit, clock
from core.access import Viewer
from core.database import commit_now
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.paper.fonts import chinese_font
from core.shapes import BigPathId, Page
from findings.desk.paper.facts import sha256_of
from findings.rulebook.modes import from_now_on
from findings.rulebook.schemas import ParameterIn
from findings.suspects import act, reading
from findings.suspects.access import Reader
from findings.suspects.ours import ours
from findings.suspects.paper import FORMAT, suspect_file
from findings.suspects.schemas import (
    Deed,
    OursOut,
    PlateSightings,
    Rescored,
    ScoreOut,
    State,
    StepIn,
    SuspectDetail,
    SuspectOut,
)  # fmt: skip
from findings.suspects.score.parameters import set_parameter
from findings.suspects.score.run import score_now
from fleet.schemas import QueryText

router = APIRouter(prefix="/suspects", tags=["suspects"])
PDF = "application/pdf"


@router.get("")
async def list_suspects(
    session: Db,
    viewer: Me,
    paging: Paging,
    state: Annotated[list[State] | None, Query()] = None,
    q: QueryText = None,
) -> Page[SuspectOut]:
    """Suspects, the highest score first; `q` is a plate or a part of one."""
    found = await reading.list_suspects(session, viewer=viewer, query=paging, states=tuple(state or ()), q=q)
    return Page.of(*found)


@router.get("/ours")
async def list_ours(session: Db, viewer: Reader, settings: Conf) -> Page[OursOut]:
    """Our own vehicles in service without permit or sign in force, or with an unqualified driver: 500 at most, one page."""
    now, today = clock.now(), clock.today(settings.zone)
    return Page.of(await ours(session, viewer=viewer, now=now, today=today), None)


@router.get("/sightings")
async def look_up(
    session: Db,
    viewer: Reader,
    settings: Conf,
    request: Request,
    plate: Annotated[str, Query(min_length=1, max_length=20)],
) -> PlateSightings:
    """What is kept of one whole plate. That it was looked up is recorded."""
    found = await reading.plate_sightings(session, viewer=viewer, text=plate, now=clock.now(), zone=settings.zone)
    await audit.record(
        session,
        viewer=viewer,
        action="sighting.look_up",
        kind="plate",
        id=found.plate,
        address=caller_of(request).address,
    )
    return found


@router.get("/score")
async def get_score(session: Db, _viewer: Reader) -> ScoreOut:
    """How the score is made: weights, from how many results they are learned, parameters with their source."""
    return await reading.how_scored(session, now=clock.now())


@router.post("/score")
async def score_again(
    session: Db, _viewer: Annotated[Viewer, Depends(allowed("sighting.add"))], settings: Conf
) -> Rescored:
    """Score everything now; the clock does it each hour."""
    await commit_now(session)
    done = await asyncio.to_thread(score_now, settings)
    return Rescored(scored=done.scored, listed=done.listed, dropped=done.dropped)


@router.post("/parameters", status_code=201)
async def date_parameter(
    session: Db, viewer: Annotated[Viewer, Depends(allowed("parameter.set"))], given: ParameterIn, request: Request
) -> ScoreOut:
    """Date a new value of a parameter or a start weight (`suspects.weight.van`)."""
    now = clock.now()
    since = from_now_on(given.since, now)
    await set_parameter(session, viewer=viewer, given=given, since=since, now=now, address=caller_of(request).address)
    return await reading.how_scored(session, now=now)


@router.get("/{suspect_id}")
async def get_suspect(
    session: Db, viewer: Me, settings: Conf, request: Request, suspect_id: BigPathId
) -> SuspectDetail:
    """One suspect with its reasons, its own sightings and steps. That it was looked at is recorded."""
    found = await reading.one_suspect(
        session, viewer=viewer, suspect_id=suspect_id, now=clock.now(), zone=settings.zone
    )
    await audit.record(
        session, viewer=viewer, action="suspect.view", kind="suspect", id=suspect_id, detail={"plate": found.plate},
        address=caller_of(request).address,
    )  # fmt: skip
    return found


@router.post("/{suspect_id}/steps")
async def take_step(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("suspect.step"))],
    settings: Conf,
    request: Request,
    suspect_id: BigPathId,
    body: StepIn,
) -> SuspectDetail:
    """Take a step. 409 says what is allowed, or who did what since `version`."""
    now = clock.now()
    deed = Deed.model_validate(body.model_dump(include=set(Deed.model_fields)))
    await act.take_step(
        session, viewer=viewer, suspect_id=suspect_id, name=body.step, version=body.version, deed=deed, now=now,
        settings=settings, address=caller_of(request).address,
    )  # fmt: skip
    await commit_now(session)
    return await reading.one_suspect(session, viewer=viewer, suspect_id=suspect_id, now=now, zone=settings.zone)


@router.get("/{suspect_id}/file.pdf", response_class=Response)
async def get_file(session: Db, viewer: Me, settings: Conf, request: Request, suspect_id: BigPathId) -> Response:
    """The file for the police in PDF, its data embedded. That it was made is recorded."""
    now = clock.now()
    found = await reading.one_suspect(session, viewer=viewer, suspect_id=suspect_id, now=now, zone=settings.zone)
    facts = {"format": FORMAT, "suspect": found.model_dump(mode="json", exclude={"may", "version"})}
    made = await asyncio.to_thread(
        lambda: suspect_file(facts, font=chinese_font(settings), zone=settings.zone, made_at=now)
    )
    await audit.record(
        session, viewer=viewer, action="suspect.file", kind="suspect", id=suspect_id,
        detail={"plate": found.plate, "sha256": sha256_of(facts)}, address=caller_of(request).address,
    )  # fmt: skip
    name = f"filename*=UTF-8''{quote(f'移送材料-{found.plate}-{suspect_id}.pdf')}"
    return Response(made, media_type=PDF, headers={"Content-Disposition": f"attachment; {name}"})
