"""The pictures of the guides: one way to take them, so that each is whole, still, and small enough for a page.

GUIDES      a folder: the pictures are written there; not set: nowhere that stays, only to see that they can be taken
"""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from tests.browser.desk import Desk, Language

# whether a picture can be taken one language shows; the words of the other have tests of their own
LANGUAGES: tuple[Language, ...] = ("zh-CN", "en") if {"GUIDES", "PICTURES"} & os.environ.keys() else ("zh-CN",)
PRINTED = (1280, 800)  # a smaller picture is a smaller file
COLOURS = 256
MOST_BYTES = 200_000
NOTHING_MOVES = "() => document.getAnimations().every((one) => one.playState !== 'running')"
PICTURES_THERE = "() => [...document.images].every((image) => image.complete)"


def take(window: Desk, file: Path) -> None:
    """The window, once its answers, pictures and letters are there and nothing moves; drawn in 256 colours of its own."""
    expect(window.page.locator("[aria-busy=true]")).to_have_count(0)
    window.page.evaluate("() => document.fonts.ready")
    window.page.wait_for_function(PICTURES_THERE)
    window.page.wait_for_function(NOTHING_MOVES)
    whole = Image.open(BytesIO(window.page.screenshot())).convert("RGB")
    whole.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def take_map(window: Desk, file: Path) -> None:
    """The same of a page with the live map, once everything on it is drawn."""
    window.wait_for_map()
    window.wait_until_still()
    window.page.wait_for_function(
        "() => window.__schoolbus.map.queryRenderedFeatures({ layers: ['bus-body'] }).length > 0"
    )
    take(window, file)


def print_picture(window: Desk, name: str, otherwise: Path, how: Callable[[Desk, Path], None] = take) -> None:
    """Take `name`.png for the guides, into GUIDES or else into the folder given; it must be small enough for a page."""
    file = Path(os.environ.get("GUIDES") or otherwise) / f"{name}.png"
    how(window, file)
    assert file.stat().st_size <= MOST_BYTES, f"{file.name} is too large for a page"
