"""Where many files stand, read at once: what decides their next steps, their stage on the way to the sign, their forecast."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fleet.models import Vehicle
from permits.desk.happening import Hand
from permits.desk.models import Application, ApplicationClock, ApplicationPause, Consultation, SignFile
from permits.desk.opinions import ANSWERED
from permits.models import PermitVersion, Sign
from permits.procedure.acts import Act, Facts
from permits.procedure.application import APPLICATION
from permits.procedure.clocks import sign_valid_to
from permits.rounds.forecast.pace import CLOCKS_OF, STAGES, Standing
from permits.rounds.steps import LIVES, OF_MANY

DONE, OVER = "done", "over"


@dataclass(frozen=True)
class Known:
    """All that is known of one file. `sign` is the newest pair, with its number and last day once police have issued it."""

    one: Application
    clocks: Mapping[str, date]
    pauses: tuple[ApplicationPause, ...]
    opinions: Mapping[str, Consultation]
    sign: SignFile | None
    sign_number: str | None
    sign_valid_to: date | None
    latest_sign_day: date | None

    @property
    def stage(self) -> str:
        """Where it is on the way to the sign, `done` or `over`."""
        if self.one.state == "issued":
            return "sign" if self.sign is not None and self.sign.state == "filed" else DONE
        return OVER if self.one.state in APPLICATION.ends else self.one.state

    def standing(self, hand: Hand) -> Standing | None:
        """For the forecast; None where nothing is to come, or what comes is no sign."""
        if self.stage not in STAGES or self.one.kind == "ending":
            return None
        began = [self.clocks[name] for name in CLOCKS_OF.get(self.stage, ()) if name in self.clocks]
        told = [one.expected_until for one in self.pauses if one.expected_until is not None]
        police = self.opinions.get("police")
        if self.stage == "consulting" and police is not None and police.state == "called" and police.appointment:
            told.append(police.appointment.astimezone(hand.zone).date())
        return Standing(self.stage, min(began, default=hand.today), max(told, default=None))

    def may(self, hand: Hand) -> list[tuple[str, Act]]:
        """The steps of many that the viewer may take of it now, with whose life each is of."""
        facts = {"application": self._facts(hand)}
        facts |= {office: Facts(each.state, account=hand.account_id) for office, each in self.opinions.items()}
        if self.sign is not None:
            facts["sign"] = Facts(self.sign.state, account=hand.account_id)
        return [
            (subject, act)
            for subject, of in facts.items()
            for act in LIVES[subject].allowed(hand.role, of)
            if act.name in OF_MANY[subject]
        ]

    def _facts(self, hand: Hand) -> Facts:
        one = self.one
        return Facts(
            one.state, kind=one.kind, account=hand.account_id, recommended_by=one.recommended_by, is_mine=False,
            corrected=one.corrected, extended=one.extended, paused=any(each.clock is None for each in self.pauses),
            all_replied=all(each.state in ANSWERED for each in self.opinions.values()),
        )  # fmt: skip


async def known_of(session: AsyncSession, ids: Collection[int]) -> dict[int, Known]:
    """Of these files, by id; the caller has asked whether they may be seen."""
    clocks = await _clocks(session, ids)
    pauses = await _pauses(session, ids)
    opinions: dict[int, dict[str, Consultation]] = {}
    for each in await session.scalars(select(Consultation).where(Consultation.application_id.in_(ids))):
        opinions.setdefault(each.application_id, {})[each.office] = each
    signs = await _signs(session, ids)
    ones = await session.scalars(select(Application).where(Application.id.in_(ids)))
    none = (None, None, None, None)
    return {
        one.id: Known(
            one,
            clocks.get(one.id, {}),
            tuple(pauses.get(one.id, ())),
            opinions.get(one.id, {}),
            *signs.get(one.id, none),
        )
        for one in ones
    }


async def _clocks(session: AsyncSession, ids: Collection[int]) -> dict[int, dict[str, date]]:
    found: dict[int, dict[str, date]] = {}
    clock = ApplicationClock
    runs = select(clock.application_id, clock.name, clock.began_on).where(
        clock.application_id.in_(ids), clock.stopped_on.is_(None)
    )
    for id_, name, began in await session.execute(runs):
        found.setdefault(id_, {})[name] = began
    return found


async def _pauses(session: AsyncSession, ids: Collection[int]) -> dict[int, list[ApplicationPause]]:
    found: dict[int, list[ApplicationPause]] = {}
    open_ = select(ApplicationPause).where(ApplicationPause.application_id.in_(ids), ApplicationPause.until.is_(None))
    for each in await session.scalars(open_):
        found.setdefault(each.application_id, []).append(each)
    return found


async def _signs(
    session: AsyncSession, ids: Collection[int]
) -> dict[int, tuple[SignFile, str | None, date | None, date | None]]:
    """The newest of each file; its last day cannot be told where the vehicle's inspection is not on record."""
    statement = (
        select(SignFile, Sign.number, Sign.valid_to, Vehicle.inspection_valid_to, PermitVersion.valid_to)
        .join(Vehicle, Vehicle.id == SignFile.vehicle_id)
        .join(PermitVersion, PermitVersion.id == SignFile.permit_version_id)
        .outerjoin(Sign, Sign.id == SignFile.sign_id)
        .where(SignFile.application_id.in_(ids))
        .order_by(SignFile.id)
    )
    found: dict[int, tuple[SignFile, str | None, date | None, date | None]] = {}
    for file, number, valid_to, inspected_to, permit_to in await session.execute(statement):
        latest = None if inspected_to is None else sign_valid_to(inspection_to=inspected_to, permit_to=permit_to)
        if file.application_id is not None:
            found[file.application_id] = (file, number, valid_to, latest)
    return found
