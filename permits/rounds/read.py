"""Rounds read: the list, one round with its files and their forecast, what may be done to how many, what was done."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import may_do, visible
from core.errors import Missing
from core.models import Account, Organisation
from core.pagination import Column, PageQuery, page_rows
from fleet.models import Vehicle
from permits.desk.happening import Hand
from permits.desk.models import Application
from permits.desk.read import Filters, applications_of
from permits.desk.schemas import ApplicationOut, NamedOut
from permits.procedure.acts import Act
from permits.rounds.forecast.history import pace_now
from permits.rounds.forecast.pace import STAGES, Forecast, Pace, Standing, forecast
from permits.rounds.models import Round, RoundFile, RoundPaper
from permits.rounds.outcomes import deeds_of
from permits.rounds.schemas import (
    MOST_FILES,
    DroppedOut,
    ForecastOut,
    OpinionShortOut,
    PaperOut,
    RoundDetail,
    RoundFileOut,
    RoundOut,
    StageOut,
    StepOfManyOut,
)
from permits.rounds.standing import DONE, OVER, Known, known_of
from permits.rounds.steps import OF_MANY, ROUND

SAME = (
    "id", "name", "target_on", "state", "version", "place", "capacity_per_day", "inspect_from", "opens_at", "closes_at",
    "closed_on",
)  # fmt: skip
IN_ORDER = [(subject, name) for subject, names in OF_MANY.items() for name in names]
ROUNDS: Select[*tuple[Any, ...]] = select(Round, Organisation.name.label("whose")).outerjoin(
    Organisation, Organisation.id == Round.organisation_id
)


@dataclass(frozen=True)
class Told:
    """The files of a round with what is known of each."""

    known: Mapping[int, Known]
    forecasts: Mapping[int, Forecast]


async def list_rounds(
    session: AsyncSession, *, hand: Hand, query: PageQuery, state: str | None
) -> tuple[list[RoundOut], str | None]:
    """Rounds, the newest target day first."""
    assert hand.viewer is not None
    statement = ROUNDS.where(visible(hand.viewer, "round"))
    if state is not None:
        statement = statement.where(Round.state == state)
    keys: dict[str, Column] = {"target_on": Round.target_on, "id": Round.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="-target_on", unique=Round.id)
    pace = await pace_now(session, hand)
    members = await _members(session, hand, [row[0].id for row in rows])
    known = await known_of(session, [id_ for ids in members.values() for id_ in ids])
    shown = []
    for row in rows:
        one: Round = row[0]
        mine = {id_: known[id_] for id_ in members.get(one.id, ())}
        shown.append(_shown(one, row.whose, _told(one, mine, pace, hand)))
    return shown, following


async def one_round(session: AsyncSession, *, hand: Hand, round_id: int) -> RoundDetail:
    """One round with all that is in it. Raises Missing."""
    assert hand.viewer is not None
    row = (await session.execute(ROUNDS.where(Round.id == round_id, visible(hand.viewer, "round")))).one_or_none()
    if row is None:
        raise Missing("round", round_id)
    one: Round = row[0]
    ids = (await _members(session, hand, [one.id])).get(one.id, [])
    files = await applications_of(session, hand=hand, filters=Filters(), among=Application.id.in_(ids), most=MOST_FILES)
    pace = await pace_now(session, hand)
    told = _told(one, await known_of(session, ids), pace, hand)
    steps = {id_: known.may(hand) if one.state == "open" else [] for id_, known in told.known.items()}
    allowed = {step.name for step in ROUND.allowed(hand.role, one.state)}
    return RoundDetail.model_validate(
        _shown(one, row.whose, told).model_dump()
        | {
            "items": _items(files, told, steps),
            "stages": _stages(told, pace),
            "may": _may(steps, hand) if "act" in allowed and may_do(hand.viewer, "round.step") else [],
            "may_keep": "put_in" in allowed,
            "may_agree": "inspections" in allowed,
            "deeds": await deeds_of(session, round_id=one.id),
            "dropped": await _dropped(session, hand, one.id),
            "papers": [
                PaperOut.model_validate(each)
                for each in await session.scalars(
                    select(RoundPaper).where(RoundPaper.round_id == one.id).order_by(RoundPaper.id.desc())
                )
            ],
        }
    )


async def _members(session: AsyncSession, hand: Hand, rounds: Sequence[int]) -> dict[int, list[int]]:
    """The files of each round that the viewer may see: those that were not dropped out."""
    assert hand.viewer is not None
    statement = (
        select(RoundFile.round_id, RoundFile.application_id)
        .join(Application, Application.id == RoundFile.application_id)
        .where(RoundFile.round_id.in_(rounds), RoundFile.reason.is_(None), visible(hand.viewer, "application"))
        .distinct()
    )
    found: dict[int, list[int]] = {}
    for round_id, application_id in await session.execute(statement):
        found.setdefault(round_id, []).append(application_id)
    return found


def _told(one: Round, known: Mapping[int, Known], pace: Mapping[str, Pace], hand: Hand) -> Told:
    reckoned: dict[Standing, Forecast] = {}
    forecasts: dict[int, Forecast] = {}
    for id_, each in known.items():
        at = each.standing(hand) if one.state == "open" else None
        if at is None:
            continue
        if at not in reckoned:
            reckoned[at] = forecast(at, pace=pace, target_on=one.target_on, calendar=hand.calendar, today=hand.today)
        forecasts[id_] = reckoned[at]
    return Told(known, forecasts)


def _shown(one: Round, organisation: str | None, told: Told) -> RoundOut:
    finished = sum(each.stage in (DONE, OVER) for each in told.known.values())
    return RoundOut.model_validate(
        {name: getattr(one, name) for name in SAME}
        | {
            "organisation": None
            if one.organisation_id is None
            else NamedOut(id=str(one.organisation_id), name=organisation or ""),
            "files": len(told.known),
            "finished": finished,
            "late": sum(each.misses for each in told.forecasts.values()),
        }
    )


def _items(
    files: Sequence[ApplicationOut], told: Told, steps: Mapping[int, list[tuple[str, Act]]]
) -> list[RoundFileOut]:
    made = []
    for file in files:
        known = told.known[int(file.id)]
        comes = told.forecasts.get(int(file.id))
        made.append(
            RoundFileOut.model_validate(
                file.model_dump()
                | {
                    "stage": known.stage,
                    "police": _opinion(known, "police"),
                    "transport": _opinion(known, "transport"),
                    "sign_state": None if known.sign is None else known.sign.state,
                    "sign_number": known.sign_number,
                    "sign_valid_to": known.sign_valid_to,
                    "latest_sign_day": known.latest_sign_day,
                    "forecast": None if comes is None else ForecastOut.model_validate(comes),
                    "steps": [f"{subject}.{act.name}" for subject, act in steps[int(file.id)]],
                }
            )
        )
    return sorted(made, key=_late_first)


def _late_first(file: RoundFileOut) -> tuple[bool, date, date]:
    """What will miss the day at the head, by how much; then what is due first."""
    misses = file.forecast is not None and file.forecast.misses
    on = file.forecast.on if misses and file.forecast is not None else date.min
    return not misses, date.fromordinal(date.max.toordinal() - on.toordinal() + 1), file.due_on or date.max


def _opinion(known: Known, office: str) -> OpinionShortOut | None:
    found = known.opinions.get(office)
    return None if found is None else OpinionShortOut.model_validate(found)


def _stages(told: Told, pace: Mapping[str, Pace]) -> list[StageOut]:
    """Every stage in order, with those that are done and over at the end."""
    count = Counter(each.stage for each in told.known.values())
    none = Pace(0, 0)
    return [
        StageOut(stage=stage, files=count[stage], days=pace.get(stage, none).days, seen=pace.get(stage, none).seen)
        for stage in (*STAGES, DONE, OVER)
    ]


def _may(steps: Mapping[int, list[tuple[str, Act]]], hand: Hand) -> list[StepOfManyOut]:
    """In the order of the tables."""
    count = Counter((subject, act.name) for each in steps.values() for subject, act in each)
    acts = {(subject, act.name): act for each in steps.values() for subject, act in each}
    return [
        StepOfManyOut.model_validate(
            {
                "subject": subject,
                "step": name,
                "recorded": acts[subject, name].is_recorded_by(hand.role),
                "needs": list(acts[subject, name].needs_of(hand.role)),
                "files": files,
            }
        )
        for (subject, name), files in sorted(count.items(), key=lambda one: IN_ORDER.index(one[0]))
    ]


async def _dropped(session: AsyncSession, hand: Hand, round_id: int) -> list[DroppedOut]:
    assert hand.viewer is not None
    statement = (
        select(RoundFile, Application.number, Vehicle.plate, Account.display_name)
        .join(Application, Application.id == RoundFile.application_id)
        .join(Account, Account.id == RoundFile.dropped_by)
        .outerjoin(Vehicle, Vehicle.id == Application.vehicle_id)
        .where(RoundFile.round_id == round_id, RoundFile.reason.is_not(None), visible(hand.viewer, "application"))
        .order_by(RoundFile.until.desc())
    )
    rows = await session.execute(statement)
    return [
        DroppedOut.model_validate(
            {
                "application_id": file.application_id, "number": number, "plate": plate, "at": file.until, "by": by,
                "reason": file.reason,
            }
        )
        for file, number, plate, by in rows
    ]  # fmt: skip
