"""A hundred and twenty permitted buses of one operator with their renewals as drafts, and a round's page as people work on it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import httpx
from playwright.sync_api import Locator, expect
from sqlalchemy import text

from core import clock
from tests.browser.desk import PATIENCE_MS, Desk
from tests.browser.service import PATIENCE_S, Service, account

# sorted behind the demo's own by name and by plate: the other tests' first operator and first bus stay theirs
OPERATOR = "鸿运校车服务有限公司"
PLATES = "苏GZ%"
GRANTED = text("""
    WITH whose AS (INSERT INTO organisation (slug, kind, name) VALUES ('op-hongyun', 'operator', :name) RETURNING id),
    buses AS (
        INSERT INTO vehicle (plate, type, seats, operator_id, owner_id, inspection_valid_to)
        SELECT '苏GZ' || lpad(n::text, 3, '0'), 'primary_bus', 40, whose.id, whose.id, :inspected
        FROM whose, generate_series(1, :count) AS n RETURNING id, plate, operator_id
    ), made AS (
        INSERT INTO permit (number, vehicle_id, holder_id) SELECT '许可-' || plate, id, operator_id FROM buses
        RETURNING id, vehicle_id, holder_id
    ), versions AS (
        INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)
        SELECT id, 1, holder_id, 40, '2025-08-20', '2025-09-01' FROM made RETURNING id, permit_id
    )
    INSERT INTO in_force (permit_version_id, vehicle_id, during)
    SELECT versions.id, made.vehicle_id, '[2025-08-31T16:00Z,)' FROM versions JOIN made ON made.id = versions.permit_id""")
HELD = text("""
    SELECT v.plate, v.id AS vehicle, p.id AS permit, p.holder_id AS holder
    FROM permit p JOIN vehicle v ON v.id = p.vehicle_id WHERE v.plate LIKE :plates ORDER BY v.plate""")
PLAN = text("""
    SELECT (SELECT min(id) FROM person WHERE kind = 'driver'), (SELECT min(id) FROM person WHERE kind = 'attendant'),
        (SELECT min(id) FROM line_version)""")
SIGNS = text("""
    SELECT count(*) FROM sign s JOIN vehicle v ON v.id = s.vehicle_id WHERE v.plate LIKE :plates AND s.during @> now()""")


def today_of(service: Service) -> date:
    """The day it is at the service's place."""
    return clock.today(service.settings.zone)


def drafts(service: Service, count: int) -> list[str]:
    """So many buses under permits whose renewals an operator left at the desk as drafts; their plates."""
    with service.engine.begin() as connection:
        inspected = today_of(service) + timedelta(days=150)
        connection.execute(GRANTED, {"name": OPERATOR, "inspected": inspected, "count": count})
        held = connection.execute(HELD, {"plates": PLATES}).all()
        driver, attendant, line = connection.execute(PLAN).one()
    plan = {
        "driver_ids": [str(driver)], "attendant_ids": [str(attendant)], "line_version_ids": [str(line)], "seats": 38,
    }  # fmt: skip
    with httpx.Client(base_url=service.web, timeout=PATIENCE_S, trust_env=False) as client:
        client.post("/api/v1/session", json=account("clerk")).raise_for_status()
        for one in held:
            asked = {
                "kind": "renewal", "applicant_id": str(one.holder), "vehicle_id": str(one.vehicle),
                "permit_id": str(one.permit), "content": plan,
            }  # fmt: skip
            client.post("/api/v1/applications", json=asked).raise_for_status()
    return [str(one.plate) for one in held]


def signs_in_force(service: Service) -> int:
    """How many of these buses bear a sign now."""
    with service.engine.begin() as connection:
        return int(connection.execute(SIGNS, {"plates": PLATES}).scalar_one())


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Print how long it took; nothing is promised by it."""
    began = perf_counter()
    yield
    print(f"{step}: {perf_counter() - began:.1f} s")


@dataclass
class RoundPage:
    """A round's page in somebody's window."""

    window: Desk

    def open(self, round_id: str) -> None:
        """Go to the round."""
        self.window.open(f"/rounds/{round_id}")
        expect(self.window.it("round")).to_be_visible()

    def again(self) -> None:
        """See what others did meanwhile."""
        self.window.page.reload()
        expect(self.window.it("round")).to_be_visible()

    def choose(self, plates: Sequence[str]) -> None:
        """Tick some files, each found by its plate; those ticked before are let go."""
        if self.window.it("round-choose-none").is_enabled():
            self.window.it("round-choose-none").click()
        for plate in plates:
            self.window.it("round-search").fill(plate)
            self.window.it("round-files").get_by_role("checkbox", name=f"选择 {plate}", exact=True).check()
        self.window.it("round-search").fill("")
        expect(self.window.it("round-chosen")).to_have_text(f"已选 {len(plates)} 份")

    def ask(self, subject: str, step: str) -> None:
        """Open the dialog of a step: of the files ticked, or of all that may take it."""
        self.window.it(f"many-do-{subject}-{step}").click()
        expect(self.window.it("round-many")).to_be_visible()

    def own(self, plate: str) -> Locator:
        """What is a file's own in the dialog that is open."""
        return self.window.it("many-own").locator(f"[data-own='{plate}']")

    def take(self, done: int, *, refused: int = 0) -> None:
        """See what the step would do, let it happen, and close; so many go through and so many do not, both times."""
        for happened, will, wont, press in (
            ("false", f"{done} 份可以办理", f"{refused} 份不能办理", "many-act"),
            ("true", f"已办理 {done} 份", f"{refused} 份未办理", "many-close"),
        ):
            if happened == "false":
                self.window.it("many-preview").click()
            outcomes = self.window.page.locator(f"[data-testid=many-outcomes][data-happened={happened}]")
            expect(outcomes.get_by_test_id("many-done")).to_have_text(will, timeout=2 * PATIENCE_MS)
            expect(outcomes.get_by_test_id("many-refused")).to_have_text([wont] if refused else [])
            expect(outcomes.locator("[data-outcome=refused]")).to_have_count(refused)
            self.window.it(press).click()
        expect(self.window.it("round-many")).to_have_count(0)

    def stands(self, **files: int) -> None:
        """So many files are in each stage, and none in any other."""
        for stage, count in files.items():
            expect(self.window.it(f"round-stage-{stage}").locator("b")).to_have_text(str(count))
        expect(self.window.page.locator("[data-testid^=round-stage-]")).to_have_count(len(files))

    def api(self) -> Any:
        """The round as the API tells this person."""
        id_ = self.window.it("round").get_attribute("data-round-id")
        answer = self.window.context.request.get(f"{self.window.service.web}/api/v1/rounds/{id_}")
        assert answer.ok, answer.text()
        return answer.json()
