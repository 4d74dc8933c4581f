"""Take a step of a suspect: who, from where, with what, all checked; one event written; nobody's step overwritten."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused
from core.models import Account
from core.settings import Settings
from core.steps import Step, changed_meanwhile, lacking
from findings.suspects.models import Suspect, SuspectEvent
from findings.suspects.schemas import Deed
from findings.suspects.score.weights import RESULT_STEPS, hold_weights, weights_now
from findings.suspects.steps import LIFE, STATE_WORDS, STEPS


async def take_step(
    session: AsyncSession,
    *,
    viewer: Viewer,
    suspect_id: int,
    name: str,
    version: int,
    deed: Deed,
    now: datetime,
    settings: Settings,
    address: str | None,
) -> None:
    """Take one step, in the session's transaction; a result moves the weights of the score. Raises Missing, Invalid, Refused."""
    if name in RESULT_STEPS:
        await hold_weights(session)
    suspect = await _locked(session, viewer, suspect_id)
    if suspect.version != version:
        raise await _changed_meanwhile(session, suspect, settings)
    step = LIFE.check(name, viewer.role, suspect.state)
    _needs(step, deed)
    before = suspect.state
    if step.to:
        suspect.state = step.to
        _effects(suspect, step, deed, now)
    suspect.version += 1
    detail: dict[str, Any] = {"score": suspect.score, "weights": suspect.weights} if step.to else {}
    if name in RESULT_STEPS:
        detail |= {"result": deed.result, "features": suspect.features}
    event = SuspectEvent(
        suspect_id=suspect.id, account_id=viewer.account_id, step=name, from_state=before, to_state=suspect.state,
        note=deed.note, detail=detail,
    )  # fmt: skip
    session.add(event)
    await session.flush()
    if name in RESULT_STEPS:
        await weights_now(session, now=now, event_id=event.id)
    await audit.record(
        session, viewer=viewer, action=f"suspect.{name}", kind="suspect", id=suspect.id,
        detail={"plate": suspect.plate, "to": suspect.state, "result": deed.result}, address=address,
    )  # fmt: skip


async def _locked(session: AsyncSession, viewer: Viewer, suspect_id: int) -> Suspect:
    statement = select(Suspect).where(Suspect.id == suspect_id, visible(viewer, "suspect")).with_for_update()
    found = (await session.execute(statement.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise Missing("suspect", suspect_id)
    return found


def _needs(step: Step, deed: Deed) -> None:
    missing = lacking(step, deed)
    if missing:
        raise Invalid(*missing)


def _effects(suspect: Suspect, step: Step, deed: Deed, now: datetime) -> None:
    """What a step does to the suspect beside its state."""
    match step.name:
        case "hand_over":
            suspect.handed_at = now
        case "take_back":
            suspect.handed_at = None
        case "result" | "correct":
            suspect.result, suspect.decided_at = deed.result, now
        case "reopen":
            suspect.result = suspect.decided_at = suspect.handed_at = None


async def _changed_meanwhile(session: AsyncSession, suspect: Suspect, settings: Settings) -> Refused:
    """Who did what since the reader last looked."""
    last = (
        select(SuspectEvent, Account.display_name)
        .join(Account, Account.id == SuspectEvent.account_id)
        .where(SuspectEvent.suspect_id == suspect.id)
        .order_by(SuspectEvent.id.desc())
        .limit(1)
    )
    row = (await session.execute(last)).one_or_none()
    state = STATE_WORDS[suspect.state]
    if row is None:
        return Refused(
            "changed_meanwhile",
            zh=f"现为“{state.zh}”；请看过后再操作。",
            en=f"It is {state.en} now. Look again before you act.",
        )
    event, name = row
    at = event.at.astimezone(settings.zone)
    return changed_meanwhile(who=name, did=STEPS[event.step].words, at=at, state=state)
