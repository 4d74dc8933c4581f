"""The figures as a paper (PDF, A4 lying): the tables of the page with the chart of the trend, numbered pages."""

from collections.abc import Sequence
from datetime import datetime

from fpdf.fonts import FontFace

from core.paper.fonts import Font
from core.paper.sheet import BLACK, GREY, RULE, Sheet
from findings.figures.paper import words
from findings.figures.paper.tables import DAY, MOMENT, PERCENT, Bars, Head, Made, Table, Value

CHART_MM, BAR_GAP = 46.0, 0.3
RANK_MM, NAME_MM, MOST_RANKS, MOST_NAME = 5.0, 62.0, 12, 24
NOW, BEFORE = (42, 93, 143), (190, 200, 210)
NO_VALUE = "—"
LEFT = (None, DAY, MOMENT)


class Paper(Sheet):
    """A sheet lying on its side, whose foot counts the pages in the report's language."""

    def __init__(self, font: Font, made: Made) -> None:
        self._made = made
        super().__init__(font, made.title)

    def add_page(self, *_given: object, **_named: object) -> None:
        """Every page lies."""
        super().add_page(orientation="landscape")

    def footer(self) -> None:
        """Called by the library at the end of each page."""
        self.set_y(-13)
        self._type("fine", GREY)
        count = self._made.word(words.PAGE).format(page=self.page_no(), pages=self.str_alias_nb_pages)
        self.cell(0, 4, f"{self._foot}　{count}", align="C")

    def figures(self, heads: Sequence[Head], rows: Sequence[Sequence[str]]) -> None:
        """A table with its heading on every page, numbers to the right."""
        self._type("fine")
        self.set_draw_color(*RULE)
        self.set_fill_color(255, 255, 255)
        aligned = tuple("LEFT" if head.form in LEFT else "RIGHT" for head in heads)
        style = FontFace(fill_color=(240, 242, 244), color=BLACK)
        widths = tuple(head.width for head in heads)
        with self.table(col_widths=widths, line_height=4.6, text_align=aligned, headings_style=style) as table:
            for one in ([head.title for head in heads], *rows):
                table.row(one)


def as_pdf(made: Made, font: Font) -> bytes:
    """The paper's bytes."""
    paper = Paper(font, made)
    paper.set_title(made.title)
    paper.set_lang(made.locale)
    paper.title_line(made.title, made.facts[0][1])
    for name, value in made.facts:
        paper.say(f"{name}: {value}")
    for note in made.notes:
        paper.say(note, "fine")
    for table in made.tables:
        _print(paper, table, made)
    return bytes(paper.output())


def _print(paper: Paper, table: Table, made: Made) -> None:
    paper.head(table.title, 34)
    for note in table.notes:
        paper.say(note, "fine")
    if not table.rows:
        paper.say(made.word(words.NONE))
        return
    if table.chart is not None:
        draw = _bars if table.by_day else _ranks
        draw(paper, table.rows, table.chart)
        paper.say(made.word(words.SHADES), "fine")
    rows = [[_text(value, head) for value, head in zip(row, table.heads, strict=True)] for row in table.rows]
    paper.figures(table.heads, rows)


def _bars(paper: Paper, rows: Sequence[Sequence[Value]], bars: Bars) -> None:
    """The values as bars from left to right, those beside them paler; the highest is written."""
    left, top, width = paper.room(CHART_MM)
    columns = [bars.values] if bars.beside is None else [bars.beside, bars.values]
    most = max(_number(row[column]) for row in rows for column in columns)
    foot, room = top + CHART_MM - 6, CHART_MM - 12
    paper.set_draw_color(*RULE)
    paper.line(left, foot, left + width, foot)
    paper.mark(left, top + 3, f"{most:,.0f}")
    step = width / len(rows)
    bar = step * (1 - BAR_GAP) / len(columns)
    for place, row in enumerate(rows):
        for side, column in enumerate(columns):
            height = room * _number(row[column]) / most if most else 0.0
            if height:
                paper.set_fill_color(*(NOW if column == bars.values else BEFORE))
                paper.rect(left + place * step + side * bar, foot - height, bar, height, style="F")
    for place in sorted({0, len(rows) // 2, len(rows) - 1}):
        paper.mark(min(left + place * step, left + width - 10), foot + 4, f"{rows[place][bars.labels]:%m-%d}")


def _ranks(paper: Paper, rows: Sequence[Sequence[Value]], bars: Bars) -> None:
    """The first rows as bars from the left, their names before them, their values behind."""
    first = rows[:MOST_RANKS]
    columns = [bars.values] if bars.beside is None else [bars.values, bars.beside]
    left, top, width = paper.room(len(first) * RANK_MM)
    most = max((_number(row[column]) for row in first for column in columns), default=0.0)
    begins, room = left + NAME_MM, width - NAME_MM - 14
    for place, row in enumerate(first):
        y = top + place * RANK_MM
        paper.mark(left, y + 3.2, str(row[bars.labels])[:MOST_NAME])
        for side, column in enumerate(columns):
            length = room * _number(row[column]) / most if most else 0.0
            if length:
                paper.set_fill_color(*(NOW if column == bars.values else BEFORE))
                paper.rect(begins, y + 0.6 + side * 1.8, length, 1.6, style="F")
        paper.mark(begins + room + 2, y + 3.2, f"{_number(row[bars.values]):,.0f}")


def _number(value: Value) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def _text(value: Value, head: Head) -> str:
    """A value as a person reads it."""
    if value is None:
        return NO_VALUE
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:.2%}" if head.form == PERCENT else f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
