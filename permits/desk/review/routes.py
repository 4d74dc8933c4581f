"""HTTP of the review assistant."""

from fastapi import APIRouter

from core import clock
from core.deps import Conf, Db, Me
from core.errors import Text
from core.shapes import BigPathId
from permits.desk.review.answer import APPLICANT, BESIDE, TYPE, Part, review
from permits.desk.review.gather import gather
from permits.desk.review.schemas import EvidenceOut, ReviewCheck, ReviewOut, ReviewPart, SaidOut
from permits.desk.review.verdicts import Check

router = APIRouter(prefix="/applications", tags=["applications"])
ARTICLES = {APPLICANT: "9", TYPE: "2, 60, 62", BESIDE: "14"}


@router.get("/{application_id}/review")
async def get_review(session: Db, viewer: Me, settings: Conf, application_id: BigPathId) -> ReviewOut:
    """Each condition of Art 14 with its checks and the worst verdict, for whoever sees the application."""
    today = clock.today(settings.zone)
    facts = await gather(
        session, viewer=viewer, application_id=application_id, at=clock.now(), today=today, zone=settings.zone
    )
    parts = {part.name: part for part in review(facts)}
    return ReviewOut(
        application_id=str(application_id),
        today=today,
        applicant=_part(parts[APPLICANT]),
        vehicle_type=_part(parts[TYPE]),
        conditions=[_part(part) for part in parts.values() if part.number is not None],
        beside=_part(parts[BESIDE]),
    )


def _part(part: Part) -> ReviewPart:
    return ReviewPart(
        name=part.name,
        number=part.number,
        article=ARTICLES.get(part.name, f"14({part.number})"),
        title=_said(part.title),
        verdict=part.verdict.value,
        checks=[_check(check) for check in part.checks],
    )


def _check(check: Check) -> ReviewCheck:
    return ReviewCheck(
        name=check.topic.name,
        article=check.topic.article,
        title=_said(check.topic.title),
        about=check.about,
        verdict=check.verdict.value,
        why=_said(check.why),
        evidence=[EvidenceOut(name=_said(one.name), value=one.value) for one in check.evidence],
    )


def _said(words: Text) -> SaidOut:
    return SaidOut(zh=words.zh, en=words.en)
