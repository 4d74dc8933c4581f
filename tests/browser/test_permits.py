"""The permit desk on the page: typed in, handed in, accepted, answered by the offices; and what two people at once see of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import PHONE, Desk, Language, desk, row
from tests.browser.permit_steps import choose, stands, step
from tests.browser.pictures import LANGUAGES, PRINTED, print_picture
from tests.browser.service import Service

pytestmark = pytest.mark.browser
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def second(browser: Browser, service: Service) -> Iterator[Desk]:
    """Another window."""
    with desk(browser, service) as window:
        yield window


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scanned letter."""
    file: Path = tmp_path_factory.mktemp("paper") / "连公交函〔2026〕18号.pdf"
    file.write_bytes(PDF)
    return file


def plate(service: Service, number: int) -> str:
    """The plate of one of the operator's buses."""
    buses = service.ask("/vehicles", limit=100)["items"]
    return [str(bus["plate"]) for bus in buses if bus["operator_name"] == operator(service)][number]


def operator(service: Service) -> str:
    """Who applies in these tests."""
    return str(service.ask("/organisations", kind="operator")["items"][0]["name"])


def begin(window: Desk, *, bus: str) -> str:
    """Begin an application of an operator for a bus, and let it save itself; its id."""
    service = window.service
    driver = service.ask("/people", kind="driver")["items"][0]["name"]
    line = service.ask("/lines")["items"][0]["name"]
    window.open("/permits")
    window.it("new-permit").click()
    choose(window, "permit-applicant", operator(service))
    window.it("permit-begin").click()
    expect(window.it("draft-form")).to_be_visible()
    choose(window, "vehicle-pick", bus)
    choose(window, "draft-drivers", driver)
    choose(window, "draft-lines", line)
    window.it("draft-form").get_by_text("线路与座位").click()  # away from the list that is open
    window.it("draft-seats").fill("36")
    window.it("draft-insurer").fill("人保财险连云港分公司")
    expect(window.it("draft-saving")).to_have_attribute("data-state", "saved")
    expect(window.it("draft-drivers")).to_contain_text(driver)
    expect(window.it("draft-lines")).to_contain_text(line)
    return str(window.it("permit-file").get_attribute("data-permit-id"))


def record(window: Desk, office: str, paper: Path, number: str) -> None:
    """Record an office's answer: its paper, the paper's number and date."""
    window.it(f"permit-do-{office}-reply").click()
    expect(window.it("permit-step")).to_contain_text("以其文件为准")
    window.it("ask-opinion").get_by_text("同意", exact=True).click()
    window.it("ask-upload-input").set_input_files(paper)
    expect(window.it("ask-document_id")).to_contain_text(paper.name)
    window.it("ask-document_number").fill(number)
    window.it("permit-step-submit").click()
    expect(window.it(f"opinion-{office}")).to_contain_text("同意")


def test_a_clerk_types_in_an_application_hands_it_in_and_accepts_it(visitor: Desk) -> None:
    """The draft saves itself; the list shows the application with what is due of it next."""
    visitor.log_in("clerk")
    bus = plate(visitor.service, 0)
    begin(visitor, bus=bus)
    visitor.page.reload()
    expect(visitor.it("draft-insurer")).to_have_value("人保财险连云港分公司")
    expect(visitor.it("draft-seats")).to_have_value("36")
    step(visitor, "application", "submit")
    stands(visitor, "已收件")
    expect(visitor.it("permit-clocks")).to_contain_text("行政许可法第 32 条")
    expect(visitor.it("permit-content")).to_contain_text(
        visitor.service.ask("/people", kind="driver")["items"][0]["name"]
    )
    step(visitor, "application", "accept")
    stands(visitor, "已受理")
    expect(visitor.it("permit-life")).to_contain_text("受理")
    visitor.page.keyboard.press("Escape")
    expect(row(visitor, bus)).to_contain_text("已受理")
    expect(row(visitor, bus)).to_contain_text("送征求意见")
    expect(row(visitor, bus).get_by_test_id("permit-left")).to_have_text("剩 3 天")
    visitor.it("permit-search").fill("没有这样的申请")
    expect(visitor.it("empty")).to_contain_text("没有符合条件的申请")


def test_who_acts_on_what_has_changed_meanwhile_is_told_who_did_what_and_keeps_what_was_typed(
    visitor: Desk, second: Desk
) -> None:
    """The clerk types what is missing while the administrator accepts."""
    visitor.log_in("clerk")
    id_ = begin(visitor, bus=plate(visitor.service, 1))
    step(visitor, "application", "submit")
    stands(visitor, "已收件")
    visitor.it("permit-do-application-correct").click()
    visitor.it("ask-missing").fill("驾驶人体检证明")
    second.log_in("admin")
    second.open(f"/permits/{id_}")
    step(second, "application", "accept")
    visitor.it("permit-step-submit").click()
    expect(visitor.it("refused")).to_contain_text("系统管理员")
    expect(visitor.it("refused")).to_contain_text("受理")
    expect(visitor.it("permit-step-changed")).to_contain_text("不能办理")
    expect(visitor.it("ask-missing")).to_have_value("驾驶人体检证明")
    expect(visitor.it("permit-step-submit")).to_be_disabled()
    stands(visitor, "已受理")
    visitor.faults.clear()  # the browser writes a line of every 409


def test_a_draft_that_was_changed_elsewhere_is_not_overwritten(visitor: Desk, second: Desk) -> None:
    """The other window is told, and loads what is new."""
    visitor.log_in("clerk")
    id_ = begin(visitor, bus=plate(visitor.service, 2))
    second.log_in("clerk")
    second.open(f"/permits/{id_}")
    second.it("draft-insurer").fill("太平洋财险")
    expect(second.it("draft-saving")).to_have_attribute("data-state", "saved")
    visitor.it("draft-seats").fill("40")
    expect(visitor.it("draft-changed")).to_contain_text("已在别处改过")
    visitor.it("draft-load").click()
    expect(visitor.it("draft-insurer")).to_have_value("太平洋财险")
    expect(visitor.it("draft-seats")).to_have_value("36")
    visitor.faults.clear()  # the browser writes a line of every 409


def test_a_step_that_does_not_reach_the_service_says_so_and_is_taken_once_it_does(visitor: Desk) -> None:
    """Nothing waits in silence for a network: the person is told, what was typed stays, and the next click does it."""
    visitor.log_in("clerk")
    begin(visitor, bus=plate(visitor.service, 4))
    step(visitor, "application", "submit")
    stands(visitor, "已收件")
    visitor.it("permit-do-application-correct").click()
    visitor.it("ask-missing").fill("驾驶人体检证明")
    visitor.context.set_offline(True)
    visitor.it("permit-step-submit").click()
    expect(visitor.it("permit-step").get_by_test_id("refused")).to_contain_text("连接")
    expect(visitor.it("ask-missing")).to_have_value("驾驶人体检证明")
    visitor.context.set_offline(False)
    visitor.it("permit-step-submit").click()
    stands(visitor, "待补正")
    visitor.faults.clear()  # the browser writes a line of what it could not reach


def test_the_police_answer_themselves_and_what_the_transport_office_wrote_is_recorded_from_its_paper(
    visitor: Desk, second: Desk, paper: Path
) -> None:
    """Both opinions in, the review begins by itself."""
    visitor.log_in("clerk")
    bus = plate(visitor.service, 3)
    id_ = begin(visitor, bus=bus)
    for name, state in (("submit", "已收件"), ("accept", "已受理"), ("consult", "征求意见中")):
        step(visitor, "application", name)
        stands(visitor, state)
    second.log_in("police")
    second.open("/permits")
    row(second, bus).click()
    second.it("permit-do-police-reply").click()
    second.it("ask-opinion").get_by_text("同意", exact=True).click()
    second.it("permit-step-submit").click()
    expect(second.it("opinion-police")).to_contain_text("同意")
    second.open("/permits")
    expect(row(second, bus)).to_have_count(0)
    visitor.open(f"/permits/{id_}")
    record(visitor, "transport", paper, "连交函〔2026〕7号")
    stands(visitor, "审查中")
    expect(visitor.it("permit-life")).to_contain_text("经办补录")
    expect(visitor.it("permit-life")).to_contain_text("意见收齐")
    expect(visitor.it("paper-reply")).to_contain_text(paper.name)


def test_a_school_begins_its_own_application_on_a_phone(browser: Browser, service: Service) -> None:
    """Nobody asks whose it is; nothing sticks out at the side."""
    with desk(browser, service, size=PHONE) as window:
        window.log_in("school")
        window.open("/permits/new")
        expect(window.it("permit-kind")).to_be_visible()
        expect(window.it("permit-applicant")).to_have_count(0)
        window.it("permit-begin").tap()
        expect(window.it("draft-form")).to_be_visible()
        assert window.is_as_wide_as_its_window()
        window.open("/permits")
        expect(window.page.locator("[data-permit]").first).to_contain_text("草稿")
        assert window.is_as_wide_as_its_window()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_of_the_permit_desk(browser: Browser, service: Service, language: Language, tmp_path: Path) -> None:
    """The work list and a file under review, in both languages."""
    with desk(browser, service, size=PRINTED, language=language) as window:
        window.log_in("clerk")
        window.open("/permits?show=all")
        expect(window.page.locator("[data-permit]").first).to_be_visible()
        print_picture(window, f"permits-{language}", tmp_path)
        window.page.locator("[data-permit]").first.click()
        expect(window.it("permit-file")).to_be_visible()
        print_picture(window, f"permit-file-{language}", tmp_path)
