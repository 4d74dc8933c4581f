"""HTTP of the registers: lists, files, what is written into them. (Who may ride tomorrow is asked of findings.departure.)"""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse

from core import clock, files
from core.access import Viewer
from core.database import commit_now
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.shapes import INT_MAX, BigPathId, Page, PathId, QueryId
from fleet.schemas import PersonKind, QueryText
from permits.registers import edit, papers, records
from permits.registers.hold import Hand, write_view
from permits.registers.read import lists
from permits.registers.read.organisation import organisation_file
from permits.registers.read.person import person_file
from permits.registers.read.shapes import OrganisationFile, PersonFile, Row, VehicleFile
from permits.registers.read.vehicle import vehicle_file
from permits.registers.schemas import (
    AnyRecord,
    Changed,
    PaperKind,
    PersonEdit,
    PersonIn,
    Removal,
    Revealed,
    RevealIn,
    SubjectKind,
    VehicleEdit,
)

router = APIRouter(prefix="/registers", tags=["registers"])
ATTACH = "/registers/papers"
A_FILE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(papers.TAKEN)}}}
Editor = Annotated[Viewer, Depends(allowed("register.edit"))]
Adder = Annotated[Viewer, Depends(allowed("person.add"))]
Revealer = Annotated[Viewer, Depends(allowed("person.reveal"))]
SubjectQuery = Annotated[int, Query(ge=1, le=INT_MAX)]


async def hand_of(viewer: Me, settings: Conf, request: Request) -> Hand:
    """Who writes or reads, now."""
    return Hand(viewer, clock.now(), clock.today(settings.zone), settings.zone, settings, caller_of(request).address)


Acting = Annotated[Hand, Depends(hand_of)]


@router.get("/vehicles")
async def list_vehicles(
    session: Db, hand: Acting, paging: Paging, q: QueryText = None, organisation_id: QueryId = None
) -> Page[Row]:
    """Buses by plate, each with what in its file is worst."""
    found = await lists.list_vehicles(session, hand=hand, query=paging, q=q, organisation_id=organisation_id)
    return Page.of(*found)


@router.get("/people")
async def list_people(
    session: Db,
    hand: Acting,
    paging: Paging,
    kind: PersonKind = "driver",
    q: QueryText = None,
    organisation_id: QueryId = None,
) -> Page[Row]:
    """Drivers, attendants or safety persons by name; telephone numbers masked."""
    found = await lists.list_people(session, hand=hand, query=paging, kind=kind, q=q, organisation_id=organisation_id)
    return Page.of(*found)


@router.get("/organisations")
async def list_organisations(
    session: Db, hand: Acting, paging: Paging, kind: Literal["school", "operator"] = "school", q: QueryText = None
) -> Page[Row]:
    """Schools or providers by name, each with the duty that is worst."""
    return Page.of(*await lists.list_organisations(session, hand=hand, query=paging, kind=kind, q=q))


@router.get("/vehicles/{vehicle_id}")
async def get_vehicle_file(session: Db, hand: Acting, vehicle_id: PathId) -> VehicleFile:
    """All that concerns a bus; what is missing or runs out soon comes first. Who sees it is kept."""
    found = await vehicle_file(session, hand=hand, vehicle_id=vehicle_id)
    await write_view(session, hand, "vehicle", vehicle_id)
    return found


@router.get("/people/{person_id}")
async def get_person_file(session: Db, hand: Acting, person_id: PathId) -> PersonFile:
    """All that concerns a driver, an attendant or a safety person. Who sees it is kept."""
    found = await person_file(session, hand=hand, person_id=person_id)
    await write_view(session, hand, "person", person_id)
    return found


@router.get("/organisations/{organisation_file_id}")
async def get_organisation_file(session: Db, hand: Acting, organisation_file_id: PathId) -> OrganisationFile:
    """All that concerns a school or a provider: its duties first. Who sees it is kept."""
    found = await organisation_file(session, hand=hand, organisation_id=organisation_file_id)
    await write_view(session, hand, "organisation", organisation_file_id)
    return found


@router.patch("/vehicles/{vehicle_id}")
async def edit_vehicle(session: Db, _viewer: Editor, hand: Acting, vehicle_id: PathId, body: VehicleEdit) -> Changed:
    """Change fields of a bus: the very next batch is judged by them. 403 names those that are not the viewer's to change."""
    return await edit.edit_vehicle(session, hand=hand, vehicle_id=vehicle_id, given=body)


@router.post("/people", status_code=201)
async def add_person(session: Db, _viewer: Adder, hand: Acting, body: PersonIn) -> Changed:
    """Enter a driver, an attendant or a safety person."""
    return await edit.add_person(session, hand=hand, given=body)


@router.patch("/people/{person_id}")
async def edit_person(session: Db, _viewer: Editor, hand: Acting, person_id: PathId, body: PersonEdit) -> Changed:
    """Change fields of a person."""
    return await edit.edit_person(session, hand=hand, person_id=person_id, given=body)


@router.post("/people/{person_id}/reveal")
async def reveal(session: Db, _viewer: Revealer, hand: Acting, person_id: PathId, body: RevealIn) -> Revealed:
    """The telephone number in full, to whom the file belongs; the audit trail keeps that it was shown."""
    return await edit.reveal(session, hand=hand, person_id=person_id, given=body)


@router.post("/records", status_code=201)
async def add_record(session: Db, _viewer: Editor, hand: Acting, body: AnyRecord) -> Changed:
    """Add a policy, a thing aboard, a line of maintenance, a confirmation, a duty. 409 when the file was changed meanwhile."""
    return await records.add(session, hand=hand, given=body)


@router.put("/records/{register_record_id}")
async def change_record(
    session: Db, _viewer: Editor, hand: Acting, register_record_id: BigPathId, body: AnyRecord
) -> Changed:
    """Put other content into a record; the audit trail keeps what it was."""
    return await records.change(session, hand=hand, record_id=register_record_id, given=body)


@router.post("/records/{register_record_id}/removal")
async def remove_record(
    session: Db, _viewer: Editor, hand: Acting, register_record_id: BigPathId, body: Removal
) -> Changed:
    """Take a record out of its file; the audit trail keeps it."""
    return await records.take_out(session, hand=hand, record_id=register_record_id, given=body)


@router.post(ATTACH.removeprefix("/registers"), openapi_extra=A_FILE, status_code=201)
async def attach(
    session: Db,
    _viewer: Editor,
    hand: Acting,
    request: Request,
    subject: SubjectKind,
    subject_id: SubjectQuery,
    kind: PaperKind,
    name: Annotated[str, Query(min_length=1, max_length=200)],
) -> Changed:
    """Put a photograph or a PDF into a file, sent as it is; what it is, its content says."""
    made = await papers.attach(
        session, hand=hand, subject=subject, subject_id=subject_id, kind=kind, name=name, data=await request.body()
    )
    found = made.id
    await commit_now(session)
    return Changed(id=str(found), version=0)


@router.get(ATTACH.removeprefix("/registers") + "/{register_file_id}", response_class=FileResponse)
async def get_paper(session: Db, hand: Acting, register_file_id: BigPathId) -> FileResponse:
    """The bytes of a paper, for who may see the file it is in; who opens it is kept."""
    one, path = await papers.paper(session, hand=hand, file_id=register_file_id)
    await write_view(session, hand, "register_file", register_file_id)
    return FileResponse(
        path, media_type=one.media_type, filename=one.name, content_disposition_type="inline", headers=files.HEADERS
    )
