"""An application on its way through the offices on the page, each office in its own window and login."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from core import clock
from tests.browser.desk import Desk, desk
from tests.browser.permit_steps import choose, stands, step
from tests.browser.service import Service

SEATS = "30"


@dataclass
class Offices:
    """Windows by role, opened at their first use; `file` is the application's id."""

    browser: Browser
    service: Service
    stack: ExitStack
    windows: dict[str, Desk] = field(default_factory=dict)
    file: str = ""

    def window(self, role: str) -> Desk:
        """Who is logged in as that."""
        if role not in self.windows:
            one = self.stack.enter_context(desk(self.browser, self.service))
            one.log_in(role)
            self.windows[role] = one
        return self.windows[role]

    def at_file(self, role: str) -> Desk:
        """The application's own page, opened by somebody."""
        one = self.window(role)
        one.open(f"/permits/{self.file}")
        expect(one.it("permit-file")).to_be_visible()
        return one

    def told(self, role: str, path: str, **query: Any) -> Any:
        """What the API tells somebody."""
        answer = self.window(role).context.request.get(f"{self.service.web}/api/v1{path}", params=query)
        assert answer.ok, answer.text()
        return answer.json()

    def buses_under_way(self) -> list[dict[str, Any]]:
        """The operator's buses with their cards, of those that are on a run in order the one first that drives on longest."""
        buses = self.told("operator", "/vehicles", limit=100)["items"]
        cards = [self.told("operator", f"/vehicles/{one['id']}/card") for one in buses]
        going = [one for one in cards if one["run"] and one["permit"] and one["sign"] and one["state"] == "in_order"]
        return sorted(going, key=lambda one: one["run"]["planned_end"], reverse=True)

    def applies(self, card: dict[str, Any]) -> Desk:
        """The operator begins an application on its own page and hands it in: for a bus, with its driver, on its line."""
        one = self.window("operator")
        one.open("/permits")
        one.it("new-permit").click()
        expect(one.it("permit-kind")).to_be_visible()
        expect(one.it("permit-applicant")).to_have_count(0)
        one.it("permit-begin").click()
        expect(one.it("draft-form")).to_be_visible()
        choose(one, "vehicle-pick", card["vehicle"]["plate"])
        choose(one, "draft-drivers", card["driver"]["name"])
        choose(one, "draft-lines", card["run"]["line_name"])
        one.it("draft-form").get_by_text("线路与座位").click()  # away from the list that is open
        one.it("draft-seats").fill(SEATS)
        expect(one.it("draft-saving")).to_have_attribute("data-state", "saved")
        expect(one.it("draft-lines")).to_contain_text(card["run"]["line_name"])
        self.file = str(one.it("permit-file").get_attribute("data-permit-id"))
        step(one, "application", "submit")
        stands(one, "已收件")
        return one

    def agree(self) -> None:
        """From the received file to the government's desk: the clerk, the police with the vehicle before them, transport."""
        clerk = self.at_file("clerk")
        step(clerk, "application", "accept")
        stands(clerk, "已受理")
        step(clerk, "application", "consult")
        stands(clerk, "征求意见中")
        police = self.at_file("police")
        step(police, "police", "present")
        expect(police.it("opinion-police")).to_contain_text("已交验")
        for office in ("police", "transport"):
            one = self.at_file(office)
            one.it(f"permit-do-{office}-reply").click()
            self.fill_in(one, opinion="同意")
            expect(one.it(f"opinion-{office}")).to_contain_text("同意")
        clerk = self.at_file("clerk")
        stands(clerk, "审查中")
        clerk.it("permit-do-application-recommend").click()
        self.fill_in(clerk, opinion="同意", note="符合《校车安全管理条例》第十四条各项条件")
        stands(clerk, "政府审批中")

    @staticmethod
    def fill_in(one: Desk, *, opinion: str | None = None, **asked: str) -> None:
        """What the open dialog of a step asks for; then take it."""
        if opinion is not None:
            choice = one.it("ask-opinion").get_by_role("radio", name=opinion, exact=True)
            one.it("ask-opinion").get_by_text(opinion, exact=True).click()
            expect(choice).to_be_checked()
        for name, value in asked.items():
            one.it(f"ask-{name}").fill(value)
        one.it("permit-step-submit").click()
        dialog = one.it("permit-step")
        try:
            expect(dialog).to_have_count(0)
        except AssertionError:
            pytest.fail(f"the step was not taken: {dialog.inner_text()}")

    def on_record(self) -> dict[str, Any]:
        """The file as the clerk is told of it."""
        return dict(self.told("clerk", f"/applications/{self.file}"))


@contextmanager
def offices_of(browser: Browser, service: Service) -> Iterator[Offices]:
    """Nobody is logged in yet."""
    with ExitStack() as stack:
        yield Offices(browser, service, stack)


def today(service: Service) -> str:
    """The office's day."""
    return datetime.fromtimestamp(clock.epoch(), service.settings.zone).date().isoformat()
