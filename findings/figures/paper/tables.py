"""What the page shows as tables: the one form from which the workbook and the paper are both made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.errors import Text
from findings.figures.ask import Ask
from findings.figures.groups import MOST_GROUPS
from findings.figures.paper import words
from findings.figures.schemas import Chosen, Group, HandlingRow, Report, Spread, Today
from findings.schemas import Both

Value = str | int | float | date | datetime | None
WHOLE, RATE, PERCENT, KM = "#,##0", "#,##0.00", "0.00%", "#,##0.0"
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
SPREAD = tuple((word, WHOLE, 11) for word in words.SEVERITIES.values())


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its title, how its values are written, how wide it is beside the others."""

    title: str
    form: str | None = None
    width: int = 10


@dataclass(frozen=True, slots=True)
class Bars:
    """The chart of a table: a column's values, beside them another's; `labels` is the column of what they are of."""

    labels: int
    values: int
    beside: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title and what is to be known of it."""

    title: str
    heads: Sequence[Head]
    rows: list[list[Value]]
    notes: tuple[str, ...] = ()
    chart: Bars | None = None

    @property
    def by_day(self) -> bool:
        """Whether the chart runs through days, of which none is left out; the first rows of a ranking are enough."""
        return self.chart is not None and bool(self.rows) and isinstance(self.rows[0][self.chart.labels], date)


@dataclass(frozen=True, slots=True)
class Made:
    """A whole report: its facts (span, filters, who, when), its tables, the words of a page's foot."""

    locale: str
    title: str
    facts: list[tuple[str, str]]
    tables: list[Table]
    notes: tuple[str, ...]
    file_name: str

    def word(self, text: Text) -> str:
        """A word in the report's language."""
        return text.of(self.locale)


def made_of(today: Today, report: Report, *, ask: Ask, by: str, locale: str) -> Made:
    """The report in a language, with who made it and when (local time)."""
    maker = _Maker(locale, ask)
    title = words.TITLE.of(locale)
    return Made(
        locale=locale,
        title=title,
        facts=maker.facts(report, by),
        tables=[
            maker.today(today),
            maker.summary(report),
            maker.trend(report),
            maker.groups(report),
            maker.handling(report),
            maker.overdue(report),
        ],
        notes=(words.NOTE.of(locale), words.EXPOSURE.of(locale)),
        file_name=f"{title}-{report.first}-{report.last}",
    )


class _Maker:
    """Knows the language and the clock."""

    def __init__(self, locale: str, ask: Ask) -> None:
        self.locale, self.ask = locale, ask

    def say(self, text: Text) -> str:
        return text.of(self.locale)

    def name(self, name: Both | None, otherwise: Text = words.UNKNOWN) -> str:
        if name is None:
            return self.say(otherwise)
        return name.en if self.locale.startswith("en") else name.zh

    def local(self, moment: datetime) -> datetime:
        """As the office's clock showed it."""
        return moment.astimezone(self.ask.zone).replace(tzinfo=None)

    def heads(self, *heads: tuple[Text, str | None, int]) -> list[Head]:
        return [Head(self.say(title), form, width) for title, form, width in heads]

    def facts(self, report: Report, by: str) -> list[tuple[str, str]]:
        shown = [f"{self.say(words.FILTERS[one.filter])}: {self.chosen(one)}" for one in report.chosen]
        return [
            (self.say(words.SPAN), f"{report.first} – {report.last}"),
            (self.say(words.BEFORE_SPAN), f"{report.before_first} – {report.before_last}"),
            (self.say(words.FILTER), "; ".join(shown) or self.say(words.NONE)),
            (self.say(words.MADE_BY), by),
            (self.say(words.MADE_AT), f"{self.local(self.ask.now):%Y-%m-%d %H:%M}"),
        ]

    def chosen(self, one: Chosen) -> str:
        """What a filter leaves, by name; a rule with its number."""
        if one.filter == "severity":
            return self.say(words.SEVERITIES[one.key])
        return f"{one.key} {self.name(one.name)}" if one.filter == "rule" else self.name(one.name)

    def pairs(self, title: Text, notes: tuple[str, ...], pairs: Iterable[tuple[Text, Value]]) -> Table:
        heads = self.heads((words.ITEM, None, 30), (words.VALUE, RATE, 12))
        return Table(self.say(title), heads, [[self.say(name), value] for name, value in pairs], notes)

    def today(self, now: Today) -> Table:
        return self.pairs(
            words.TODAY,
            (f"{now.day} {self.local(now.at):%H:%M}",),
            (
                (words.FINDINGS, now.findings),
                *self.severities(now.severities),
                (words.REJECTED, now.rejected),
                (words.OPEN, now.open),
                (words.LATE, now.overdue),
                (words.UNANSWERED, now.unanswered),
                (words.GIVEN, now.handling.given),
                (words.IN_TIME, now.handling.in_time),
                (words.SEEN, now.buses.seen),
                (words.UNSEEN, now.buses.unseen),
                (words.UNDER_WAY, now.runs.under_way),
                (words.PLANNED, now.runs.planned),
                (words.ENDED, now.runs.ended),
            ),
        )

    def severities(self, spread: Spread) -> list[tuple[Text, Value]]:
        return [(word, getattr(spread, name)) for name, word in words.SEVERITIES.items()]

    def summary(self, report: Report) -> Table:
        whole = report.total
        return self.pairs(
            words.SUMMARY,
            () if report.complete else (self.say(words.SO_FAR),),
            (
                (words.FINDINGS, whole.findings),
                *self.severities(whole.severities),
                (words.REJECTED, whole.rejected),
                (words.BEFORE, whole.before),
                (words.RUNS, whole.runs),
                (words.KM, whole.km),
                (words.PER_RUNS, whole.per_100_runs),
                (words.PER_KM, whole.per_1000_km),
            ),
        )

    def trend(self, report: Report) -> Table:
        heads = self.heads(
            (words.FIRST, DAY, 12), (words.LAST, DAY, 12), (words.FINDINGS, WHOLE, 10), *SPREAD,
            (words.REJECTED, WHOLE, 14), (words.BEFORE, WHOLE, 12),
        )  # fmt: skip
        rows: list[list[Value]] = [
            [one.first, one.last, one.findings, *_spread(one.severities), one.rejected, one.before]
            for one in report.trend
        ]
        return Table(self.say(words.TREND), heads, rows, chart=Bars(0, 2, len(heads) - 1))

    def groups(self, report: Report) -> Table:
        heads = self.heads(
            (words.BY[report.by], None, 34), (words.FINDINGS, WHOLE, 10), *SPREAD, (words.REJECTED, WHOLE, 13),
            (words.BEFORE, WHOLE, 11), (words.RUNS, WHOLE, 11), (words.KM, KM, 11), (words.PER_RUNS, RATE, 11),
            (words.PER_KM, RATE, 11),
        )  # fmt: skip
        rows = [self.group(report, one) for one in report.groups]
        notes = (self.say(words.CUT).format(most=MOST_GROUPS),) if report.cut else ()
        return Table(self.say(words.BY_WHICH[report.by]), heads, rows, notes, Bars(0, 1, len(SPREAD) + 3))

    def group(self, report: Report, one: Group) -> list[Value]:
        name = self.name(one.name)
        return [
            f"{one.key} {name}" if report.by == "rule" else name, one.findings, *_spread(one.severities), one.rejected,
            one.before, one.runs, one.km, one.per_100_runs, one.per_1000_km,
        ]  # fmt: skip

    def handling(self, report: Report) -> Table:
        heads = self.heads(
            (words.BY["operator"], None, 34), (words.GIVEN, WHOLE, 11), (words.RUNNING, WHOLE, 11),
            (words.ANSWERED, WHOLE, 11), (words.IN_TIME, WHOLE, 12), (words.HANDLED, WHOLE, 11),
            (words.ANSWER_RATE, PERCENT, 11), (words.IN_TIME_RATE, PERCENT, 11),
        )  # fmt: skip
        rows = [self.handled(one, words.UNKNOWN) for one in report.handling]
        if rows:
            rows.append(self.handled(report.handling_total, words.ALL))
        return Table(self.say(words.HANDLING), heads, rows)

    def handled(self, one: HandlingRow, otherwise: Text) -> list[Value]:
        return [
            self.name(one.name, otherwise), one.given, one.running, one.answered, one.in_time, one.handled,
            one.answer_rate, one.in_time_rate,
        ]  # fmt: skip

    def overdue(self, report: Report) -> Table:
        heads = self.heads(
            (words.KIND, None, 12), (words.WHAT, None, 34), (words.WHOSE, None, 14), (words.OWNER, None, 26),
            (words.DUE, MOMENT, 16),
        )  # fmt: skip
        rows: list[list[Value]] = [
            [self.name(kind.name), self.name(late.title), late.subject, late.owner, self.local(late.due_at)]
            for kind in report.overdue
            for late in kind.items
        ]
        counts = tuple(
            f"{self.name(kind.name)}: " + self.say(words.LATE_OF).format(count=kind.count, shown=len(kind.items))
            for kind in report.overdue
        )
        return Table(self.say(words.OVERDUE), heads, rows, (self.say(words.PRESENT), *counts))


def _spread(spread: Spread) -> list[Value]:
    return [getattr(spread, name) for name in words.SEVERITIES]
