"""The pictures of the clerk's and operator's guides: rounds, granted permits, registers, training, a line, the check of a label."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import PHONE, Desk, Language, desk
from tests.browser.pictures import LANGUAGES, PRINTED, print_picture, take
from tests.browser.service import Service

pytestmark = pytest.mark.browser


def _work_list(window: Desk) -> None:
    window.open("/permits?show=all")
    expect(window.page.locator("[data-permit]").first).to_be_visible()


def _application(window: Desk) -> None:
    window.open("/permits")
    window.page.locator("[data-permit]", has_text=_words(window, "征求意见中", "Out for opinions")).first.click()
    expect(window.it("opinion-police")).to_be_visible()
    expect(window.it("permit-review").locator("details").first).to_be_visible()


def _round(window: Desk) -> None:
    window.open("/rounds")
    window.page.locator("[data-round]").first.click()
    expect(window.it("round-progress")).to_be_visible()
    expect(window.it("round-files")).to_be_visible()


def _forecast(window: Desk) -> None:
    """The pace of each stage, and when each sign is expected by it."""
    _round(window)
    window.it("round-pace").locator("summary").click()
    window.it("round-progress").evaluate("(block) => block.scrollIntoView({ block: 'start' })")


def _month(window: Desk) -> None:
    window.open("/rounds/calendar")
    expect(window.it("month-grid")).to_be_visible()
    window.it("month-grid").get_by_text(re.compile(_words(window, "到期 1", "1 due"))).last.click()


def _granted(window: Desk) -> None:
    """One whose revocation was told, with its signs."""
    window.open("/granted?only=penalty")
    window.page.locator("[data-granted]").first.click()
    expect(window.it("held-penalties")).to_be_visible()


def _bus_file(window: Desk) -> None:
    """A bus of whose papers some are missing or end soon."""
    window.open("/registers")
    window.page.locator("[data-row]", has=window.page.locator("[data-tone=bad]")).first.click()
    expect(window.it("register-items")).to_be_visible()


def _training(window: Desk) -> None:
    window.open("/training")
    expect(window.it("training-coverage")).to_be_visible()
    expect(window.it("training-endings")).to_be_visible()


def _line(window: Desk) -> None:
    """A line of a draft copied from one that is there, its stops to be changed."""
    answer = window.context.request.get(f"{window.service.web}/api/v1/lines")
    copied = answer.json()["items"][0]
    draft = _draft_of(window)
    window.open(f"/permits/{draft}/line?line={copied['id']}")
    window.page.wait_for_selector("[data-testid=map][data-ready=true]")
    expect(window.it("line-stops")).to_be_visible()
    window.page.wait_for_load_state("networkidle")


def _words(window: Desk, zh: str, en: str) -> str:
    return zh if window.page.evaluate("() => localStorage.getItem('schoolbus.language')") == "zh-CN" else en


def _draft_of(window: Desk) -> str:
    """An application of the reader's own, begun now; nothing of it is handed in."""
    window.open("/permits/new")
    window.it("permit-begin").click()
    expect(window.it("draft-form")).to_be_visible()
    return str(window.it("permit-file").get_attribute("data-permit-id"))


def _tomorrow(window: Desk) -> None:
    window.open("/registers/tomorrow")
    expect(window.it("ride")).to_be_visible()


PAGES: dict[str, tuple[str, Callable[[Desk], None]]] = {
    "permits": ("clerk", _work_list),
    "application": ("clerk", _application),
    "round": ("clerk", _round),
    "forecast": ("clerk", _forecast),
    "month": ("clerk", _month),
    "granted": ("clerk", _granted),
    "bus-file": ("operator", _bus_file),
    "training": ("clerk", _training),
    "line": ("operator", _line),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", PAGES)
def test_picture_of_the_guides_to_permits(
    browser: Browser, service: Service, tmp_path: Path, view: str, language: Language
) -> None:
    """Each page as the guide of its reader shows it, small enough for a page."""
    role, go = PAGES[view]
    with desk(browser, service, size=PRINTED, language=language) as window:
        window.log_in(role)
        go(window)
        print_picture(window, f"{view}-{language[:2]}", tmp_path, take)


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_who_may_ride_tomorrow(
    browser: Browser, service: Service, tmp_path: Path, language: Language
) -> None:
    """As an operator sees it on a phone the evening before; nothing sticks out at the side."""
    with desk(browser, service, size=PHONE, language=language) as phone:
        phone.log_in("operator")
        _tomorrow(phone)
        assert phone.is_as_wide_as_its_window()
        print_picture(phone, f"tomorrow-phone-{language[:2]}", tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_a_label_that_is_checked(
    browser: Browser, service: Service, tmp_path: Path, language: Language
) -> None:
    """As anybody sees it who scans the code on a bus, without a login."""
    label = next(one for one in service.ask("/labels", limit=100)["items"] if one["standing"] == "valid")
    with desk(browser, service, size=PHONE, language=language) as phone:
        phone.open(label["path"])
        expect(phone.it("label-verdict")).to_have_attribute("data-verdict", "valid")
        assert phone.is_as_wide_as_its_window()
        print_picture(phone, f"verify-phone-{language[:2]}", tmp_path)
