"""HTTP of those who tell of plates: sources with tokens and their feed, tables, by hand; lists of known plates, schools' hours."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Request, Response
from sqlalchemy import select

from core import audit, clock
from core.access import Viewer, visible
from core.deps import Conf, Db, allowed, caller_of
from core.models import Organisation
from core.problems import locale_of
from core.shapes import PathId
from findings.suspects.access import Reader
from findings.suspects.models import SightingSource
from findings.suspects.score.parameters import load_parameters
from findings.suspects.service import Seen, add_sighting, add_sightings
from findings.suspects.telling import known, sheet, sources
from findings.suspects.telling.schemas import (
    FeedIn,
    HoursIn,
    Imported,
    ImportedRow,
    KnownIn,
    KnownLists,
    NotedIn,
    RemoveIn,
    RowProblem,
    SchoolsHours,
    SourceChange,
    SourceIn,
    SourceMade,
    SourceOut,
    Sources,
    Told,
)

router = APIRouter(prefix="/suspects", tags=["suspects"])
IMPORT = "/suspects/sightings/import"
A_TABLE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(sheet.MEDIA_TYPES)}}}
MOST_SHOWN = 200
Teller = Annotated[Viewer, Depends(allowed("sighting.add"))]
Keeper = Annotated[Viewer, Depends(allowed("sighting_source.change"))]


async def speaking(session: Db, authorization: Annotated[str | None, Header(max_length=200)] = None) -> SightingSource:
    """The source whose token came with the request."""
    return await sources.source_of(session, authorization)


@router.post("/feed")
async def tell(session: Db, source: Annotated[SightingSource, Depends(speaking)], given: FeedIn) -> Told:
    """Tell of plates seen, with `Authorization: Bearer <token>`: 200 when all are stored; sent twice nothing is new."""
    kept = await sources.told_by(session, source=source, given=given, now=clock.now())
    new = sum(one.new for one in kept)
    return Told(kept=new, known=len(kept) - new)


@router.post("/sightings", status_code=201)
async def note_sighting(session: Db, viewer: Teller, given: NotedIn, request: Request) -> Told:
    """Enter a sighting by hand."""
    seen = Seen(**given.model_dump(), source="officer", account_id=viewer.account_id)
    kept = await add_sighting(session, seen, now=clock.now())
    await audit.record(
        session, viewer=viewer, action="sighting.add", kind="sighting", id=kept.id, detail={"plate": kept.plate},
        address=caller_of(request).address,
    )  # fmt: skip
    return Told(kept=int(kept.new), known=int(not kept.new))


@router.post(IMPORT.removeprefix("/suspects"), openapi_extra=A_TABLE)
async def import_sightings(
    session: Db,
    viewer: Teller,
    settings: Conf,
    request: Request,
    source: Literal["camera", "gate"] = "gate",
    dry: bool = True,
) -> Imported:
    """Import a table (CSV, XLSX): all rows or, when a single cell is wrong, none. `dry` only looks."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    data, now = await request.body(), clock.now()
    names = select(Organisation.name, Organisation.id).where(
        Organisation.kind == "school", visible(viewer, "organisation")
    )
    schools = {name: id_ for name, id_ in await session.execute(names)}  # noqa: C416 - rows are no pairs to mypy
    rows = await asyncio.to_thread(
        lambda: sheet.read(
            data, media_type, schools=schools, source=source, account_id=viewer.account_id, zone=settings.zone, now=now
        )
    )
    wrong = [row for row in rows if row.wrong]
    kept = []
    if not dry and not wrong:
        kept = await add_sightings(session, [row.seen for row in rows if row.seen is not None], now=now)
        await audit.record(
            session, viewer=viewer, action="sighting.import", kind="sighting", id=source, detail={"rows": len(rows)},
            address=caller_of(request).address,
        )  # fmt: skip
    shown = [*wrong, *(row for row in rows if not row.wrong)][:MOST_SHOWN]
    new = sum(one.new for one in kept)
    locale = locale_of(request)
    return Imported(
        dry=dry,
        rows=len(rows),
        wrong=len(wrong),
        kept=new,
        known=len(kept) - new,
        shown=[_row(row, locale) for row in shown],
    )


@router.get("/sightings/import-template.csv", response_class=Response)
async def import_template(_viewer: Reader, request: Request) -> Response:
    """The heading of the table."""
    name = {"Content-Disposition": 'attachment; filename="sightings.csv"'}
    return Response(sheet.template(locale_of(request)), media_type="text/csv", headers=name)


@router.get("/sources")
async def list_sources(session: Db, viewer: Reader, settings: Conf) -> Sources:
    """Who tells of plates, and how much."""
    days = settings.sighting_retention_days
    return await sources.sources(session, viewer=viewer, now=clock.now(), zone=settings.zone, retention_days=days)


@router.post("/sources", status_code=201)
async def add_source(session: Db, viewer: Keeper, given: SourceIn, request: Request) -> SourceMade:
    """Let a camera or a gate in. The answer holds its token, once."""
    return await sources.add_source(session, viewer=viewer, given=given, address=caller_of(request).address)


@router.patch("/sources/{source_id}")
async def change_source(
    session: Db, viewer: Keeper, source_id: PathId, given: SourceChange, request: Request
) -> SourceOut:
    """Shut a source out, or let it in again."""
    address = caller_of(request).address
    return await sources.change_source(
        session, viewer=viewer, source_id=source_id, disabled=given.disabled, address=address
    )


@router.post("/sources/{source_id}/token")
async def new_token(session: Db, viewer: Keeper, source_id: PathId, request: Request) -> SourceMade:
    """Give a source another token. The answer holds it, once."""
    return await sources.new_token(session, viewer=viewer, source_id=source_id, address=caller_of(request).address)


@router.get("/known-plates")
async def list_known(session: Db, viewer: Reader) -> KnownLists:
    """The lists of plates that explain themselves, without the plates."""
    return await known.lists(session, viewer=viewer)


@router.post("/known-plates")
async def add_known(session: Db, viewer: Teller, settings: Conf, given: KnownIn, request: Request) -> KnownLists:
    """Put plates on a list until a day."""
    today, address = clock.today(settings.zone), caller_of(request).address
    return await known.add_known(session, viewer=viewer, given=given, today=today, address=address)


@router.post("/known-plates/remove")
async def remove_known(session: Db, viewer: Teller, given: RemoveIn, request: Request) -> KnownLists:
    """Take a plate off a list."""
    return await known.remove_known(session, viewer=viewer, given=given, address=caller_of(request).address)


@router.get("/hours")
async def list_hours(session: Db, viewer: Reader) -> SchoolsHours:
    """When pupils of each school come and go, and how that is known."""
    parameters = await load_parameters(session, now=clock.now())
    return await known.schools_hours(session, viewer=viewer, usual=parameters.usual)


@router.put("/hours/{organisation_id}")
async def set_hours(
    session: Db, viewer: Teller, organisation_id: PathId, given: HoursIn, request: Request
) -> SchoolsHours:
    """Write down when pupils of a school come and go."""
    address = caller_of(request).address
    await known.set_hours(session, viewer=viewer, school_id=organisation_id, given=given, address=address)
    parameters = await load_parameters(session, now=clock.now())
    return await known.schools_hours(session, viewer=viewer, usual=parameters.usual)


def _row(row: sheet.Row, locale: str) -> ImportedRow:
    seen = row.seen
    return ImportedRow(
        row=row.number,
        plate=row.plate,
        seen_at=None if seen is None or "seen_at" in row.wrong else seen.seen_at,
        school=row.school,
        place=None if seen is None else seen.place,
        children=None if seen is None else seen.children,
        errors=[RowProblem(column=name, message=text.of(locale)) for name, text in row.wrong.items()],
    )
