"""Papers of a permit, of a driver, or of a list of many: what each is its content says; none is changed or lost."""

from pathlib import Path

from sqlalchemy import ColumnElement, false, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import OFFICE, Viewer, visible
from core.errors import Invalid, Missing, NotAllowed, Refused, field
from core.files import path_of, shown_name, store, taken_kind
from core.models import Account
from fleet.models import Person
from permits.desk.files import TAKEN
from permits.desk.happening import Hand
from permits.desk.schemas import DeedByOut
from permits.held.models import HeldDocument
from permits.held.schemas import HeldDocumentOut
from permits.models import Permit

MOST_PAPERS = 200  # of one permit or person


async def attach(
    session: AsyncSession,
    *,
    hand: Hand,
    permit_id: int | None,
    person_id: int | None,
    kind: str,
    name: str,
    data: bytes,
) -> HeldDocument:
    """Add a paper. Raises Missing, NotAllowed, Refused, Invalid, BadRequest (415)."""
    assert hand.viewer is not None
    if permit_id is not None and person_id is not None:
        raise Invalid(field("person_id", zh="许可和驾驶人只能选一个", en="name a permit or a driver, not both"))
    if (permit_id is None and person_id is None) != (kind == "list"):
        raise Invalid(
            field("kind", zh="清单不属于单份许可或个人", en="a list, and only a list, is of no single permit")
        )
    media_type, shown = taken_kind(data, TAKEN), shown_name(name)
    await _refuse_others(session, hand.viewer, permit_id, person_id)
    same = HeldDocument.permit_id == permit_id if permit_id is not None else HeldDocument.person_id == person_id
    if (
        kind != "list"
        and (await session.scalar(select(func.count()).select_from(HeldDocument).where(same)) or 0) >= MOST_PAPERS
    ):
        raise Refused(
            "too_many_files", zh=f"最多 {MOST_PAPERS} 份材料，已满。", en=f"Holds {MOST_PAPERS} papers at most."
        )
    paper = HeldDocument(
        permit_id=permit_id, person_id=person_id, kind=kind, at=hand.now, account_id=hand.viewer.account_id, name=shown,
        media_type=media_type, size=len(data), sha256=await store(hand.settings, data),
    )  # fmt: skip
    session.add(paper)
    await session.flush()
    of = ("permit", permit_id) if permit_id is not None else ("person", person_id)
    await audit.record(
        session, viewer=hand.viewer, action="permit.attach", kind=of[0], id=of[1],
        detail={"document": str(paper.id), "kind": kind, "name": shown, "sha256": paper.sha256}, address=hand.address,
    )  # fmt: skip
    return paper


async def document(session: AsyncSession, *, hand: Hand, document_id: int) -> tuple[HeldDocument, Path]:
    """A paper and where it lies, for who may see what it is of. Raises Missing."""
    assert hand.viewer is not None
    one = await session.scalar(select(HeldDocument).where(HeldDocument.id == document_id, _seen(hand.viewer)))
    if one is None or not path_of(hand.settings, one.sha256).is_file():
        raise Missing("document", document_id)
    return one, path_of(hand.settings, one.sha256)


async def documents_of(session: AsyncSession, condition: ColumnElement[bool]) -> list[HeldDocumentOut]:
    """Papers, the newest first."""
    rows = await session.execute(
        select(HeldDocument, Account)
        .join(Account, Account.id == HeldDocument.account_id)
        .where(condition)
        .order_by(HeldDocument.id.desc())
        .limit(MOST_PAPERS)
    )
    return [
        _shown(paper, DeedByOut(id=str(account.id), name=account.display_name, role=account.role))
        for paper, account in rows
    ]


def shown_by(paper: HeldDocument, hand: Hand) -> HeldDocumentOut:
    """A paper that the viewer has just added."""
    viewer = hand.viewer
    assert viewer is not None
    return _shown(paper, DeedByOut(id=str(viewer.account_id), name=viewer.display_name, role=viewer.role))


def _shown(paper: HeldDocument, by: DeedByOut) -> HeldDocumentOut:
    told = {name: getattr(paper, name) for name in HeldDocumentOut.model_fields if name != "by"}
    return HeldDocumentOut.model_validate(told | {"by": by})


def _seen(viewer: Viewer) -> ColumnElement[bool]:
    permits = select(Permit.id).where(visible(viewer, "granted")).correlate(None)
    people = select(Person.id).where(visible(viewer, "person")).correlate(None)
    is_list = HeldDocument.permit_id.is_(None) & HeldDocument.person_id.is_(None)
    return or_(
        HeldDocument.permit_id.in_(permits),
        HeldDocument.person_id.in_(people),
        is_list & (true() if viewer.role in OFFICE else false()),
    )


async def _refuse_others(session: AsyncSession, viewer: Viewer, permit_id: int | None, person_id: int | None) -> None:
    """Raise Missing for what the viewer does not see; lists are the offices'."""
    if permit_id is not None:
        seen = select(Permit.id).where(Permit.id == permit_id, visible(viewer, "granted"))
        if await session.scalar(seen) is None:
            raise Missing("granted", permit_id)
    elif person_id is not None:
        known = select(Person.id).where(Person.id == person_id, visible(viewer, "person"))
        if await session.scalar(known) is None:
            raise Missing("person", person_id)
    elif viewer.role not in OFFICE:
        raise NotAllowed("permit.attach")
