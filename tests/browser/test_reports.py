"""A person on the street reports a bus on the telephone and follows it; the office accepts; nothing that was typed is lost."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.desk import PHONE, Desk, Language, desk, row
from tests.browser.pictures import LANGUAGES, PRINTED, print_picture
from tests.browser.service import Service

pytestmark = pytest.mark.browser
WORDS = "车里站着好几个孩子，过道里也坐了人"
PLATE = "苏GD53K8"
TOLD: dict[Language, dict[str, str]] = {
    "zh-CN": {"words": WORDS, "place": "连云实验小学东门", "name": "李女士"},
    "en": {
        "words": "Several children were standing, others sat in the aisle",
        "place": "East gate of Lianyun Experimental School",
        "name": "Ms Li",
    },
}


def photo() -> FilePayload:
    """A photograph of a white van, as drawn by hand."""
    picture = Image.new("RGB", (900, 600), "#9db4c0")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 420, 900, 600), fill="#5c6b73")
    draw.rounded_rectangle((180, 200, 720, 460), 40, fill="#f5f5f0")
    for left in (230, 390, 550):
        draw.rounded_rectangle((left, 235, left + 130, 320), 12, fill="#253237")
    for left in (260, 570):
        draw.ellipse((left, 410, left + 90, 500), fill="#111")
    into = io.BytesIO()
    picture.save(into, "JPEG")
    return {"name": "van.jpg", "mimeType": "image/jpeg", "buffer": into.getvalue()}


def fill(phone: Desk, language: Language = "zh-CN", kind: int = 0) -> None:
    """Fill in the form, but for the photograph."""
    phone.open("/report")
    phone.it("report-kind").locator("label").nth(kind).click()
    phone.it("report-words").fill(TOLD[language]["words"])
    phone.it("report-place").fill(TOLD[language]["place"])
    phone.it("report-plate").fill(PLATE)


def number_of(phone: Desk) -> str:
    """The number on the receipt."""
    return phone.it("report-number").inner_text().strip()


def test_a_person_reports_with_a_photo_and_follows_it_while_the_office_accepts_and_answers(
    browser: Browser, service: Service
) -> None:
    """No login, no name; the telephone's own position when it is asked for; afterwards number and code are all that is needed."""
    with desk(browser, service, size=PHONE) as phone, desk(browser, service) as officer:
        phone.context.grant_permissions(["geolocation"])
        phone.context.set_geolocation({"longitude": 119.4412, "latitude": 34.7391})
        fill(phone)
        phone.it("report-here").tap()
        expect(phone.it("report-marked")).to_contain_text("34.73910，119.44120")
        phone.it("report-photo-input").set_input_files(photo())
        assert phone.is_as_wide_as_its_window()
        phone.it("report-send").tap()
        expect(phone.it("report-state")).to_have_text("已收到")
        number, code = number_of(phone), phone.it("report-code").inner_text().strip()
        expect(phone.page).to_have_url(re.compile(rf"/report/{number}#{code}$"))
        expect(phone.it("report-receipt")).to_contain_text("照片 1 张")

        officer.log_in()
        officer.open("/reports")
        expect(officer.it("report-clock")).to_contain_text("待受理")
        row(officer, number).click()
        drawer = officer.it("report-drawer")
        expect(drawer).to_contain_text(WORDS)
        expect(officer.it("report-whose")).to_have_text("不是登记的校车")
        expect(officer.it("office-photos").locator("img")).to_have_js_property("naturalWidth", 900)
        officer.it("report-do-accept").click()
        expect(drawer.get_by_test_id("office-state").first).to_have_text("已受理")
        officer.it("report-do-answer").click()
        officer.it("ask-said").fill("已责令该车停运整改。")
        officer.it("report-step-submit").click()
        expect(officer.it("report-history")).to_contain_text("答复")

        phone.open("/report")
        phone.it("to-follow").tap()
        phone.it("follow-number").fill(number)
        phone.it("follow-code").fill(code.lower().replace("-", ""))
        phone.it("follow-ask").tap()
        expect(phone.it("report-state")).to_have_text("已答复")
        expect(phone.it("report-answer")).to_contain_text("已责令该车停运整改。")
        expect(phone.it("report-milestones").locator("li")).to_have_count(3)


def test_what_was_typed_outlives_a_dead_network_and_a_reload_and_is_one_report(
    browser: Browser, service: Service
) -> None:
    """The answer is lost on the way: the page says so, keeps everything, and sent again it is the same report."""
    with desk(browser, service, size=PHONE) as phone:
        fill(phone)
        phone.page.route("**/public/reports", lambda route: (route.fetch(), route.abort()))
        phone.it("report-send").tap()
        expect(phone.it("report-failed")).to_be_visible()
        phone.page.unroute("**/public/reports")
        phone.page.reload()
        expect(phone.it("report-words")).to_have_value(WORDS)
        expect(phone.it("report-plate")).to_have_value(PLATE)
        phone.it("report-send").tap()
        number = number_of(phone)
        assert phone.page.evaluate("() => sessionStorage.length") == 0
        phone.faults[:] = [fault for fault in phone.faults if "ERR_FAILED" not in fault]
    ordinal = int(number.split("-")[1])
    later = [one for one in service.ask("/reports")["items"] if int(one["number"].split("-")[1]) > ordinal]
    assert later == [], "the second sending made no second report"


def test_a_second_report_from_the_same_open_page_is_a_second_report(browser: Browser, service: Service) -> None:
    """Each has its own number: what is typed after the first is not taken for the first sent again."""
    with desk(browser, service, size=PHONE) as phone:
        fill(phone)
        phone.it("report-send").tap()
        first = number_of(phone)
        phone.it("to-form").tap()
        expect(phone.it("report-words")).to_have_value("")
        phone.it("report-kind").locator("label").nth(2).click()
        phone.it("report-words").fill("另一辆车")
        phone.it("report-place").fill("西门")
        phone.it("report-send").tap()
        expect(phone.it("report-number")).not_to_have_text(first)
        second = number_of(phone)
    told = {one["number"]: one["words"] for one in service.ask("/reports")["items"]}
    assert (told[first], told[second]) == (WORDS, "另一辆车")


def test_the_inbox_asks_the_server_for_what_it_shows(browser: Browser, service: Service) -> None:
    """However many reports of years there are: what is open or overdue is looked for there, not among the newest here."""
    with desk(browser, service) as officer:
        officer.log_in()
        with officer.page.expect_request(lambda request: "/reports?state=received&state=accepted" in request.url):
            officer.open("/reports")
        with officer.page.expect_request(lambda request: "/reports?overdue=true" in request.url):
            officer.it("reports-shown").locator("label").nth(1).click()
        with officer.page.expect_request(lambda request: "/reports?limit=" in request.url):
            officer.it("reports-shown").locator("label").nth(2).click()


def test_a_place_is_marked_on_the_map_and_the_language_is_the_browsers(browser: Browser, service: Service) -> None:
    """An English browser reads English without choosing; what is missing is said; the map needs no login."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="en-GB", has_touch=True)
    try:
        phone = Desk(context.new_page(), context, service)
        phone.open("/report")
        expect(phone.page.get_by_role("heading", level=1)).to_have_text("Report school-bus safety")
        phone.it("report-send").tap()
        expect(phone.it("report-form")).to_contain_text("Say where it was, or mark it on the map")
        phone.it("report-kind").locator("label").first.tap()
        phone.it("report-words").fill("Overloaded van")
        phone.it("report-on-map").tap()
        expect(phone.page.locator("[data-testid=report-map][data-ready=true]")).to_be_visible()
        phone.it("report-map").locator("canvas").click(position={"x": 120, "y": 140})
        expect(phone.it("report-marked")).to_contain_text("Marked: 34.")
        phone.it("report-send").tap()
        expect(phone.it("report-state")).to_have_text("Received")
    finally:
        context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_a_report_on_the_phone_and_in_the_inbox(
    browser: Browser, service: Service, tmp_path: Path, language: Language
) -> None:
    """The form as the person on the street sees it, and what the office has of it, as the guide shows them."""
    with desk(browser, service, size=PHONE, language=language) as phone:
        fill(phone, language)
        phone.page.evaluate("() => document.querySelector('.sb-report').scrollTo(0, 0)")
        print_picture(phone, f"report-phone-{language[:2]}", tmp_path)
        phone.it("report-name").fill(TOLD[language]["name"])
        phone.it("report-photo-input").set_input_files(photo())
        phone.it("report-send").tap()
        expect(phone.it("report-state")).to_be_visible()
        expect(phone.it("report-photos").locator(".ant-progress")).to_have_count(0)
        number = number_of(phone)
        assert phone.is_as_wide_as_its_window()
    with desk(browser, service, size=PRINTED, language=language) as window:
        window.log_in()
        window.open("/reports")
        row(window, number).click()
        expect(window.it("office-photos").locator("img")).to_have_js_property("naturalWidth", 900)
        print_picture(window, f"reports-{language[:2]}", tmp_path)
        assert window.is_as_wide_as_its_window()
