"""A QR code drawn on a sheet of paper."""

import segno

from core.paper.sheet import BLACK, Sheet

QUIET_MODULES = 4  # ISO/IEC 18004: the empty border that a reader needs


def draw_qr(sheet: Sheet, text: str, left: float, top: float, side_mm: float) -> None:
    """A QR code with its quiet border in a square of `side_mm`; drawn as bars, so that it prints sharp at any size."""
    matrix = segno.make_qr(text, error="m").matrix
    module = side_mm / (len(matrix) + 2 * QUIET_MODULES)
    sheet.set_fill_color(*BLACK)
    for row, bits in enumerate(matrix):
        start = None
        for column, dark in enumerate((*bits, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                x, y = left + (QUIET_MODULES + start) * module, top + (QUIET_MODULES + row) * module
                sheet.rect(x, y, (column - start) * module, module, style="F")
                start = None
