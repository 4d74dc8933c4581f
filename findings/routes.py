"""HTTP of findings, and of the rules that make them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from core.deps import Db, Me, Paging
from core.shapes import Page, QueryId, Utc
from findings import service
from findings.schemas import ArticleText, Both, FindingOut, RuleOut, Rules
from fleet.schemas import QueryText
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
