"""`schoolbus rules`, and in which mode the rules of a new installation begin."""

import asyncio
from typing import get_args

import psycopg
from sqlalchemy import select

from core import clock
from core.database import make_engine, make_sessions, session_scope
from core.errors import Invalid
from core.models import Organisation
from core.settings import Settings
from findings.rulebook.modes import rule_modes, set_mode
from findings.rulebook.schemas import Mode, RuleModes
from rules.catalogue import RULES
from rules.modes import MODES
from schoolbus.migrate import is_new, upgrade

FIRST_DAY = "on its first day no permit is in the system, and every bus would be without one"
# A row for each rule that has none: in a new database for all, later for those that a newer program brings.
BEGIN = """INSERT INTO rule_mode (rule, mode, since, source)
    SELECT rule, 'trial', 'epoch', %s FROM unnest(%s::text[]) AS rule
    WHERE NOT EXISTS (SELECT FROM rule_mode m WHERE m.rule = rule.rule)
    AND (%s OR EXISTS (SELECT FROM rule_mode))"""


def install(database_url: str) -> None:
    """Bring a database to the newest schema; the rules of a new one begin in trial, and so do those that an update brings."""
    new = is_new(database_url)
    upgrade(database_url)
    with psycopg.connect(database_url) as connection:
        connection.execute(BEGIN, (FIRST_DAY, [rule.id for rule in RULES], new))


def listed(settings: Settings) -> str:
    """What each rule is now, a line a rule."""
    found = asyncio.run(_read(settings))
    lines = []
    for one in found.items:
        own = ", ".join(f"{each.organisation_name}: {each.mode}" for each in one.operators)
        counted = f"would have raised {one.would_have}, raised {one.raised} in {found.days} days"
        lines.append(f"{one.rule}  {one.mode:<5}  {counted}{f'  ({own})' if own else ''}")
    return "\n".join(lines)


def switch(settings: Settings, *, rules: list[str], to: str, operator: str | None, source: str) -> None:
    """Switch rules from now on; `["all"]` is all of them, `operator` the slug of one. Raises ValueError with a sentence."""
    if not rules or not source:
        raise ValueError("say which rules, and with --source who decided it")
    mode = next((each for each in get_args(Mode) if each == to), None)
    if mode is None:
        raise ValueError(f"--to is one of {', '.join(MODES)}")
    named = [rule.id for rule in RULES] if rules == ["all"] else rules
    try:
        asyncio.run(_switch(settings, named, mode, operator, source))
    except Invalid as wrong:
        raise ValueError("; ".join(each.message.en for each in wrong.fields)) from wrong


async def _read(settings: Settings) -> RuleModes:
    engine = make_engine(settings)
    try:
        async with session_scope(make_sessions(engine)) as session:
            return await rule_modes(session, now=clock.now())
    finally:
        await engine.dispose()


async def _switch(settings: Settings, named: list[str], mode: Mode, operator: str | None, source: str) -> None:
    engine = make_engine(settings)
    try:
        async with session_scope(make_sessions(engine)) as session:
            organisation = None
            if operator is not None:
                organisation = await session.scalar(select(Organisation.id).where(Organisation.slug == operator))
                if organisation is None:
                    raise ValueError(f"there is no organisation {operator}")
            await set_mode(
                session,
                viewer=None,
                rules=named,
                mode=mode,
                organisation_id=organisation,
                since=None,
                source=source,
                now=clock.now(),
            )
    finally:
        await engine.dispose()
