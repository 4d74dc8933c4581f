"""HTTP of the administration: organisations, the audit trail."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from core.access import Viewer
from core.administration import organisations, trail
from core.administration.schemas import (
    AuditOut,
    Kind,
    OrganisationDetail,
    OrganisationIn,
    OrganisationKept,
    RetiredIn,
)  # fmt: skip
from core.deps import Db, Me, Paging, allowed, caller_of
from core.problems import locale_of
from core.shapes import Page, PathId, QueryId, QueryText, Utc

router = APIRouter(prefix="/administration", tags=["administration"])
Keeper = Annotated[Viewer, Depends(allowed("organisation.keep"))]
Moment = Annotated[Utc | None, Query()]


@router.get("/organisations")
async def list_organisations(
    session: Db,
    viewer: Keeper,
    paging: Paging,
    kind: Kind | None = None,
    q: QueryText = None,
    retired: bool | None = None,
) -> Page[OrganisationKept]:
    """Organisations by name, also those that are retired."""
    found = await organisations.list_organisations(
        session, viewer=viewer, query=paging, kind=kind, q=q, retired=retired
    )
    return Page.of(*found)


@router.post("/organisations", status_code=201)
async def add_organisation(session: Db, viewer: Keeper, request: Request, body: OrganisationIn) -> OrganisationDetail:
    """Enter an organisation."""
    made = await organisations.add(session, viewer=viewer, given=body, address=caller_of(request).address)
    return await _shown(session, viewer, made, request)


@router.get("/organisations/{organisation_id}")
async def get_organisation(
    session: Db, viewer: Keeper, request: Request, organisation_id: PathId
) -> OrganisationDetail:
    """One organisation, with all that refers to it."""
    return await _shown(session, viewer, organisation_id, request)


@router.put("/organisations/{organisation_id}")
async def change_organisation(
    session: Db, viewer: Keeper, request: Request, organisation_id: PathId, body: OrganisationIn
) -> OrganisationDetail:
    """Change an organisation."""
    address = caller_of(request).address
    await organisations.change(session, viewer=viewer, organisation_id=organisation_id, given=body, address=address)
    return await _shown(session, viewer, organisation_id, request)


@router.put("/organisations/{organisation_id}/retired")
async def retire_organisation(
    session: Db, viewer: Keeper, request: Request, organisation_id: PathId, body: RetiredIn
) -> OrganisationDetail:
    """Offer it no more, or again. 409 `accounts_enabled`."""
    await organisations.set_retired(
        session,
        viewer=viewer,
        organisation_id=organisation_id,
        retired=body.retired,
        address=caller_of(request).address,
    )
    return await _shown(session, viewer, organisation_id, request)


@router.delete("/organisations/{organisation_id}", status_code=204)
async def remove_organisation(session: Db, viewer: Keeper, request: Request, organisation_id: PathId) -> None:
    """Take out one that nothing refers to. 409 `organisation_in_use` says what does."""
    address = caller_of(request).address
    await organisations.remove(session, viewer=viewer, organisation_id=organisation_id, address=address)


@router.get("/audit")
async def list_audit(
    session: Db,
    viewer: Me,
    paging: Paging,
    kind: QueryText = None,
    object_id: QueryText = None,
    account_id: QueryId = None,
    action: QueryText = None,
    since: Moment = None,
    until: Moment = None,
) -> Page[AuditOut]:
    """The audit trail: of an object (`kind`, `object_id`), of a person, of a time."""
    moments: dict[str, datetime | None] = {"since": since, "until": until}
    found = await trail.entries(
        session, viewer=viewer, query=paging, kind=kind, object_id=object_id, account_id=account_id, action=action, **moments
    )  # fmt: skip
    return Page.of(*found)


async def _shown(session: Db, viewer: Viewer, organisation_id: int, request: Request) -> OrganisationDetail:
    return await organisations.organisation(
        session, viewer=viewer, organisation_id=organisation_id, locale=locale_of(request)
    )
