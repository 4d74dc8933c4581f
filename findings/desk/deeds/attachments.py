"""Files of a case: what each is its content tells; it lies under `data_dir` by its hash; who sees the case may read it."""

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Missing, Refused
from core.files import path_of, shown_name, store, taken_kind
from core.settings import Settings
from findings.desk.deeds.act import locked, write_event
from findings.desk.models import CaseAttachment, DeskCase
from findings.desk.steps import Facts, check

MOST_FILES = 50  # of one case


async def attach(
    session: AsyncSession,
    *,
    viewer: Viewer,
    case_id: int,
    name: str,
    data: bytes,
    settings: Settings,
    address: str | None,
) -> int:
    """Add a file to a case and to its history; its id. Raises Missing, Refused, Invalid, BadRequest."""
    await _may_attach(session, viewer, await _seen(session, viewer, case_id))
    media_type, shown = taken_kind(data), shown_name(name)
    sha256 = await store(settings, data)
    case = await locked(
        session, viewer=viewer, case_id=case_id
    )  # after the disk: the ingest waits for whoever has the case
    await _may_attach(session, viewer, case)
    one = CaseAttachment(
        case_id=case.id, account_id=viewer.account_id, name=shown, media_type=media_type, size=len(data), sha256=sha256
    )
    session.add(one)
    await session.flush()
    case.version += 1
    detail = {"attachment": str(one.id), "name": shown, "sha256": sha256}
    await write_event(
        session, case=case, viewer=viewer, step="attach", before=case.state, note=None, detail=detail, address=address
    )
    return one.id


async def _seen(session: AsyncSession, viewer: Viewer, case_id: int) -> DeskCase:
    case = await session.scalar(select(DeskCase).where(DeskCase.id == case_id, visible(viewer, "case")))
    if case is None:
        raise Missing("case", case_id)
    return case


async def _may_attach(session: AsyncSession, viewer: Viewer, case: DeskCase) -> None:
    """That the table of steps and the number of files allow one more. Raises Refused."""
    check("attach", viewer.role, Facts(case.state, case.taken_over))
    statement = select(func.count()).select_from(CaseAttachment).where(CaseAttachment.case_id == case.id)
    if (await session.scalar(statement) or 0) >= MOST_FILES:
        raise Refused(
            "too_many_files",
            zh=f"每张处置单最多 {MOST_FILES} 个附件，此单已满。",
            en=f"A case holds {MOST_FILES} files at most; this one has them.",
        )


async def attachment(
    session: AsyncSession, *, viewer: Viewer, attachment_id: int, settings: Settings
) -> tuple[CaseAttachment, Path]:
    """A file and where it lies, for who may see its case. Raises Missing."""
    one = await session.scalar(
        select(CaseAttachment)
        .join(DeskCase, DeskCase.id == CaseAttachment.case_id)
        .where(CaseAttachment.id == attachment_id, visible(viewer, "case"))
    )
    if one is None or not path_of(settings, one.sha256).is_file():
        raise Missing("attachment", attachment_id)
    return one, path_of(settings, one.sha256)
