"""What schools and providers owe today (R52, R53, R54 and their like), many at a time: computed when it is read, so never stale."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.models import Organisation, Term
from fleet.models import Line, LineVersion, Person, Vehicle
from permits.models import InForce, Permit, PermitLine, PermitVersion, Training
from permits.registers.duties import DUTIES, DutyState, Kept, Owed, Party, owed, term_of
from permits.registers.models import SafetyDuty
from permits.registers.read.shapes import Both, DutyOut, ItemOut, NamedOut
from permits.registers.read.standing import Today

Terms = list[tuple[str, date, date]]
STATE_OF = {
    DutyState.OVERDUE: "expired", DutyState.UNKNOWN: "unknown", DutyState.SOON: "soon", DutyState.DUE: "in_order",
    DutyState.DONE: "in_order",
}  # fmt: skip
NO_TERM = Both(zh="没有登记学期", en="no term is on record")


@dataclass
class Parties:
    """Who runs buses, whose pupils ride, who is served by whom (school -> provider -> name)."""

    runners: set[int] = field(default_factory=set)
    served: dict[int, dict[int, str]] = field(default_factory=dict)


async def duties_of(
    session: AsyncSession, organisations: Collection[Organisation], now: Today
) -> dict[int, list[DutyOut]]:
    """By id the duties of each, the worst first."""
    ids = [one.id for one in organisations]
    terms = await load_terms(session)
    parties = await _parties(session, ids, now.at)
    rows = defaultdict[int, list[SafetyDuty]](list)
    for row in await session.scalars(select(SafetyDuty).where(SafetyDuty.organisation_id.in_(ids))):
        rows[row.organisation_id].append(row)
    trained = await _trained(session, ids, terms, now.day)
    found = {}
    for id_ in ids:
        served = parties.served.get(id_, {})
        by = {provider: name for provider, name in served.items() if provider != id_}
        party = Party(id_ in parties.runners, bool(served), by)
        kept = [Kept(one.id, one.kind, one.since, one.counterpart_id, one.due_on, one.done_on) for one in rows[id_]]
        said = owed(party, kept, terms, now.day, trained=id_ in trained)
        records = {one.id: one for one in rows[id_]}
        shown = [_shown(one, None if one.kept is None else records[one.kept.id], served) for one in said]
        found[id_] = sorted(shown, key=lambda one: list(DutyState).index(DutyState(one.state)))
    return found


def as_item(one: DutyOut, day: date) -> ItemOut:
    """A duty among the items on top of a file."""
    title = one.title
    if one.counterpart is not None:
        title = Both(zh=f"{title.zh}（{one.counterpart.name}）", en=f"{title.en} ({one.counterpart.name})")
    return ItemOut.model_validate(
        {
            "name": one.kind,
            "article": one.article,
            "title": title,
            "state": STATE_OF[DutyState(one.state)],
            "valid_to": one.due_on if one.state != "done" else None,
            "days_left": (one.due_on - day).days if one.due_on is not None and one.state != "done" else None,
            "why": NO_TERM if one.state == "unknown" else None,
        }
    )


def _shown(one: Owed, row: SafetyDuty | None, names: dict[int, str]) -> DutyOut:
    kind = DUTIES[one.kind]
    other = one.counterpart_id
    return DutyOut(
        id=None if row is None else str(row.id),
        kind=one.kind,
        rule=kind.rule,
        article=kind.article,
        title=Both.of(kind.words),
        state=one.state.value,
        period=None if one.period is None else one.period.name,
        since=None if one.period is None else one.period.since,
        due_on=one.due_on,
        own_due_on=None if row is None else row.due_on,
        done_on=None if row is None else row.done_on,
        counterpart=None if other is None else NamedOut(id=str(other), name=names[other]),
        note=None if row is None else row.note,
        file_id=None if row is None or row.file_id is None else str(row.file_id),
    )


async def load_terms(session: AsyncSession) -> Terms:
    """The terms on record, by name and days."""
    return [(one.name, one.starts, one.ends) for one in await session.scalars(select(Term))]


async def _parties(session: AsyncSession, ids: list[int], at: datetime) -> Parties:
    found = Parties()
    owning = select(Vehicle.operator_id, Vehicle.school_id).where(
        or_(Vehicle.operator_id.in_(ids), Vehicle.school_id.in_(ids))
    )
    for pair in await session.execute(owning):
        found.runners |= {one for one in pair if one is not None}
    serving = (
        select(Line.school_id, Permit.holder_id, Organisation.name)
        .distinct()
        .join(LineVersion, LineVersion.line_id == Line.id)
        .join(PermitLine, PermitLine.line_version_id == LineVersion.id)
        .join(PermitVersion, PermitVersion.id == PermitLine.permit_version_id)
        .join(Permit, Permit.id == PermitVersion.permit_id)
        .join(InForce, InForce.permit_version_id == PermitVersion.id)
        .join(Organisation, Organisation.id == Permit.holder_id)
        .where(InForce.during.contains(at), or_(Line.school_id.in_(ids), Permit.holder_id.in_(ids)))
    )
    for school, holder, name in await session.execute(serving):
        found.runners.add(holder)
        found.served.setdefault(school, {})[holder] = name
    return found


async def _trained(session: AsyncSession, ids: list[int], terms: Terms, day: date) -> set[int]:
    """The organisations of which every driver passed a training in this term (R54)."""
    term = term_of(terms, day)
    if term is None:
        return set()
    passed = select(Training.person_id).where(
        Training.passed_on >= term.since,
        Training.passed_on <= day,
        Training.valid_to >= day,  # one that was withdrawn has ended
    )
    rows = await session.execute(
        select(Person.organisation_id, Person.id.in_(passed)).where(
            Person.organisation_id.in_(ids),
            Person.kind == "driver",
            or_(Person.left_on.is_(None), Person.left_on >= day),
        )
    )
    everyone = defaultdict[int, list[bool]](list)
    for organisation, has_passed in rows:
        everyone[organisation].append(has_passed)
    return {organisation for organisation, each in everyone.items() if all(each)}
