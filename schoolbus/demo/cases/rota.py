"""The demo's rota (值班): this week and the next, somebody at any hour."""

from datetime import timedelta

from findings.desk.watch.rota import add_duty
from findings.desk.watch.schemas import DutyIn
from schoolbus.demo.cases.scene import ONE_DAY, Scene

TURNS = 29  # of 12 hours: the night into Monday, and two each day of the two weeks
FIRST_OF_MONDAY, LASTS = "07:00", timedelta(hours=12)
BY_TURNS = ("admin", "officer")  # by night, by day


async def sow_rota(scene: Scene) -> None:
    """From the night into this week's Monday on: the officer by day, the administrator by night."""
    monday = scene.today - scene.today.weekday() * ONE_DAY
    begins = scene.at(monday, FIRST_OF_MONDAY) - LASTS
    for number in range(TURNS):
        account = scene.viewers[BY_TURNS[number % 2]]
        since = begins + number * LASTS
        wish = DutyIn(account_id=account.account_id, since=since, until=since + LASTS)
        await add_duty(scene.session, viewer=scene.viewers["admin"], wish=wish, now=scene.now, address=None)
