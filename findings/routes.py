"""HTTP of findings, and of the rules that make them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from core import clock
from core.access import Viewer
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.shapes import Page, QueryId, Utc
from findings import correct, service
from findings.correct import SignSeen
from findings.schemas import ArticleText, Both, FindingOut, RuleOut, Rules
from fleet.schemas import QueryText
from geofences.schemas import PlaceFeature
from geofences.service import ground_of
from rules.catalogue import CATALOGUE

router = APIRouter(tags=["findings"])


@router.get("/findings")
async def list_findings(
    session: Db,
    viewer: Me,
    paging: Paging,
    vehicle_id: QueryId = None,
    rule: QueryText = None,
    since: Utc | None = None,
    until: Utc | None = None,
    is_open: Annotated[bool | None, Query(alias="open")] = None,
    trial: bool = False,
) -> Page[FindingOut]:
    """Findings, the newest first; with `trial` those of rules in trial, for the bureau."""
    found = await service.list_findings(
        session,
        viewer=viewer,
        query=paging,
        vehicle_id=vehicle_id,
        rule=rule,
        since=since,
        until=until,
        is_open=is_open,
        trial=trial,
    )
    return Page.of(*found)


@router.get("/findings/{finding_id}")
async def get_finding(session: Db, viewer: Me, finding_id: UUID) -> FindingOut:
    """One finding with its evidence."""
    return await service.finding(session, viewer=viewer, finding_id=finding_id)


@router.post("/findings/{finding_id}/correct-limit", status_code=201)
async def correct_limit(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("place.change"))],
    settings: Conf,
    finding_id: UUID,
    seen: SignSeen,
    request: Request,
) -> PlaceFeature:
    """ "The sign here says 40": a new version of the road section. No finding changes; the next batch is judged by it."""
    now = clock.now()
    return await correct.correct_limit(
        session,
        viewer=viewer,
        finding_id=finding_id,
        seen=seen,
        ground=await ground_of(session, settings, now),
        today=now.astimezone(settings.zone).date(),
        address=caller_of(request).address,
    )


@router.get("/rules")
async def list_rules(_viewer: Me) -> Rules:
    """Every rule with the article that it enforces."""
    return Rules(
        items=[
            RuleOut(
                id=one.id,
                article=one.article,
                severity=one.severity,
                unit=one.unit,
                title=Both(zh=one.title_zh, en=one.title_en),
                sentence=Both(zh=one.sentence_zh, en=one.sentence_en),
                article_text=ArticleText(zh=one.article_text_zh),
            )
            for one in CATALOGUE
        ]
    )
