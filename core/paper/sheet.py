"""A sheet of paper in A4 with Chinese type: headings, lines of facts, tables, and the foot of each page."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos
from fpdf.fonts import FontFace

from core.paper.fonts import Font

FAMILY = "cjk"
MARGIN_MM = 18.0
GREY, BLACK, RULE = (95, 95, 95), (20, 20, 20), (205, 205, 205)
ACROSS_PT, ACROSS_DEGREES = 96.0, 48.0


class Sheet(FPDF):
    """`foot` is printed at the foot of every page, before its number; `across` slantwise over every page."""

    SIZES: ClassVar[dict[str, float]] = {"title": 18.0, "letter": 12.5, "head": 12.0, "text": 9.5, "fine": 7.5}

    def __init__(self, font: Font, foot: str, across: str = "") -> None:
        super().__init__(format="A4")
        self._foot, self._across = foot, across
        self.set_margin(MARGIN_MM)
        self.set_auto_page_break(True, margin=MARGIN_MM)
        self.add_font(FAMILY, fname=Path(font.file), collection_font_number=font.face)
        self.add_page()

    def footer(self) -> None:
        """Called by the library at the end of each page."""
        if self._across:
            self._write_across()
        self.set_y(-13)
        self._type("fine", GREY)
        self.cell(0, 4, f"{self._foot}　第 {self.page_no()} 页", align="C")

    def _write_across(self) -> None:
        """Over what the page says, which stays readable through it."""
        middle = self.w / 2, self.h / 2
        with self.rotation(ACROSS_DEGREES, *middle), self.local_context(fill_opacity=0.16):
            self.set_font(FAMILY, size=ACROSS_PT)
            self.set_text_color(*BLACK)
            self.text(middle[0] - self.get_string_width(self._across) / 2, middle[1], self._across)

    def title_line(self, text: str, below: str) -> None:
        """The name of the paper, and one line under it."""
        self._type("title")
        self.multi_cell(0, 9, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._type("text", GREY)
        self.multi_cell(0, 5.5, below, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(2)

    def head(self, text: str, room_mm: float = 20.0) -> None:
        """A heading, on the next page where there is not that much room below it."""
        if self.will_page_break(room_mm):
            self.add_page()
        self.ln(3)
        self._type("head")
        self.cell(0, 7, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_draw_color(*RULE)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(1.5)

    def say(self, text: str, size: str = "text") -> None:
        """A paragraph."""
        self._type(size, GREY if size == "fine" else BLACK)
        self.multi_cell(
            0,
            5.2 if size == "text" else 4.0,
            text,
            align="L",
            wrapmode=WrapMode.CHAR,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def facts(self, pairs: Iterable[tuple[str, object]]) -> None:
        """Label and value, one a line; a value that is not there is said to be 未登记."""
        for label, value in pairs:
            self._type("text", GREY)
            self.cell(30, 5.4, label)
            self._type("text")
            shown = "未登记" if value in (None, "") else str(value)
            self.multi_cell(0, 5.4, shown, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def grid(self, heading: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
        """A table with its heading on every page."""
        self._type("fine")
        self.set_draw_color(*RULE)
        self.set_fill_color(255, 255, 255)
        style = FontFace(fill_color=(240, 242, 244), color=BLACK)
        with self.table(col_widths=tuple(widths), line_height=4.6, text_align="LEFT", headings_style=style) as table:
            table.row(heading)
            for one in rows:
                table.row(one)

    def room(self, height_mm: float) -> tuple[float, float, float]:
        """Free room of that height for a drawing: its left, top, width; on the next page where this has none."""
        if self.will_page_break(height_mm):
            self.add_page()
        left, top = self.l_margin, self.get_y() + 1
        self.set_y(top + height_mm + 1)
        return left, top, self.epw

    def beside(self, text: str, width_mm: float) -> None:
        """Lines of text at the present place, no wider than that: next to a drawing."""
        self._type("text")
        self.multi_cell(width_mm, 5.4, text, align="L", wrapmode=WrapMode.CHAR, new_x=XPos.LEFT, new_y=YPos.NEXT)

    def plain_line(self, text: str, height_mm: float, align: str = "L", size: str = "letter") -> None:
        """One line, broken by the caller."""
        self._type(size)
        self.cell(0, height_mm, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def centred(self, text: str, width_mm: float, height_mm: float) -> None:
        """One line in the middle of a width that begins at the present place."""
        self._type("letter")
        self.cell(width_mm, height_mm, text, align="C")

    def large(self, text: str, x: float, y: float, width_mm: float, points: float) -> None:
        """One line in the middle of a width, as large as `points` where that fits it."""
        self.set_text_color(*BLACK)
        self.set_font(FAMILY, size=points)
        wide = self.get_string_width(text)
        self.set_font(FAMILY, size=points * min(1.0, width_mm / wide) if wide else points)
        self.set_xy(x, y)
        self.cell(width_mm, points * 0.45, text, align="C")

    def width_of(self, text: str, size: str) -> float:
        """How wide a text is in a size, in mm."""
        self._type(size)
        return self.get_string_width(text)

    def mark(self, x: float, y: float, text: str, colour: tuple[int, int, int] = GREY) -> None:
        """Small type at a place of a drawing."""
        self._type("fine", colour)
        self.text(x, y, text)

    def _type(self, size: str, colour: tuple[int, int, int] = BLACK) -> None:
        self.set_font(FAMILY, size=self.SIZES[size])
        self.set_text_color(*colour)
