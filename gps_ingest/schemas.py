"""What the API gives of parked frames."""

from core.shapes import Id, Out, Utc


class ParkedOut(Out):
    """A frame that was not kept as a fix: why, and its raw bytes in base64 (cut at 4 KiB; `size` is the whole)."""

    id: Id
    received_at: Utc
    door: str
    device: str | None
    reason: str
    raw: str
    size: int
    detail: str | None
