"""A report followed by number and code: what the reporter is told, what never, and that numbers cannot be guessed."""

from tests.api import Api, code_of
from tests.findings.reports.people import office, reporter

TOLD = {
    "number", "kind", "received_at", "state", "due_at", "provisional", "decided_at", "overdue", "transferred_to",
    "receipt_number", "receipt_on", "refusal", "answer", "photos", "photos_left", "has_contact", "joined", "milestones",
}  # fmt: skip


async def test_the_reporter_sees_state_receipt_and_answer_and_never_who_or_what_was_noted(api: Api) -> None:
    async with reporter(api) as passer_by, office(api, name="wang-jianguo") as officer:
        key = await passer_by.report(name="李", phone="13800000000")
        await officer.take(key, "note", note="线人可疑")
        await officer.take(key, "accept")
        await officer.take(key, "investigate", note="已约谈某某公司")
        await officer.take(key, "answer", said="已责令该车整改。", note="另案处理")
        answer = await passer_by.ask(key)
    told = answer.json()
    assert set(told) == TOLD
    assert (told["state"], told["answer"]) == ("answered", "已责令该车整改。")
    assert [one["state"] for one in told["milestones"]] == ["received", "accepted", "investigated", "answered"]
    for inside in ("线人可疑", "约谈", "另案", "wang", "李", "138"):
        assert inside not in answer.text


async def test_a_transferred_report_says_to_whom_with_their_receipt(api: Api) -> None:
    async with reporter(api) as passer_by, office(api) as officer:
        key = await passer_by.report(kind="dangerous_road")
        today = (await officer.find(key))["received_at"]
        day = (await api.served.fetch("SELECT (:at ::timestamptz AT TIME ZONE 'Asia/Shanghai')::date", at=today))[0][0]
        await officer.take(
            key, "transfer", office="连云区交通运输局", receipt_number="交举 2026-118", receipt_on=str(day)
        )
        told = await passer_by.status(key)
    assert (told["state"], told["transferred_to"]) == ("transferred", "连云区交通运输局")
    assert (told["receipt_number"], told["receipt_on"], told["decided_at"] is None) == (
        "交举 2026-118",
        str(day),
        False,
    )


async def test_the_code_may_be_typed_small_without_its_dash_and_with_letters_for_figures(api: Api) -> None:
    async with reporter(api) as passer_by:
        key = await passer_by.report()
        typed = key["code"].replace("-", " ").lower().replace("0", "o").replace("1", "l")
        assert (await passer_by.status({"number": key["number"], "code": typed}))["number"] == key["number"]


async def test_a_wrong_code_and_a_number_that_is_none_are_answered_alike_and_after_five_the_door_is_shut(
    api: Api,
) -> None:
    """Who has the right code is not counted; who guesses is, at every door that takes a code, and is told until when."""
    async with reporter(api) as passer_by, reporter(api, "198.51.100.9") as guesser:
        key = await passer_by.report()
        for _ in range(8):
            await passer_by.status(key)
        wrong = await guesser.ask({"number": key["number"], "code": "00000-00000"})
        none = await guesser.ask({"number": "2611-99999", "code": "00000-00000"})
        assert (wrong.status_code, wrong.json()) == (404, none.json())
        photo = await guesser.add_photo({"number": key["number"], "code": "11111-11111"}, b"")
        assert photo.status_code == 404
        for _ in range(2):
            await guesser.ask({"number": key["number"], "code": "22222-22222"})
        shut = await guesser.ask(key)
        assert (shut.status_code, code_of(shut)) == (429, "too_many_guesses")
        assert int(shut.headers["retry-after"]) > 3500
        assert (await passer_by.ask(key)).status_code == 200


async def test_a_48_guesses_three_times_as_much_as_one_address_and_is_then_shut_out_as_a_whole(api: Api) -> None:
    """Whoever has a /48 of IPv6 has 256 networks of the size that a household gets."""
    nothing = {"number": "2611-00001", "code": "00000-00000"}
    for network in range(3):
        async with reporter(api, f"2001:db8:0:{network}00::1") as guesser:
            assert [(await guesser.ask(nothing)).status_code for _ in range(6)] == [404] * 5 + [429]
    async with reporter(api, "2001:db8:0:300::1") as same, reporter(api, "2001:db8:1::1") as other:
        assert [(await one.ask(nothing)).status_code for one in (same, other)] == [429, 404]


async def test_however_many_guess_the_count_of_guesses_stays_bounded(api: Api) -> None:
    await api.served.execute(
        "INSERT INTO report_attempt (at, what, address_hash, wide_hash)"
        " SELECT now() - make_interval(secs => n / 100.0), 'guess', int8send(n), int8send(n) FROM generate_series(1, 6000) n"
    )
    async with reporter(api) as guesser:
        assert (await guesser.ask({"number": "2611-00001", "code": "00000-00000"})).status_code == 404
    assert await api.served.fetch("SELECT count(*) FROM report_attempt") == [(5000,)]


async def test_a_reporter_deletes_the_contact_and_the_report_goes_on(api: Api) -> None:
    async with reporter(api) as passer_by, office(api) as officer:
        key = await passer_by.report(phone="13800000000")
        assert (await passer_by.status(key))["has_contact"] is True
        for _ in range(2):  # asked for once more, nothing more is done
            gone = await passer_by.client.post("/api/v1/public/report-contact-removal", json=key)
            assert gone.json() == {"has_contact": False}
        assert await api.served.fetch("SELECT count(*) FROM report_contact") == [(0,)]
        seen = await officer.find(key)
    assert (seen["has_contact"], seen["state"]) == (False, "received")
    assert [event["step"] for event in seen["events"]] == ["received", "contact_deleted"]


async def test_the_place_map_of_the_public_page_needs_no_login_and_only_that_page_may_ask_where_one_is(
    api: Api,
) -> None:
    async with api.served.client() as client:
        assert (await client.get("/api/v1/map/base")).json()["type"] == "FeatureCollection"
        policies = {
            path: (await client.get(path)).headers["permissions-policy"]
            for path in ("/report", "/report/x", "/reports", "/")
        }
    assert {path for path, policy in policies.items() if "geolocation=(self)" in policy} == {"/report", "/report/x"}
    assert all("camera=()" in policy for policy in policies.values())
