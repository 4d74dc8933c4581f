"""The check of a departure, and of a bus's papers on a day: every rule of papers asked of what is recorded."""

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import OFFICE, Viewer, visible
from core.errors import Missing
from findings.departure import load
from findings.departure.schemas import DepartureCheck, FactOut, MayDepart, PaperOut, PapersCheck
from findings.schemas import ArticleText, Both
from fleet.models import Line, LineVersion, Vehicle
from fleet.service import vehicle
from geofences.hazards.read import keeping_standing
from permits.drivers.load import ages
from rules.papers.articles import PAPER_ARTICLES
from rules.papers.catalogue import OF_THE_BUS, PAPER_RULES
from rules.papers.paper import Answer, Of, PaperRule, Said
from rules.papers.papers import Papers, PretripCheck, RunPapers
from rules.rule import Words
from runs.models import Run

# Whoever may see the bus is told whether its people may drive; their dates and points are the offices' and the employer's
# (REG 37: police tell offences to the employer and to the education department).
PERSONAL = OFFICE | {"operator"}
PEOPLE = (Of.DRIVER, Of.ATTENDANT)


async def departure_check(
    session: AsyncSession,
    *,
    viewer: Viewer,
    run_id: int,
    zone: ZoneInfo,
    check: PretripCheck | None = None,
) -> DepartureCheck:
    """Ask every rule of papers of a run. Raises Missing.

    `check` is the record of the check before the run, None where no such records are kept. An open major hazard of the bus
    in the ledger keeps it standing (R17).
    """
    statement = (
        select(Run, Line, Vehicle.plate)
        .join(LineVersion, LineVersion.id == Run.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
        .join(Vehicle, Vehicle.id == Run.vehicle_id)
        .where(Run.id == run_id, visible(viewer, "run"))
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise Missing("run", run_id)
    run, line, plate = row
    at = run.planned_start
    departs = at.astimezone(zone).time().replace(second=0, microsecond=0)
    youngest, oldest = await ages(session, at)
    papers = Papers(
        day=run.day,
        vehicle=await load.vehicle_papers(session, run.vehicle_id),
        sign=await load.sign_papers(session, run.vehicle_id, at),
        permit=await load.permit_papers(session, run.vehicle_id, at),
        run=RunPapers(line.id, line.name, run.line_version_id, departs),
        driver=await load.driver_papers(session, run.driver_id, at),
        attendant=await load.attendant_papers(session, run.attendant_id, run.day),
        check=check,
        hazards=await keeping_standing(session, vehicle_id=run.vehicle_id, at=at),
        youngest_years=youngest,
        oldest_years=oldest,
    )
    answers = [(rule, rule(papers)) for rule in PAPER_RULES]
    return DepartureCheck(
        run_id=str(run.id),
        vehicle_id=str(run.vehicle_id),
        plate=plate,
        line_name=line.name,
        day=run.day,
        planned_start=at,
        may_depart=verdict_of(answers),
        items=[_shown(rule, answer, viewer) for rule, answer in answers],
    )


async def papers_check(
    session: AsyncSession,
    *,
    viewer: Viewer,
    vehicle_id: int,
    on: date,
    zone: ZoneInfo,
) -> PapersCheck:
    """Ask the rules of a bus's own papers for the noon of a day. Raises Missing."""
    shown = await vehicle(session, viewer=viewer, vehicle_id=vehicle_id)
    at = datetime.combine(on, time(12), zone)
    papers = Papers(
        day=on,
        vehicle=await load.vehicle_papers(session, vehicle_id),
        sign=await load.sign_papers(session, vehicle_id, at),
        permit=await load.permit_papers(session, vehicle_id, at),
        hazards=await keeping_standing(session, vehicle_id=vehicle_id, at=at),
    )
    answers = [(rule, rule(papers)) for rule in OF_THE_BUS]
    return PapersCheck(
        vehicle_id=str(vehicle_id),
        plate=shown.plate,
        day=on,
        may_serve=verdict_of(answers),
        items=[_shown(rule, answer, viewer) for rule, answer in answers],
    )


def verdict_of(answers: Iterable[tuple[PaperRule, Answer]]) -> MayDepart:
    """Only rules of severity B block; what of them cannot be told is said, never taken for good."""
    blocking = {answer.said for rule, answer in answers if rule.severity == "B"}
    if Said.BREACH in blocking:
        return "no"
    return "cannot_tell" if Said.UNKNOWN in blocking else "yes"


def _shown(rule: PaperRule, answer: Answer, viewer: Viewer) -> PaperOut:
    hidden = rule.of in PEOPLE and viewer.role not in PERSONAL
    facts = [] if hidden else [FactOut(name=both(one.name), value=one.value) for one in answer.facts]
    return PaperOut(
        rule=rule.id,
        article=rule.article,
        article_text=ArticleText(zh=PAPER_ARTICLES[rule.article]),
        severity=rule.severity,
        of=rule.of.value,
        title=both(rule.title),
        sentence=both(rule.sentence),
        said=answer.said.value,
        facts=facts,
        missing=None if answer.missing is None else both(answer.missing),
    )


def both(words: Words) -> Both:
    """Words in both languages, as answers give them."""
    return Both(zh=words.zh, en=words.en)
