"""The demo's round: the operator's renewals together, with the inspections that were agreed with police."""

from datetime import timedelta

from permits.desk.happening import Hand
from permits.rounds.schemas import FilterIn, InspectionsIn, PutIn, RoundIn
from permits.rounds.service import agree, begin, put_in
from schoolbus.demo.cases.applications import HOLDER
from schoolbus.demo.cases.scene import Scene

TERM_IN = timedelta(days=34)
PLACE = "连云区机动车检测站 2 号线"


async def sow_round(scene: Scene) -> None:
    """Made yesterday; at the day's pace some of its files will miss the first day of term."""
    clerk, at = scene.viewers["clerk"], scene.ago(1, "11:20")
    today = at.astimezone(scene.settings.zone).date()
    hand = Hand(clerk, at, today, scene.settings.zone, scene.settings, scene.calendar)
    made = await begin(
        scene.session,
        hand=hand,
        wish=RoundIn(name=f"{today.year} 冬季换证", target_on=scene.today + TERM_IN),
    )
    everything = PutIn(filter=FilterIn(applicant_id=scene.organisations[HOLDER], kinds=["renewal"]))
    await put_in(scene.session, hand=hand, round_id=made.id, wish=everything)
    first, _ = scene.calendar.add_working_days(scene.today, 2)
    agreed = InspectionsIn(version=1, place=PLACE, capacity_per_day=6, inspect_from=first)
    await agree(scene.session, hand=hand, round_id=made.id, wish=agreed)
