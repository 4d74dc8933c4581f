"""A season's renewals on the pages: 120 files go from receipt to signs in batches, five corrected and three refused among them."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk, desk
from tests.browser.renewals import OPERATOR, RoundPage, drafts, signs_in_force, timed, today_of
from tests.browser.service import Service

pytestmark = pytest.mark.browser
COUNT, REFUSED, CORRECTED, PER_DAY = 120, 3, 5, 30
SIGNED = COUNT - REFUSED


@pytest.fixture
def offices(browser: Browser, service: Service) -> Iterator[dict[str, RoundPage]]:
    """The windows of the four offices that work on a round."""
    with ExitStack() as windows:
        pages = {}
        for role in ("clerk", "police", "transport", "government"):
            window = windows.enter_context(desk(browser, service))
            window.log_in(role)
            pages[role] = RoundPage(window)
        yield pages


def make_round(window: Desk, target: str) -> str:
    """A round of that day with every renewal of the operator in it; its id."""
    window.open("/rounds")
    window.it("new-round").click()
    window.it("round-name").fill("2026 秋季换证")
    window.it("round-target").fill(target)
    window.it("round-submit").click()
    expect(window.it("round")).to_be_visible()
    window.it("round-put-in").click()
    window.it("put-applicant").get_by_role("combobox").fill(OPERATOR)
    window.page.locator(".ant-select-item-option:visible", has_text=OPERATOR).click()
    put = window.it("round-put")
    expect(window.it("round-put-all")).to_have_text(f"全选 {COUNT} 份")
    window.it("round-put-all").click()
    expect(window.it("round-put-submit")).to_have_text(f"加入所选 {COUNT} 份")
    window.it("round-put-submit").click()
    expect(put).to_have_count(0)
    return str(window.it("round").get_attribute("data-round-id"))


def correct(clerk: RoundPage, plates: list[str]) -> None:
    """Tell some what is missing, accept the others, take what was handed in, and accept these too."""
    clerk.choose(plates)
    clerk.ask("application", "correct")
    clerk.window.it("many-own").locator("summary").click()
    for plate in plates:
        clerk.own(plate).get_by_test_id("own-missing").fill(f"{plate} 的承运人责任保险单")
    clerk.take(len(plates))
    clerk.stands(correction=len(plates), submitted=COUNT - len(plates))
    clerk.choose([])
    clerk.window.it("round-choose-all").click()
    clerk.ask("application", "accept")
    clerk.take(COUNT - len(plates), refused=len(plates))
    clerk.choose(plates)
    clerk.ask("application", "resubmit")
    clerk.take(len(plates))
    clerk.ask("application", "accept")
    clerk.take(len(plates))
    clerk.choose([])
    clerk.stands(accepted=COUNT)


def call(clerk: RoundPage, police: RoundPage, first: str) -> None:
    """What was agreed with police is put down, and police call every vehicle: so many a day, on the list of the page."""
    clerk.window.it("round-agree").click()
    clerk.window.it("agree-place").fill("连云检测站")
    clerk.window.it("agree-capacity").fill(str(PER_DAY))
    clerk.window.it("agree-from").fill(first)
    clerk.window.it("agree-submit").click()
    expect(clerk.window.it("round-agreed")).to_contain_text(f"连云检测站，自 {first} 起，每日 {PER_DAY} 辆")
    police.ask("police", "call")
    police.take(COUNT)
    days = police.window.it("round-inspections").locator("[data-day]")
    expect(days).to_have_count(COUNT // PER_DAY)
    for day in days.all():
        expect(day).to_contain_text(f"{PER_DAY} / {PER_DAY} 辆")
        expect(day.locator("[data-appointment]")).to_have_count(PER_DAY)


def reply(page: RoundPage, office: str) -> None:
    """An office agrees to all of them."""
    page.ask(office, "reply")
    page.window.it("many-opinion").get_by_text("同意", exact=True).click()
    page.take(COUNT)


def recommend(clerk: RoundPage, refused: list[str]) -> None:
    """The desk's opinion of all, but another of some."""
    clerk.ask("application", "recommend")
    clerk.window.it("many-opinion").get_by_text("同意", exact=True).click()
    clerk.window.it("many-note").fill("符合条件")
    clerk.window.it("many-own").locator("summary").click()
    for plate in refused:
        clerk.own(plate).get_by_test_id("own-opinion").get_by_text("不同意", exact=True).click()
        clerk.own(plate).get_by_test_id("own-note").fill("线路经过未设防护的临崖路段")
    clerk.take(COUNT)


def decide(government: RoundPage, refused: list[str]) -> None:
    """The government refuses some and grants the others."""
    government.choose(refused)
    government.ask("application", "refuse")
    government.window.it("many-document_number").fill("连政不许〔2026〕3号")
    government.window.it("many-note").fill("线路不符合条件")
    government.take(REFUSED)
    government.choose([])
    government.ask("application", "grant")
    government.window.it("many-document_number").fill("连政许〔2026〕12号")
    government.take(SIGNED)
    government.stands(granted=SIGNED, over=REFUSED)


def sign(police: RoundPage, granted: list[str]) -> None:
    """The police's list of numbers, pasted as it comes from a table."""
    police.ask("sign", "issue")
    table = "\n".join(f"{plate}\t苏G校{n}" for n, plate in enumerate(granted, start=5001))
    police.window.it("many-paste").fill(f"号牌\t标牌号\n{table}")
    police.window.it("many-paste-do").click()
    expect(police.window.it("many-pasted")).to_contain_text(str(SIGNED))
    expect(police.window.it("many-lack")).to_have_count(0)
    police.take(SIGNED)


def receive(clerk: RoundPage, corrected: list[str]) -> str:
    """From drafts to files that were accepted, five of them after their correction; the round's id."""
    with timed("the round is made and the files put in"):
        id_ = make_round(clerk.window, (today_of(clerk.window.service) + timedelta(days=60)).isoformat())
        clerk.stands(draft=COUNT)
    with timed("received"):
        clerk.ask("application", "submit")
        clerk.take(COUNT)
        clerk.stands(submitted=COUNT)
    with timed("five corrected, all accepted"):
        correct(clerk, corrected)
    return id_


def consult(clerk: RoundPage, police: RoundPage, transport: RoundPage) -> None:
    """Asked, called, presented, answered: from acceptance to the review."""
    with timed("consulted"):
        clerk.ask("application", "consult")
        clerk.take(COUNT)
    with timed("agreed with police, called for inspection"):
        police.again()
        call(clerk, police, (today_of(clerk.window.service) + timedelta(days=1)).isoformat())
    with timed("presented"):
        police.ask("police", "present")
        police.take(COUNT)
    for page, office in ((police, "police"), (transport, "transport")):
        with timed(f"{office} agree"):
            page.again()
            reply(page, office)
    transport.stands(reviewing=COUNT)


def finish(clerk: RoundPage, government: RoundPage, refused: list[str]) -> None:
    """From the review to permits in force, but for those that are refused."""
    with timed("recommended"):
        clerk.again()
        recommend(clerk, refused)
        clerk.stands(government=COUNT)
    with timed("decided"):
        government.again()
        decide(government, refused)
    with timed("issued"):
        clerk.again()
        clerk.ask("application", "issue")
        clerk.window.it("many-valid_to").fill((today_of(clerk.window.service) + timedelta(days=300)).isoformat())
        clerk.take(SIGNED)
        clerk.stands(sign=SIGNED, over=REFUSED)


def test_a_hundred_and_twenty_renewals_go_through_the_offices_pages_to_signs_with_three_refusals_and_five_corrections(
    service: Service, offices: dict[str, RoundPage]
) -> None:
    """Each office on its own page; the round says at the end how many bear a sign, and so does the API."""
    clerk, police, transport, government = offices.values()
    with timed("setting up: 120 buses under permits, 120 drafts"):
        plates = drafts(service, COUNT)
    refused, granted = plates[-REFUSED:], plates[:-REFUSED]
    id_ = receive(clerk, plates[:CORRECTED])
    for page in (police, transport, government):
        page.open(id_)
    consult(clerk, police, transport)
    finish(clerk, government, refused)
    with timed("signs issued"):
        police.again()
        sign(police, granted)
    clerk.again()
    clerk.stands(done=SIGNED, over=REFUSED)
    told = clerk.api()
    assert (told["files"], told["finished"], told["late"]) == (COUNT, COUNT, 0)
    assert {one["stage"]: one["files"] for one in told["stages"] if one["files"]} == {"done": SIGNED, "over": REFUSED}
    assert {one["vehicle"]["name"] for one in told["items"] if one["stage"] == "over"} == set(refused)
    ends = {one["sign_valid_to"] for one in told["items"] if one["stage"] == "done"}
    assert ends == {(today_of(service) + timedelta(days=150)).isoformat()}, "the earlier of inspection and permit"
    assert signs_in_force(service) == SIGNED
