"""Where the photographs of public reports lie once they are drawn anew (`core/photos`)."""

import os
from pathlib import Path
from uuid import UUID

from core.settings import Settings


def path_of(settings: Settings, file: UUID) -> Path:
    """Where a photograph lies; each has a file of its own, so that letting one go touches no other."""
    return settings.data_dir / "report-photos" / file.hex[:2] / f"{file.hex}.jpg"


def keep(path: Path, data: bytes) -> None:
    """Write it whole; on the disk before the row that names it is committed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


# A browser shows it as what it is, and runs nothing of it.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=3600",
}
