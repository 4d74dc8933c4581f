"""Certificates: issued when a session closes, as rows by which the rules judge; withdrawn with a reason; looked at by anybody."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Missing, Refused
from core.models import Organisation
from core.pagination import Column, PageQuery, page_rows
from fleet.models import Person
from permits.desk.happening import Hand
from permits.desk.numbers import next_number
from permits.models import Training
from permits.training.models import TrainingCertificate, TrainingCourse, TrainingSeat, TrainingSession
from permits.training.public.sign_in import masked_name
from permits.training.public.token import unguessable
from permits.training.schemas import CertificateOut, CertificateState, Named, PublicCertificate

MONTHS = 12
ONE_DAY = timedelta(days=1)
SERIES = "training"


def last_day(passed_on: date, months: int) -> date:
    """The last day of so many months that begin on a day: a year from 2026-11-27 ends with 2027-11-26."""
    years, month = divmod(passed_on.month - 1 + months, MONTHS)
    first = date(passed_on.year + years, month + 1, 1)
    following = date(first.year + (month + 1) // MONTHS, (month + 1) % MONTHS + 1, 1)
    return min(first + timedelta(days=passed_on.day - 1), following) - ONE_DAY


async def issue(
    session: AsyncSession, one: TrainingSession, course: TrainingCourse, seat: TrainingSeat, hand: Hand
) -> TrainingCertificate:
    """A certificate for who passed, in the closing's transaction: the row of `training` is what the next judging sees.

    It runs from the day on which this person was there, never from a day for which the session was only planned: sign-in opens on
    that day at the earliest, and nobody signs in tomorrow.
    """
    assert seat.signed_at is not None
    assert seat.hours is not None
    passed_on = seat.signed_at.astimezone(hand.zone).date()
    judged = Training(
        person_id=seat.person_id, course=course.name, hours=seat.hours, score=seat.score, passed_on=passed_on,
        valid_to=last_day(passed_on, course.validity_months),
    )  # fmt: skip
    session.add(judged)
    await session.flush()
    year = hand.today.year
    plain = f"PX{year}-{await next_number(session, series=SERIES, year=year):05d}"
    made = TrainingCertificate(
        number=unguessable(plain), session_id=one.id, person_id=seat.person_id, training_id=judged.id,
        hours=seat.hours, score=seat.score, issued_on=hand.today, valid_to=judged.valid_to, withdrawn_on=None,
        withdrawn_by=None, withdrawn_reason=None,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    return made


async def withdraw(session: AsyncSession, *, hand: Hand, certificate_id: int, reason: str) -> CertificateOut:
    """Take a certificate back: the rules see no training from today on. Raises Missing, Refused."""
    assert hand.viewer is not None
    one = (
        await session.execute(
            select(TrainingCertificate)
            .where(TrainingCertificate.id == certificate_id, visible(hand.viewer, "training_certificate"))
            .with_for_update(of=TrainingCertificate)
            .execution_options(populate_existing=True)
        )
    ).scalar_one_or_none()
    if one is None:
        raise Missing("training_certificate", certificate_id)
    if one.withdrawn_on is not None:
        raise Refused(
            "already_withdrawn",
            zh=f"该证书已于 {one.withdrawn_on} 收回。",
            en=f"This certificate was withdrawn on {one.withdrawn_on}.",
        )
    one.withdrawn_on, one.withdrawn_by, one.withdrawn_reason = hand.today, hand.account_id, reason
    last = min(one.valid_to, hand.today - ONE_DAY)
    await session.execute(update(Training).where(Training.id == one.training_id).values(valid_to=last))
    await audit.record(
        session, viewer=hand.viewer, action="training_certificate.withdraw", kind="training_certificate", id=one.id,
        detail={"number": one.number, "reason": reason}, address=hand.address,
    )  # fmt: skip
    return await certificate(session, viewer=hand.viewer, certificate_id=one.id, today=hand.today)


async def list_certificates(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, today: date, person_id: int | None
) -> tuple[list[CertificateOut], str | None]:
    """Certificates, the newest first."""
    statement = _rows().where(visible(viewer, "training_certificate"))
    if person_id is not None:
        statement = statement.where(TrainingCertificate.person_id == person_id)
    keys: dict[str, Column] = {"id": TrainingCertificate.id, "valid_to": TrainingCertificate.valid_to}
    rows, following = await page_rows(
        session, statement, query, keys=keys, default="-id", unique=TrainingCertificate.id
    )
    return [_shown(row, today) for row in rows], following


async def certificate(session: AsyncSession, *, viewer: Viewer, certificate_id: int, today: date) -> CertificateOut:
    """One certificate. Raises Missing."""
    statement = _rows().where(TrainingCertificate.id == certificate_id, visible(viewer, "training_certificate"))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise Missing("training_certificate", certificate_id)
    return _shown(row, today)


async def issuer_of(session: AsyncSession, certificate_id: int) -> str:
    """Who organised the session that a certificate came from."""
    statement = (
        select(Organisation.name)
        .join(TrainingSession, TrainingSession.organiser_id == Organisation.id)
        .join(TrainingCertificate, TrainingCertificate.session_id == TrainingSession.id)
        .where(TrainingCertificate.id == certificate_id)
    )
    return (await session.scalars(statement)).one()


async def public_certificate(session: AsyncSession, *, number: str, today: date) -> PublicCertificate:
    """What anybody may know who has its number. Raises Missing."""
    known = number.strip().upper()
    row = (await session.execute(_rows().where(TrainingCertificate.number == known.replace("\x00", "")))).one_or_none()
    if row is None:
        raise Missing("certificate", number)
    shown = _shown(row, today)
    return PublicCertificate(
        number=shown.number, state=shown.state, name=masked_name(shown.person.name), course=shown.course, hours=shown.hours,
        issuer=await issuer_of(session, int(shown.id)), issued_on=shown.issued_on, valid_to=shown.valid_to,
        withdrawn_on=shown.withdrawn_on,
    )  # fmt: skip


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(TrainingCertificate, Person, Organisation.name, TrainingCourse)
        .join(Person, Person.id == TrainingCertificate.person_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .join(TrainingSession, TrainingSession.id == TrainingCertificate.session_id)
        .join(TrainingCourse, TrainingCourse.id == TrainingSession.course_id)
    )


def _shown(row: Row[*tuple[Any, ...]], today: date) -> CertificateOut:
    one, person, organisation, course = row[:4]
    state: CertificateState = (
        "withdrawn" if one.withdrawn_on is not None else "valid" if today <= one.valid_to else "expired"
    )
    return CertificateOut(
        id=str(one.id), number=one.number, person=Named(id=str(person.id), name=person.name), organisation_name=organisation,
        course=course.name, audience=course.audience, hours=one.hours, score=one.score, issued_on=one.issued_on,
        valid_to=one.valid_to, state=state, withdrawn_on=one.withdrawn_on, withdrawn_reason=one.withdrawn_reason,
    )  # fmt: skip
