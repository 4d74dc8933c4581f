"""Where a bus with pupils aboard may drive: the approved line, REG 30."""

from rules.rule import Patience, Verdict, rule
from rules.seen import Need, Seen


@rule(
    "R26",
    article="30",
    severity="A1",
    unit="m",
    patience=Patience(seconds=30.0, metres=100.0),
    needs=[Need.ABOARD],
    title=("偏离审核线路", "Off the approved line"),
)
def on_approved_line(seen: Seen) -> Verdict:
    """校车运载学生，应当按照经审核确定的线路行驶；交通管制、道路施工、自然灾害、恶劣气象、重大事故除外。
    With pupils aboard a bus keeps to its approved line, unless control, works, disaster, weather or a major accident prevents it.
    """
    corridor_m = seen.parameter("R26.corridor_m")
    breach = seen.aboard & ~seen.exempt & (seen.off_line_m > corridor_m)
    return Verdict(~seen.tick, breach, seen.off_line_m, corridor_m)
