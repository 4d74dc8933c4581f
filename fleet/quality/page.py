"""docs/quality.md, made from the definitions themselves: `python -m fleet.quality.page` writes it, a test holds it to the code."""

from pathlib import Path

from fleet.quality.definitions import DEFINITIONS, Definition
from fleet.quality.reasons import NAMES, UNQUALIFYING, Reason

PAGE = Path(__file__).parents[2] / "docs" / "quality.md"
HEAD = """# The quality of the data

Made from `fleet/quality/` by `make docs`; do not edit. The six metrics by which platforms are assessed in China, by month,
operator and vehicle: on the page *Data quality*, in `/api/v1/quality`, and as a workbook. The measure is made for commercial
vehicles; here it is the benchmark, the duty is REG 21. What it leaves open we had to choose: that is said of each.
"""
HOW = """
## How it is reckoned

Every fix has all its reasons at once (`classify` in [fleet/quality/classify.py](../fleet/quality/classify.py)); limits and
their sources are in [fleet/quality/limits.py](../fleet/quality/limits.py). A day of a vehicle is a local one, by the fixes'
own time. The worker reckons today's anew every hour, yesterday's once more after midnight, and any older day as soon as a
fix of it came (the ingest notes the day in the same transaction). A month is the sum of its days.

What is kept: `quality_day`, one row a vehicle and day, for good. It outlives the tracks and the parked frames that it was made
of: a day of which fewer fixes are left than were reckoned is not reckoned again. Vehicles registered are those of now.

Known limits: two wild fixes one after the other at one wrong place look like a journey there and back, and are no drift. A
buffer that is sent in order after a silence shows as *clock off, or held back*, for nothing marks it. The end of a time open is
written every ten seconds, so an ingest that is killed loses up to that much of it. Connectivity is of this platform;
that of operators' platforms (JT/T 809) is left open.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, "| metric | 指标 | formula | nothing is given |", "| --- | --- | --- | --- |"]
    parts += [f"| {one.name.en} | {one.name.zh} | {one.formula.en} | {_floor(one)} |" for one in DEFINITIONS]
    parts += [_section(one) for one in DEFINITIONS]
    parts += ["\n## Reasons\n", "| word | 原因 | means | unqualified |", "| --- | --- | --- | --- |"]
    parts += [
        f"| `{reason.word}` | {NAMES[reason].zh} | {NAMES[reason].en} | {'yes' if reason in UNQUALIFYING else ''} |"
        for reason in Reason
    ]
    return "\n".join(parts) + "\n" + HOW


def _section(one: Definition) -> str:
    return f"""
## {one.name.en}

**{one.name.zh}** = {one.formula.zh}

{one.ours.zh}

{one.ours.en}

Source: {one.source.en}."""


def _floor(one: Definition) -> str:
    if one.floor is None:
        return ""
    return f"{'above' if one.less_is_better else 'below'} {one.floor:.0%}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
