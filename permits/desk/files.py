"""Papers of an application: what each is its content says; another of its kind is the next version, and none is lost."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.errors import Missing, Refused
from core.files import path_of, shown_name, store, taken_kind
from core.settings import Settings
from permits.desk.act import facts_of
from permits.desk.happening import Hand, happen, locked
from permits.desk.models import Application, ApplicationDocument
from permits.desk.schemas import Deed
from permits.procedure.application import APPLICATION

TAKEN = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
MOST_PAPERS = 200  # of one application, all versions


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes lie on the disk already: what it is called and what it is."""

    name: str
    media_type: str
    size: int
    sha256: str


async def keep(hand: Hand, *, name: str, data: bytes) -> Kept:
    """Look at what was sent and keep its bytes. Raises Invalid, BadRequest (415)."""
    media_type, shown = taken_kind(data, TAKEN), shown_name(name)
    return Kept(shown, media_type, len(data), await store(hand.settings, data))


async def attach(
    session: AsyncSession, *, hand: Hand, application_id: int, kind: str, name: str, data: bytes
) -> ApplicationDocument:
    """Add a paper. Raises Missing, Refused, Invalid, BadRequest (415)."""
    kept = await keep(hand, name=name, data=data)
    return await attach_kept(session, hand=hand, application_id=application_id, kind=kind, kept=kept)


async def attach_kept(
    session: AsyncSession, *, hand: Hand, application_id: int, kind: str, kept: Kept
) -> ApplicationDocument:
    """Add a paper that is kept already: one that is about many files is a paper of each. Raises Missing, Refused."""
    assert hand.viewer is not None
    one = await locked(session, viewer=hand.viewer, application_id=application_id)
    act = APPLICATION.check("attach", hand.role, await facts_of(session, one, hand.viewer))
    of_it = ApplicationDocument.application_id == one.id
    if (await session.scalar(select(func.count()).select_from(ApplicationDocument).where(of_it)) or 0) >= MOST_PAPERS:
        raise Refused(
            "too_many_files",
            zh=f"每份申请最多 {MOST_PAPERS} 份材料，已满。",
            en=f"An application holds {MOST_PAPERS} papers at most; this one has them.",
        )
    newest = await session.scalar(
        select(func.coalesce(func.max(ApplicationDocument.version), 0)).where(of_it, ApplicationDocument.kind == kind)
    )
    paper = ApplicationDocument(
        application_id=one.id, kind=kind, version=(newest or 0) + 1, at=hand.now, account_id=hand.viewer.account_id,
        name=kept.name, media_type=kept.media_type, size=kept.size, sha256=kept.sha256,
    )  # fmt: skip
    session.add(paper)
    await session.flush()
    told = {"document": str(paper.id), "kind": kind, "name": kept.name, "sha256": paper.sha256}
    await happen(session, one, act, Deed(), hand, on=hand.today, before=one.state, after=one.state, detail=told)
    return paper


async def document(
    session: AsyncSession, *, hand: Hand, document_id: int, settings: Settings
) -> tuple[ApplicationDocument, Path]:
    """A paper and where it lies, for who may see its application. Raises Missing."""
    assert hand.viewer is not None
    one = await session.scalar(
        select(ApplicationDocument)
        .join(Application, Application.id == ApplicationDocument.application_id)
        .where(ApplicationDocument.id == document_id, visible(hand.viewer, "application"))
    )
    if one is None or not path_of(settings, one.sha256).is_file():
        raise Missing("document", document_id)
    return one, path_of(settings, one.sha256)
