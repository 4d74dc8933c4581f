"""The hazard ledger on the page: from entering to closing by different people, and the answer of an office without an account."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser, expect
from sqlalchemy import text

from geofences.hazards.answer.links import TOKEN_CHARS
from tests.browser.desk import PHONE, Desk, Language, desk, row
from tests.browser.pictures import LANGUAGES, PRINTED, print_picture
from tests.browser.service import Service

pytestmark = pytest.mark.browser
DUE = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()


@pytest.fixture
def second(browser: Browser, service: Service) -> Iterator[Desk]:
    """The window of another person."""
    with desk(browser, service) as window:
        yield window


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photograph as a telephone takes it."""
    file: Path = tmp_path_factory.mktemp("photo") / "整改后.jpg"
    image = Image.effect_mandelbrot((640, 480), (-1.6, -1.1, 0.7, 1.1), 60).convert("RGB")
    image.save(file, "JPEG", quality=70)
    return file


def choose(window: Desk, test_id: str, typed: str) -> None:
    """The first that a pick offers for what is typed."""
    window.it(test_id).get_by_role("combobox").fill(typed)
    window.page.locator(".ant-select-item-option:visible", has_text=typed).first.click()


def enter(window: Desk, *, title: str, plate: str | None = None, where: str | None = None) -> str:
    """Enter a hazard of a bus or a road and grade it as major at once; its number."""
    window.open("/hazards")
    window.it("new-hazard").click()
    if plate is not None:
        window.it("hazard-kind").get_by_text("车辆", exact=True).click()
        choose(window, "vehicle-pick", plate)
    else:
        window.it("hazard-location").fill(where or "")
    window.it("hazard-title").fill(title)
    window.it("hazard-description").fill("现场排查发现，须尽快消除。")
    window.it("hazard-first-grade").get_by_text("重大", exact=True).click()
    window.it("hazard-submit").click()
    expect(window.it("hazard")).to_contain_text(title)
    return str(window.it("hazard").get_attribute("data-hazard"))


def assign(window: Desk, *, operator: str | None = None, office: str | None = None) -> None:
    """Settle the five things: with an organisation, or an office without an account."""
    window.it("hazard-do-assign").click()
    if operator is not None:
        choose(window, "hazard-owner", operator)
    else:
        window.it("hazard-whose").get_by_text("无账号的单位").click()
        window.it("hazard-office").fill(office or "")
        window.it("hazard-contact").fill("李工")
        window.it("hazard-phone").fill("0518-85000000")
    for name, said in (
        ("responsible", "王队长"),
        ("due", DUE),
        ("measure", "设护栏 40 米、警示标志 2 块"),
        ("funds", "2 万元，养护经费"),
        ("plan", "整改前校车绕行"),
    ):
        window.it(f"hazard-{name}").fill(said)
    window.it("hazard-step-submit").click()
    expect(window.it("hazard").get_by_test_id("hazard-state")).to_have_text("已交办")


def note(window: Desk, step: str, said: str) -> None:
    """Take a step that asks for words."""
    window.it(f"hazard-do-{step}").click()
    window.it("hazard-note").fill(said)
    window.it("hazard-step-submit").click()


def test_a_hazard_is_entered_assigned_rectified_with_a_photo_and_verified_by_another(
    visitor: Desk, second: Desk, photo: Path
) -> None:
    """The officer enters and assigns it, the operator answers with a photograph, and it is closed."""
    visitor.log_in("officer")
    bus = next(one for one in visitor.service.ask("/vehicles")["items"] if one["operator_id"])
    operator = next(
        one
        for one in visitor.service.ask("/organisations", kind="operator")["items"]
        if one["id"] == bus["operator_id"]
    )
    id_ = enter(visitor, title="转向拉杆松动", plate=bus["plate"])
    expect(visitor.it("hazard-stands")).to_contain_text("不得发车")
    assign(visitor, operator=operator["name"])
    second.log_in("operator")
    second.open(f"/hazards?hazard={id_}")
    second.it("hazard-do-submit").click()
    expect(second.it("hazard-step-submit")).to_be_disabled()
    second.page.keyboard.press("Escape")
    second.it("hazard-input-evidence").set_input_files(photo)
    expect(second.it("hazard-files-evidence").locator("img")).to_have_count(1)
    note(second, "submit", "已更换拉杆并做四轮定位")
    expect(second.it("hazard").get_by_test_id("hazard-state")).to_have_text("待验收")
    visitor.open(f"/hazards?hazard={id_}")
    note(visitor, "verify", "上车架看过，试车正常")
    visitor.it("hazard-do-close").click()
    expect(visitor.it("hazard").get_by_test_id("hazard-state")).to_have_text("已销号")
    expect(visitor.it("hazard-life")).to_contain_text("已更换拉杆并做四轮定位")
    expect(visitor.it("hazard-stands")).to_have_count(0)


def test_an_office_answers_on_a_telephone_over_the_letters_link_and_another_officer_verifies(
    browser: Browser, visitor: Desk, second: Desk, photo: Path, tmp_path: Path
) -> None:
    """No account, no password: the letter's address opens the page; whoever gave it out may not verify; then it is over."""
    visitor.log_in("officer")
    id_ = enter(visitor, title="急弯外侧无护栏", where="东辛线 K12+300")
    assign(visitor, office="海州公路站")
    with visitor.page.expect_download() as waiting:
        visitor.it("hazard-letter").click()
    paper = pypdfium2.PdfDocument(waiting.value.path())
    said = "".join(page.get_textpage().get_text_range() for page in paper).replace("\r\n", "").replace("\n", "")
    address = f"{visitor.service.web}/answer/"
    token = said.partition(address)[2][:TOKEN_CHARS]
    with desk(browser, visitor.service, size=PHONE) as telephone:
        telephone.open(f"/answer/{token}")
        expect(telephone.it("answer-asked")).to_contain_text("急弯外侧无护栏")
        expect(telephone.it("answer-due")).to_have_text(f"{DUE} 前完成")
        assert telephone.is_as_wide_as_its_window()
        expect(telephone.it("answer-send")).to_be_disabled()
        telephone.it("answer-input").set_input_files(photo)
        expect(telephone.it("answer-photos").locator("img")).to_have_count(1)
        telephone.it("answer-note").fill("已设护栏 40 米")
        telephone.it("answer-name").fill("李工")
        print_picture(telephone, "answer-phone-zh", tmp_path)
        telephone.it("answer-send").tap()
        expect(telephone.it("answer-done")).to_contain_text("答复已收到")
        visitor.open(f"/hazards?hazard={id_}")
        expect(visitor.it("own-work")).to_contain_text("须由另一人验收")
        expect(visitor.it("hazard-do-verify")).to_be_disabled()
        second.log_in("admin")
        second.open(f"/hazards?hazard={id_}")
        note(second, "verify", "现场量过")
        expect(second.it("hazard").get_by_test_id("hazard-state")).to_have_text("已验收")
        telephone.open(f"/answer/{token}")
        expect(telephone.it("answer-closed")).to_contain_text("已通过验收")
        assert all("409" in fault for fault in telephone.faults), telephone.faults
        telephone.faults.clear()
        telephone.open(f"/answer/{token[:9]}")
        expect(telephone.it("answer-closed")).to_contain_text("请核对链接是否完整")


def test_what_is_late_comes_first_and_the_ledger_is_exported(visitor: Desk) -> None:
    visitor.log_in("officer")
    id_ = enter(visitor, title="护学岗缺人", where="院前实验小学门口")
    assign(visitor, office="院前街道")
    late(visitor.service, id_, level=1)
    visitor.open("/hazards")
    first = visitor.page.locator(".ant-table-row").first
    expect(first).to_contain_text("护学岗缺人")
    expect(first.get_by_test_id("hazard-level")).to_have_text("已上报教育局")
    visitor.it("ledger").click()
    with visitor.page.expect_download() as waiting:
        visitor.it("ledger-xlsx").click()
    sheet = load_workbook(io.BytesIO(waiting.value.path().read_bytes())).active
    assert sheet is not None
    assert "护学岗缺人" in {cell.value for cell in sheet["E"]}
    expect(row(visitor, "护学岗缺人")).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_the_ledger(browser: Browser, service: Service, tmp_path: Path, language: Language) -> None:
    """The list, what is late first, with one hazard open; on a phone nothing sticks out."""
    with desk(browser, service) as window:
        window.log_in("officer")
        if not service.ask("/hazards", q="急弯外侧")["items"]:
            enter(window, title="急弯外侧无护栏", where="东辛线 K12+300")
            assign(window, office="海州公路站")
    id_ = service.ask("/hazards", q="急弯外侧")["items"][0]["id"]
    for size in (PRINTED, PHONE):
        with desk(browser, service, size=size, language=language) as window:
            window.log_in("officer")
            window.open(f"/hazards?ended=1&hazard={id_}")
            expect(window.it("hazard")).to_be_visible()
            still(window)
            assert window.is_as_wide_as_its_window()
            if size != PHONE:
                print_picture(window, f"hazards-{language[:2]}", tmp_path)


def late(service: Service, id_: str, *, level: int) -> None:
    """As it is found three days past its deadline."""
    with service.engine.begin() as connection:
        connection.execute(
            text("UPDATE hazard SET due_on = current_date - 3, level = :level, version = version + 1 WHERE id = :id"),
            {"level": level, "id": int(id_)},
        )


def still(window: Desk) -> None:
    """Until its answers and letters are there and nothing moves."""
    expect(window.page.locator("[aria-busy=true]")).to_have_count(0)
    window.page.evaluate("() => document.fonts.ready")
    window.page.wait_for_function("() => document.getAnimations().every((one) => one.playState !== 'running')")
