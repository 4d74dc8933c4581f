"""Conditions, papers, steps, terms and offices, from the tables by which the desk itself works; nothing is typed a second time."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Text
from core.models import Organisation
from core.steps import STAYS
from permits.desk.letters.values import OFFICE_WORDS
from permits.desk.review.answer import CONDITIONS, OTHERS
from permits.procedure.acts import SYSTEM, Act
from permits.procedure.application import APPLICATION
from permits.procedure.clocks import CLOCKS, days_of
from permits.procedure.consultation import POLICE_CONSULTATION, TRANSPORT_CONSULTATION
from permits.procedure.granted import SIGN
from permits.published.papers import ASKED
from permits.published.schemas import ClockOut, ConditionOut, GuideOut, OfficeOut, Said, StepOut

OF_OFFICES = (APPLICATION, POLICE_CONSULTATION, TRANSPORT_CONSULTATION, SIGN)
APPLICANTS_OWN = frozenset({"discard", "attach", "note"})  # nothing that others wait for


async def guide(session: AsyncSession, *, terms: Mapping[str, int]) -> GuideOut:
    """The guide; `terms` are the dated settings by which an office binds itself to less than the law's days."""
    moving = [act for act in APPLICATION.life.steps.values() if act.to != STAYS and act.name not in APPLICANTS_OWN]
    steps = [_step(act, terms) for act in moving]
    told = {one.name for step in steps for one in step.clocks}
    return GuideOut(
        conditions=[
            _condition(number, words) for number, words in enumerate((OTHERS["applicant"], *CONDITIONS))
        ],
        steps=steps,
        offices=await _offices(session),
        other_clocks=[_clock(name, terms) for name in CLOCKS if name not in told],
    )  # fmt: skip


def said(words: Text) -> Said:
    """Words as the page is told them, English with a capital."""
    return Said(zh=words.zh, en=words.en[0].upper() + words.en[1:])


def _condition(number: int, words: Text) -> ConditionOut:
    return ConditionOut(
        number=number, words=said(words), papers=[said(one.words) for one in ASKED if one.condition == number]
    )


def _step(act: Act, terms: Mapping[str, int]) -> StepOut:
    who = sorted(role for role in act.who if role != "admin" and not act.is_recorded_by(role))
    return StepOut(
        name=act.name, words=said(act.words), who=who or [SYSTEM], clocks=[_clock(name, terms) for name in act.starts]
    )


def _clock(name: str, terms: Mapping[str, int]) -> ClockOut:
    one = CLOCKS[name]
    return ClockOut(
        name=name, words=said(one.words), days=days_of(name, terms), article=one.article, silence=one.silence
    )


async def _offices(session: AsyncSession) -> list[OfficeOut]:
    """Every office of the kinds that take part, in the order of the procedure."""
    found = await session.scalars(
        select(Organisation)
        .where(Organisation.kind.in_(OFFICE_WORDS), Organisation.retired_at.is_(None))
        .order_by(Organisation.id)
    )
    by_kind = list(OFFICE_WORDS)
    return [
        OfficeOut(kind=one.kind, name=one.name, name_en=one.name_en, phone=one.phone, does=list(_does(one.kind)))
        for one in sorted(found, key=lambda one: by_kind.index(one.kind))
    ]


def _does(kind: str) -> Iterable[Said]:
    """The steps that are an office's own: those of the desk are the bureau's."""
    for life in OF_OFFICES:
        for act in life.life.steps.values():
            own = "clerk" in act.who and not act.office if kind == "education" else act.office == kind
            if own and act.to != STAYS and "operator" not in act.who:
                yield said(act.words)
