"""Files that people send: what each is its content tells; it lies under `data_dir` by its hash, once."""

import asyncio
import hashlib
import os
from pathlib import Path

from core.errors import BadRequest, Invalid, field
from core.settings import Settings

MEDIA_TYPES = frozenset(
    {"image/jpeg", "image/png", "image/webp", "application/pdf", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav"}
)
PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp"})
NAME_MAX = 120
# A browser shows it as what it was found to be, and runs nothing of it.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=31536000, immutable",
}


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


def taken_kind(data: bytes, taken: frozenset[str] = MEDIA_TYPES) -> str:
    """The media type, when it is one of those taken. Raises BadRequest (415)."""
    media_type = kind_of(data)
    if media_type is None or media_type not in taken:
        if taken <= PHOTOS:
            raise BadRequest(415, "not_a_known_file", zh="只能上传照片。", en="Send a photo.")
        raise BadRequest(415, "not_a_known_file", zh="只能上传照片、PDF 或录音。", en="Send a photo, a PDF or a sound.")
    return media_type


def shown_name(name: str) -> str:
    """The name that a file is shown and saved under: nothing in it leads out of a folder. Raises Invalid."""
    shown = "".join(char for char in name if char.isprintable() and char not in '/\\<>:"|?*').strip()[:NAME_MAX]
    if not shown:
        raise Invalid(field("name", zh="请给出文件名", en="give the file a name"))
    return shown


def path_of(settings: Settings, sha256: str) -> Path:
    """Where the bytes of a hash lie."""
    return settings.data_dir / "attachments" / sha256[:2] / sha256


async def store(settings: Settings, data: bytes) -> str:
    """Write the bytes once; returns their SHA-256. They are on the disk before the row that names them is committed."""
    sha256 = hashlib.sha256(data).hexdigest()
    await asyncio.to_thread(_keep, path_of(settings, sha256), data)
    return sha256


def _keep(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{id(data)}")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
