"""The code on the hand-over letter is the code of its link, sharp and with the border that a telephone needs."""

import pypdfium2
import segno

from core.paper.fonts import chinese_font
from core.paper.qr import QUIET_MODULES, draw_qr
from core.paper.sheet import Sheet
from core.settings import Settings

LEFT_MM, TOP_MM, SIDE_MM, SCALE = 30.0, 40.0, 42.0, 6
LINK = "https://schoolbus.example/answer/pZNsZtBCz01cJ_s5oQuWF81WhEYpCFjJ"


def test_every_module_of_the_code_is_printed_where_it_belongs_within_a_white_border() -> None:
    sheet = Sheet(chinese_font(Settings()), "-")
    draw_qr(sheet, LINK, LEFT_MM, TOP_MM, SIDE_MM)
    image = pypdfium2.PdfDocument(bytes(sheet.output()))[0].render(scale=SCALE).to_pil().convert("L")
    pixels_per_mm = SCALE * 72 / 25.4
    matrix = [list(map(bool, row)) for row in segno.make_qr(LINK, error="m").matrix]
    around = len(matrix) + 2 * QUIET_MODULES
    module = SIDE_MM / around * pixels_per_mm

    def is_dark(row: int, column: int) -> bool:
        at = (LEFT_MM * pixels_per_mm + (column + 0.5) * module, TOP_MM * pixels_per_mm + (row + 0.5) * module)
        return int(image.getpixel((round(at[0]), round(at[1])))) < 128

    inner = range(QUIET_MODULES, around - QUIET_MODULES)
    assert [[is_dark(row, column) for column in inner] for row in inner] == matrix
    border = [
        (row, column) for row in range(around) for column in range(around) if row not in inner or column not in inner
    ]
    assert not any(is_dark(row, column) for row, column in border)
