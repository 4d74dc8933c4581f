"""Files of a case: what each is its content tells; it lies under `data_dir` by its hash; who sees the case may read it."""

import asyncio
import hashlib
import os
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import BadRequest, Invalid, Missing, Refused, field
from core.settings import Settings
from findings.desk.deeds.act import locked, write_event
from findings.desk.models import CaseAttachment, DeskCase
from findings.desk.steps import Facts, check

MEDIA_TYPES = frozenset(
    {"image/jpeg", "image/png", "image/webp", "application/pdf", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav"}
)
NAME_MAX = 120
MOST_FILES = 50  # of one case


def kind_of(data: bytes) -> str | None:
    """The media type by the content's own marks; None for what is not taken."""
    for mark, media_type in (
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"%PDF-", "application/pdf"),
        (b"ID3", "audio/mpeg"),
        (b"OggS", "audio/ogg"),
    ):
        if data.startswith(mark):
            return media_type
    if data[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(data[8:12])
    if data[4:8] == b"ftyp" and data[8:12] in (b"M4A ", b"mp42", b"isom"):
        return "audio/mp4"
    is_mpeg = len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2  # layer III
    return "audio/mpeg" if is_mpeg else None


def path_of(settings: Settings, sha256: str) -> Path:
    """Where the bytes of a hash lie."""
    return settings.data_dir / "attachments" / sha256[:2] / sha256


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
    media_type = kind_of(data)
    if media_type is None:
        raise BadRequest(415, "not_a_known_file", zh="只能上传照片、PDF 或录音。", en="Send a photo, a PDF or a sound.")
    shown = "".join(char for char in name if char.isprintable() and char not in '/\\<>:"|?*').strip()[:NAME_MAX]
    if not shown:
        raise Invalid(field("name", zh="请给出文件名", en="give the file a name"))
    sha256 = hashlib.sha256(data).hexdigest()
    await asyncio.to_thread(_keep, path_of(settings, sha256), data)
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


def _keep(path: Path, data: bytes) -> None:
    """Write once, whole or not at all; on the disk before the row that names it is committed."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{id(data)}")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


# A browser shows it as what it was found to be, and runs nothing of it.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=31536000, immutable",
}
