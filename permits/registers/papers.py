"""Scans and photographs of a file: what each is its content says; none is overwritten, each may be the evidence of a record."""

from pathlib import Path
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.errors import Invalid, Missing, NotAllowed, Refused, field
from core.files import path_of, shown_name, store, taken_kind
from core.models import Organisation
from fleet.models import Person, Vehicle
from permits.registers.hold import Hand, held, write_down
from permits.registers.kinds import DESK, OWN, PAPERS
from permits.registers.models import RegisterFile

TAKEN = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
MOST_PAPERS = 500  # of one file
SUBJECTS: dict[str, tuple[Any, str]] = {
    "vehicle": (Vehicle, "vehicle_id"),
    "person": (Person, "person_id"),
    "organisation": (Organisation, "organisation_id"),
}


async def attach(
    session: AsyncSession, *, hand: Hand, subject: str, subject_id: int, kind: str, name: str, data: bytes
) -> RegisterFile:
    """Put a paper into a file. Raises Missing, NotAllowed, Refused, Invalid, BadRequest (415)."""
    if hand.viewer.role not in DESK | OWN:
        raise NotAllowed("register.edit")
    if kind not in PAPERS[subject]:
        raise Invalid(field("kind", zh="这类档案不收这种材料", en="a file of this kind takes no such paper"))
    media_type, shown = taken_kind(data, TAKEN), shown_name(name)
    of, column = SUBJECTS[subject]
    one = await held(session, hand, of, subject_id, None)
    of_it = getattr(RegisterFile, column) == one.id
    if (await session.scalar(select(func.count()).select_from(RegisterFile).where(of_it)) or 0) >= MOST_PAPERS:
        raise Refused(
            "too_many_files",
            zh=f"每份档案最多 {MOST_PAPERS} 份材料，已满。",
            en=f"A file holds {MOST_PAPERS} papers at most; this one has them.",
        )
    paper = RegisterFile(
        **{column: one.id}, kind=kind, at=hand.now, account_id=hand.viewer.account_id, name=shown,
        media_type=media_type, size=len(data), sha256=await store(hand.settings, data),
    )  # fmt: skip
    session.add(paper)
    await session.flush()
    told = {"file": paper.id, "kind": kind, "name": shown, "sha256": paper.sha256}
    await write_down(session, hand, one, "paper.add", told)
    return paper


async def paper(session: AsyncSession, *, hand: Hand, file_id: int) -> tuple[RegisterFile, Path]:
    """A paper and where it lies, for who may see the file it is in. Raises Missing."""
    viewer = hand.viewer
    seen = or_(
        RegisterFile.vehicle_id.in_(select(Vehicle.id).where(visible(viewer, "vehicle"))),
        RegisterFile.person_id.in_(select(Person.id).where(visible(viewer, "person"))),
        RegisterFile.organisation_id.in_(select(Organisation.id).where(visible(viewer, "organisation_file"))),
    )
    one = await session.scalar(select(RegisterFile).where(RegisterFile.id == file_id, seen))
    if one is None or not path_of(hand.settings, one.sha256).is_file():
        raise Missing("paper", file_id)
    return one, path_of(hand.settings, one.sha256)
