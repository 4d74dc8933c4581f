"""The pictures of the desk: those of the officer's guide, and with `make pictures` one of every part at every size."""

import os
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import DESKTOP, LAPTOP, PHONE, Desk, Language, desk
from tests.browser.pictures import LANGUAGES, PRINTED, print_picture, take
from tests.browser.service import Service
from tests.browser.test_desk import plant

pytestmark = pytest.mark.browser
SIZES = (LAPTOP, DESKTOP, PHONE)
RULES = ("R24", "R26", "R01", "R39")


@pytest.fixture(scope="module")
def worked_on(service: Service, browser: Browser) -> Service:
    """The service once each kind of finding is there and one case has a history."""
    for rule in RULES:
        service.finding(rule)
    with desk(browser, service) as window:
        window.log_in()
        window.open("/desk")
        window.page.locator("[data-testid=case-row][data-rule=R24]").first.click()
        if window.it("step-do-take_over").count() == 0:
            expect(window.it("case-actions")).to_be_visible()
        window.it("step-do-acknowledge").or_(window.it("step-do-take_over")).first.click()
        expect(window.it("case-panel-state")).not_to_have_text("待处置")
    return service


def open_case(window: Desk) -> None:
    window.open("/desk")
    window.page.locator("[data-testid=case-row][data-rule=R24]").first.click()
    expect(window.it("speed-chart").locator("canvas")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_the_desk(browser: Browser, worked_on: Service, tmp_path: Path, language: Language) -> None:
    """The list with the time left, and a case with its evidence, as the guide shows it."""
    with desk(browser, worked_on, size=PRINTED, language=language) as window:
        window.log_in()
        open_case(window)
        print_picture(window, f"desk-{language[:2]}", tmp_path)


def test_picture_of_the_first_line(browser: Browser, worked_on: Service, tmp_path: Path) -> None:
    """The operator's answer on a phone."""
    case = plant(worked_on, "R22")
    with desk(browser, worked_on, size=PHONE) as phone:
        phone.log_in("operator")
        phone.open(f"/desk?case={case}")
        phone.it("answer-called_driver").tap()
        print_picture(phone, "desk-phone-zh", tmp_path)


@pytest.mark.skipif("PICTURES" not in os.environ, reason="every page at every size: `make pictures`")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_picture_of_every_part_of_the_desk(
    browser: Browser,
    worked_on: Service,
    size: tuple[int, int],
    language: Language,
    scheme: Literal["light", "dark"],
) -> None:
    """To be looked at: the list, a case, a step that asks, known faults, watch and notices."""
    folder = Path(os.environ["PICTURES"]) / f"{size[0]}x{size[1]}"
    named = f"{language[:2]}-{scheme}.png"
    with desk(browser, worked_on, size=size, language=language, scheme=scheme) as window:
        window.log_in()
        window.open("/desk")
        expect(window.it("case-row").first).to_be_visible()
        take(window, folder / f"desk-list-{named}")
        open_case(window)
        take(window, folder / f"desk-case-{named}")
        assert window.is_as_wide_as_its_window()
        for tab in ("faults", "watch", "papers"):
            window.open(f"/desk?tab={tab}")
            expect(window.it(f"desk-tab-{tab}")).to_be_visible()
            take(window, folder / f"desk-{tab}-{named}")
            assert window.is_as_wide_as_its_window()
