"""The demo's registers: each bus with its insurance, equipment and maintenance, drivers confirmed, duties done and overdue."""

from datetime import date, timedelta

from sqlalchemy import select

from core.models import Organisation
from fleet.models import Person, Vehicle
from permits.registers.duties import school_year, term_of
from permits.registers.models import Confirmation, Equipment, Insurance, Maintenance, SafetyDuty
from permits.registers.read.owed import load_terms
from schoolbus.demo.cases.scene import Scene

INSURER, GARAGE = "示例保险公司连云支公司", "港城汽车维修有限公司（示例）"
PER_SEAT = 500_000
DAY = timedelta(days=1)
EXPIRED, SOON, NOT_ON_RECORD = 5, 9, 13  # of every so many buses, one
EQUIPMENT = (
    ("hammer", 4, None),
    ("extinguisher", 2, 240),
    ("first_aid", 1, 330),
    ("locator", 1, None),
    ("lamp", 1, None),
)


async def sow_registers(scene: Scene) -> None:
    """Most in order; some insurance runs out, some extinguishers have expired, of some buses nothing is on record."""
    for number, bus in enumerate(await scene.session.scalars(select(Vehicle).order_by(Vehicle.id))):
        if bus.owner_id is not None and number % NOT_ON_RECORD != NOT_ON_RECORD - 1:
            _bus(scene, bus, number)
    for number, driver in enumerate(
        await scene.session.scalars(select(Person).where(Person.kind == "driver").order_by(Person.id))
    ):
        on = scene.today - (60 + number) * DAY
        for about in ("crime", "health"):
            scene.session.add(
                Confirmation(
                    person_id=driver.id, about=about, confirmed_on=on, document_number=f"连公交函〔{on.year}〕{number + 11}号"
                )
            )  # fmt: skip
    await _duties(scene)
    await scene.session.flush()


def _bus(scene: Scene, bus: Vehicle, number: int) -> None:
    today = scene.today
    ends = today + (12 if number % SOON == SOON - 1 else 150 + number) * DAY
    for kind in ("carrier", "compulsory"):
        scene.session.add(
            Insurance(
                vehicle_id=bus.id, kind=kind, insurer=INSURER, number=f"{kind[:2].upper()}{bus.id:08d}",
                valid_from=ends - 364 * DAY, valid_to=ends, amount_per_seat=PER_SEAT if kind == "carrier" else None,
            )
        )  # fmt: skip
    looked = today - (20 + number) * DAY
    for kind, count, good_for in EQUIPMENT:
        scene.session.add(
            Equipment(
                vehicle_id=bus.id, kind=kind, count=count, checked_on=looked,
                expires_on=None if good_for is None else _good_to(today, kind, number, good_for),
            )
        )  # fmt: skip
    for ago, work in ((40, "更换机油、机滤，检查制动"), (170, "更换前轮制动片，四轮定位")):
        scene.session.add(
            Maintenance(
                vehicle_id=bus.id, kind="service", done_on=today - (ago + number) * DAY,
                odometer_km=62_000 + 900 * number - 30 * ago, work=work, place=GARAGE,
            )
        )  # fmt: skip


def _good_to(today: date, kind: str, number: int, good_for: int) -> date:
    is_old = kind == "extinguisher" and number % EXPIRED == EXPIRED - 1
    return today + (-6 if is_old else good_for) * DAY


async def _duties(scene: Scene) -> None:
    """Half of the schools have held their drill of this term, most providers keep their systems."""
    year, term = school_year(scene.today), term_of(await load_terms(scene.session), scene.today)
    rows = await scene.session.scalars(
        select(Organisation).where(Organisation.kind.in_(("school", "operator"))).order_by(Organisation.id)
    )
    for number, one in enumerate(rows):
        if one.kind == "operator":
            for kind in ("safety_system", "safety_staff"):
                scene.session.add(
                    SafetyDuty(
                        organisation_id=one.id, kind=kind, since=year.since, done_on=min(year.since + 6 * DAY, scene.today)
                    )
                )  # fmt: skip
        elif term is not None and number % 2 == 0:
            done = min(term.since + 20 * DAY, scene.today)
            for kind, note in (("pupil_education", "开学第一课：乘车安全"), ("drill", "校车火情疏散演练")):
                scene.session.add(
                    SafetyDuty(organisation_id=one.id, kind=kind, since=term.since, done_on=done, note=note)
                )  # fmt: skip
