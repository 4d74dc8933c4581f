"""Drawings that stand for the photographs of what was put right."""

import io

from PIL import Image, ImageDraw

SIZE = (960, 640)
WALL, GROUND, METAL, RED, DARK, GLASS = "#d9dee2", "#8a949b", "#c3ccd2", "#c62828", "#263238", "#a7c6d9"


def extinguishers() -> bytes:
    """Four fire extinguishers along a wall, JPEG."""
    picture, draw = _room()
    for left in (150, 330, 510, 690):
        draw.rounded_rectangle((left, 230, left + 110, 540), 34, fill=RED)
        draw.rectangle((left + 38, 180, left + 72, 232), fill=DARK)
        draw.rectangle((left + 14, 340, left + 96, 420), fill="#fafafa")
    return _jpeg(picture)


def mirror() -> bytes:
    """A mirror on its bracket at the side of a bus, JPEG."""
    picture, draw = _room()
    draw.rectangle((0, 90, 420, 560), fill="#f2c230")
    draw.rectangle((60, 140, 380, 330), fill=GLASS)
    draw.line((420, 210, 600, 180), fill=DARK, width=22)
    draw.rounded_rectangle((580, 130, 740, 430), 36, fill=DARK)
    draw.rounded_rectangle((604, 154, 716, 406), 24, fill=METAL)
    return _jpeg(picture)


def reply() -> bytes:
    """An office's answer on paper: a red head, lines of text, a round seal; JPEG."""
    picture = Image.new("RGB", (700, 990), "#fdfdfb")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((150, 90, 550, 130), fill=RED)
    draw.line((70, 170, 630, 170), fill=RED, width=4)
    for row in range(9):
        draw.rectangle((90, 240 + 46 * row, 610 if row % 4 != 3 else 330, 254 + 46 * row), fill="#9aa3a8")
    draw.ellipse((410, 720, 590, 900), outline=RED, width=9)
    return _jpeg(picture)


def _room() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 540, *SIZE), fill=GROUND)
    return picture, draw


def _jpeg(picture: Image.Image) -> bytes:
    into = io.BytesIO()
    picture.save(into, "JPEG", quality=80)
    return into.getvalue()
