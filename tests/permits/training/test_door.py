"""The doors without a login: sign in over the QR, and check a certificate."""

from datetime import timedelta

from core import clock
from permits.training.public import token
from tests.api import PREFIX, code_of, refused_fields
from tests.permits.training.room import Room

DOOR = f"{PREFIX}/public/training-door"


async def test_who_scans_the_qr_signs_in_with_the_last_four_digits_of_the_own_number(room: Room) -> None:
    """Names are masked on the stranger's telephone, and whoever has signed in is no longer on its list."""
    await room.under_way()
    async with room.api.served.client() as phone:
        shown = (await room.door(phone)).json()
        assert {one["name"] for one in shown["people"]} == {"王*红", "李**"}
        wish = {"ticket": shown["ticket"], "person_id": room.people["wang"], "code": "5678"}
        answer = await phone.post(DOOR, json=wish)
        assert (answer.status_code, answer.json()["name"]) == (200, "王**")
        assert (await phone.post(DOOR, json=wish)).status_code == 200
        assert [one["name"] for one in (await room.door(phone)).json()["people"]] == ["李**"]
    await room.sees()
    assert (room.seat("wang")["signed_by"], room.session["present"]) == ("qr", 1)


async def test_who_has_no_number_on_record_signs_in_with_the_code_from_the_organiser(room: Room) -> None:
    await room.under_way("clerk", "zhao")
    async with room.api.served.client() as phone:
        ticket = (await room.door(phone)).json()["ticket"]
        wish = {"ticket": ticket, "person_id": room.people["zhao"], "code": room.seat("zhao")["code"]}
        assert (await phone.post(DOOR, json=wish)).status_code == 200


async def test_after_five_codes_that_do_not_fit_a_person_waits_and_the_right_one_does_not_help(room: Room) -> None:
    await room.under_way()
    async with room.api.served.client() as phone:
        ticket = (await room.door(phone)).json()["ticket"]
        wish = {"ticket": ticket, "person_id": room.people["wang"], "code": "0000"}
        for _ in range(5):
            assert refused_fields(await phone.post(DOOR, json=wish)) == {"code"}
        refused = await phone.post(DOOR, json=wish | {"code": "5678"})
        assert (code_of(refused), "retry-after" in refused.headers) == ("too_many_attempts", True)
        other = {"ticket": ticket, "person_id": room.people["li"], "code": "1234"}
        assert (await phone.post(DOOR, json=other)).status_code == 200


async def test_a_token_is_good_while_it_is_shown_and_just_after_and_a_forged_one_never(room: Room) -> None:
    await room.under_way()
    settings, now, id_ = room.api.served.settings, clock.now(), int(room.session["id"])
    async with room.api.served.client() as phone:
        for age_s, status in ((0, 200), (token.STEP_S, 200), (2 * token.STEP_S, 409), (-2 * token.STEP_S, 409)):
            given, _left = token.token(settings, id_, now - timedelta(seconds=age_s))
            answer = await phone.get(DOOR, params={"token": given})
            assert answer.status_code == status, (age_s, answer.text)
        given, _left = token.token(settings, id_, now)
        forged = given[:-1] + ("0" if given[-1] != "0" else "1")
        assert code_of(await phone.get(DOOR, params={"token": forged})) == "sign_in_expired"
        old = token.ticket(settings, id_, now - token.TICKET_FOR - timedelta(seconds=5))
        wish = {"ticket": old, "person_id": room.people["wang"], "code": "5678"}
        assert code_of(await phone.post(DOOR, json=wish)) == "sign_in_expired"


async def test_nobody_signs_in_to_a_session_that_is_not_under_way(room: Room) -> None:
    await room.closed()
    given, _left = token.token(room.api.served.settings, int(room.session["id"]), clock.now())
    async with room.api.served.client() as phone:
        assert code_of(await phone.get(DOOR, params={"token": given})) == "no_sign_in"


async def test_the_qr_is_shown_to_who_organises_the_session_and_to_nobody_else(room: Room) -> None:
    await room.under_way()
    for role, shown in (("clerk", True), ("operator", False), ("auditor", False)):
        answer = await room.clients[role].get(f"{room.path}/door")
        assert (answer.status_code, answer.json()["path"] is not None) == (200, shown)


async def test_anybody_with_its_number_learns_whether_a_certificate_is_valid_and_not_whose_it_is(room: Room) -> None:
    """The number's last letters cannot be guessed: the next one of the series is not found."""
    await room.closed()
    number = room.seat("wang")["certificate_number"]
    path = f"{PREFIX}/public/training-certificate"
    async with room.api.served.client() as stranger:
        answer = (await stranger.get(path, params={"number": number.lower()})).json()
        assert (answer["state"], answer["name"], answer["course"]) == ("valid", "王**", "随车照管人员岗前培训")
        assert "晓红" not in str(answer)
        guessed = await stranger.get(path, params={"number": number[:-1] + ("2" if number[-1] != "2" else "3")})
        assert code_of(guessed) == "missing"
