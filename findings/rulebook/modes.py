"""Use cases of a rule's mode: what each rule is now and was, what it would have raised, and switching it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer
from core.errors import Conflict, Invalid, field
from core.models import Account, Organisation
from findings.models import Finding, RuleMode
from findings.rulebook.schemas import Mode, ModeRowOut, OwnModeOut, RuleModeOut, RuleModes
from fleet.models import Vehicle
from rules.catalogue import RULES
from rules.modes import Modes

COUNTED = timedelta(days=7)
OPERATING = ("operator", "school")  # a school may run its own buses (REG 9)
SLACK = timedelta(minutes=1)  # "now" said by another clock
AnyRow = Row[*tuple[Any, ...]]


async def rule_modes(session: AsyncSession, *, now: datetime) -> RuleModes:
    """What every rule is now, with its history, the newest first."""
    statement = (
        select(RuleMode, Organisation.name, Account.display_name)
        .outerjoin(Organisation, Organisation.id == RuleMode.organisation_id)
        .outerjoin(Account, Account.id == RuleMode.set_by)
        .order_by(RuleMode.since.desc(), RuleMode.id.desc())
    )
    rows: dict[str, list[AnyRow]] = {}
    for row in await session.execute(statement):
        rows.setdefault(row.RuleMode.rule, []).append(row)
    counts = await _counts(session, now - COUNTED)
    items = [_shown(rule.id, rows.get(rule.id, []), counts, now) for rule in RULES]
    return RuleModes(days=COUNTED.days, items=items)


async def modes_of(session: AsyncSession, rule: str) -> Modes:
    """What a rule was and is, for the district and for each operator."""
    rows = await session.execute(
        select(RuleMode.organisation_id, RuleMode.since, RuleMode.mode).where(RuleMode.rule == rule)
    )
    said = [(rule, row.organisation_id, row.since.timestamp(), row.mode) for row in rows]
    theirs = {organisation for _, organisation, _, _ in said if organisation is not None}
    vehicles = await session.execute(select(Vehicle.id, Vehicle.operator_id).where(Vehicle.operator_id.in_(theirs)))
    return Modes.of(said, {row.id: row.operator_id for row in vehicles})


async def set_mode(
    session: AsyncSession,
    *,
    viewer: Viewer | None,
    rules: Sequence[str],
    mode: Mode,
    organisation_id: int | None,
    since: datetime | None,
    source: str,
    now: datetime,
    address: str | None = None,
) -> None:
    """Switch rules, from now or a later moment on. `viewer` None is the command line.

    Raises Invalid (a rule or operator that is none, a moment gone by), Conflict (something was said of that very moment).
    """
    unknown = set(rules) - {rule.id for rule in RULES}
    if unknown:
        raise Invalid(field("rules", zh=f"没有规则 {'、'.join(sorted(unknown))}", en=f"no rule {sorted(unknown)}"))
    begins = from_now_on(since, now)
    if organisation_id is not None:
        found = select(Organisation.id).where(Organisation.id == organisation_id, Organisation.kind.in_(OPERATING))
        if await session.scalar(found) is None:
            raise Invalid(field("organisation_id", zh="没有这个运营单位", en="there is no such operator"))
    by = None if viewer is None else viewer.account_id
    for rule in dict.fromkeys(rules):
        row = RuleMode(rule=rule, organisation_id=organisation_id, mode=mode, since=begins, source=source, set_by=by)
        session.add(row)
    try:
        await session.flush()
    except IntegrityError as error:
        raise Conflict(
            "mode_taken", zh="该规则在这一时刻已有设定。", en="Something was already set for that very moment."
        ) from error
    for rule in dict.fromkeys(rules):
        detail = {"mode": mode, "organisation_id": organisation_id, "since": begins.isoformat(), "source": source}
        await audit.record(
            session, viewer=viewer, action="rule_mode.set", kind="rule", id=rule, detail=detail, address=address
        )


def from_now_on(since: datetime | None, now: datetime) -> datetime:
    """The moment from which a change holds: it never changes what was judged. Raises Invalid for one gone by."""
    if since is None:
        return now
    if since < now - SLACK:
        raise Invalid(
            field("since", zh="不能早于现在；已判定的不改变", en="must not lie in the past: what was judged stays")
        )
    return since


async def _counts(session: AsyncSession, since: datetime) -> dict[tuple[str, bool], int]:
    statement = (
        select(Finding.rule, Finding.trial, func.count())
        .where(Finding.began >= since)
        .group_by(Finding.rule, Finding.trial)
    )
    return {(rule, trial): count for rule, trial, count in await session.execute(statement)}


def _shown(rule: str, rows: list[AnyRow], counts: dict[tuple[str, bool], int], now: datetime) -> RuleModeOut:
    begun = [row for row in rows if row.RuleMode.since <= now]
    district = next((row.RuleMode for row in begun if row.RuleMode.organisation_id is None), None)
    own: dict[int, OwnModeOut] = {}
    for row in begun:
        one: RuleMode = row.RuleMode
        if one.organisation_id is not None and one.organisation_id not in own:
            own[one.organisation_id] = OwnModeOut.model_validate(
                {
                    "organisation_id": one.organisation_id,
                    "organisation_name": row.name,
                    "mode": one.mode,
                    "since": one.since,
                }
            )
    return RuleModeOut.model_validate(
        {
            "rule": rule,
            "mode": "on" if district is None else district.mode,
            "since": None if district is None else district.since,
            "operators": sorted(own.values(), key=lambda each: each.organisation_name),
            "history": [_row(row) for row in rows],
            "would_have": counts.get((rule, True), 0),
            "raised": counts.get((rule, False), 0),
        }
    )


def _row(row: AnyRow) -> ModeRowOut:
    one: RuleMode = row.RuleMode
    return ModeRowOut.model_validate(
        {
            "mode": one.mode,
            "since": one.since,
            "source": one.source,
            "by": row.display_name,
            "organisation_id": one.organisation_id,
            "organisation_name": row.name,
        }
    )
