"""A photograph drawn anew: what is kept is pixels that we wrote ourselves, nothing that the file said beside them.

Whatever a telephone writes into a photograph (the place, the owner, the thumbnail of what was cut off) is gone with the file it
came in. A file that would be too large in memory is refused by its head, before a pixel of it is unpacked.
"""

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from core.errors import BadRequest
from core.photos.scans import TooManyScans, components_by_scan

FORMATS = ("JPEG", "PNG", "WEBP")
JPEGS = ("JPEG", "MPO")  # a telephone's JPEG with a second picture in it is called MPO
KEPT_AS = "image/jpeg"
LONG_SIDE_PX = 2048
QUALITY = 85
MOST_PIXELS = 60_000_000  # of a JPEG in one scan, which is unpacked at a fraction of its size
MOST_PIXELS_OF_OTHERS = 25_000_000  # of what can only be unpacked whole: 100 MB
# What Pillow raises for files that are none; the list is its own.
NOT_A_PICTURE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Print:
    """A photograph as it is kept."""

    data: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """The hash of what is kept."""
        return hashlib.sha256(self.data).hexdigest()


def develop(data: bytes) -> Print:
    """The photograph in a file, upright, at most LONG_SIDE_PX long. Raises BadRequest 415, 413."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            _bounded(picture, data)
            return _drawn_anew(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except TooManyScans as error:
        raise BadRequest(
            415, "photo_too_many_scans", zh="这张照片的编码方式不能接收，请改发它的截图。",
            en="This photo is coded in a way that we do not take; send a screenshot of it.",
        ) from error  # fmt: skip
    except NOT_A_PICTURE as error:
        raise BadRequest(
            415, "not_a_photo", zh="只能发送 JPEG、PNG、WebP 照片。", en="Send a photo: JPEG, PNG or WebP."
        ) from error


def _bounded(picture: Image.Image, data: bytes) -> None:
    """That it can be unpacked in little memory and few passes. Raises BadRequest, TooManyScans."""
    by_parts = picture.format in JPEGS and _in_one_scan(picture, components_by_scan(data))
    width, height = picture.size
    if width * height > (MOST_PIXELS if by_parts else MOST_PIXELS_OF_OTHERS):
        raise _too_large()


def _in_one_scan(picture: Image.Image, scans: list[int]) -> bool:
    """Whether a JPEG is unpacked line by line; of any other all coefficients are held."""
    return "progressive" not in picture.info and scans == [len(picture.getbands())]


def _drawn_anew(picture: Image.Image) -> Print:
    picture.draft("RGB", (LONG_SIDE_PX, LONG_SIDE_PX))  # of a JPEG: unpacked at a fraction
    picture.thumbnail((LONG_SIDE_PX, LONG_SIDE_PX))  # before it is turned: of the large one there is no second
    whole = ImageOps.exif_transpose(picture).convert("RGBA")
    paper = Image.new("RGB", whole.size, "white")  # a sheet of our own: it says nothing beside its pixels
    paper.paste(whole, mask=whole.getchannel("A"))
    into = io.BytesIO()
    paper.save(into, "JPEG", quality=QUALITY, optimize=True)
    return Print(into.getvalue(), *paper.size)


def _too_large() -> BadRequest:
    return BadRequest(
        413,
        "photo_too_large",
        zh="照片的像素过多，请换一张或缩小后再发。",
        en="The photo has too many pixels; send a smaller one.",
    )
