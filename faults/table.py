"""The table that a run prints."""

from collections import Counter
from collections.abc import Iterator

from faults.plan import PARTS
from faults.run import Course
from faults.town import OURS, WORDS, Way
from faults.verdict import Kept, Verdict


def table(course: Course, verdict: Verdict, deaths: Counter[str]) -> str:
    """Kills, fixes, findings, and whether the promises hold."""
    return "\n".join(
        [*_kills(course, verdict, deaths), "", *_fixes(verdict), "", *_findings(verdict), "", *_end(course, verdict)]
    )


def _kills(course: Course, verdict: Verdict, deaths: Counter[str]) -> Iterator[str]:
    yield f"{'kill -9 of':<14}{'kills':>7}{'of them while another part recovered':>38}"
    for part in PARTS:
        yield f"{part:<14}{verdict.kills[part]:>7}{verdict.hasty[part]:>38}"
    yield f"{'together':<14}{verdict.kills.total():>7}{verdict.hasty.total():>38}"
    others = {part: count - verdict.kills[part] for part, count in deaths.items() if count > verdict.kills[part]}
    if others:
        yield "died by themselves and came back: " + ", ".join(f"{part} {count}" for part, count in others.items())
    if course.refusals:
        yield "said no: " + ", ".join(f"{what} ({count})" for what, count in sorted(course.refusals.items()))


def _fixes(verdict: Verdict) -> Iterator[str]:
    head = ("fixes", "sent", "sendings", "acknowledged", "stored", "lost", "doubled", "altered")
    yield f"{head[0]:<12}{'acknowledged by':<26}" + "".join(f"{each:>13}" for each in head[1:])
    for way in Way:
        kept = verdict.kept.get(way, Kept())
        lost = kept.lost if way in OURS else kept.lost - kept.lost_to_broker
        row = (kept.sent, kept.sendings, kept.acknowledged, kept.stored, lost, kept.doubled, kept.altered)
        sendings = f"{kept.sendings:,}" if way in OURS else "its client's"
        cells = (f"{row[0]:,}", sendings, *(f"{each:,}" for each in row[2:]))
        yield f"{way:<12}{WORDS[way]:<26}" + "".join(f"{each:>13}" for each in cells)
    stock, kills = verdict.kept.get(Way.STOCK, Kept()), verdict.kills["mosquitto"]
    yield (
        f"{Way.STOCK}, acknowledged by a broker that was killed right after, and lost with it: {stock.lost_to_broker:,} in"
        f" {kills} kills, the oldest {stock.oldest_lost_s:.1f} s before"
    )
    yield f"{Way.STOCK}, lost when anything else was killed: {stock.lost - stock.lost_to_broker:,}"


def _findings(verdict: Verdict) -> Iterator[str]:
    yield f"{'findings':<12}{'expected':>10}{'found':>10}"
    for rule in sorted(verdict.expected | verdict.found):
        yield f"{rule:<12}{verdict.expected[rule]:>10,}{verdict.found[rule]:>10,}"
    yield (
        f"missing {verdict.missing}, too many {verdict.too_many}, twice {verdict.twice}, "
        f"other than an undisturbed service finds {verdict.differing}; parked {sum(verdict.parked.values())}"
    )


def _end(course: Course, verdict: Verdict) -> Iterator[str]:
    yield f"{verdict.kills.total()} kills in {course.lasted_s:.0f} s"
    if verdict.broken:
        yield from ("BROKEN:", *(f"  {each}" for each in verdict.broken))
    else:
        yield "every promise held"
