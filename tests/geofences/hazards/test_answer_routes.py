"""An office without an account answers over a one-time link: what it sees, what it sends, and when the link no longer opens."""

import io
from contextlib import ExitStack
from hashlib import sha256
from typing import Any

import httpx
import pypdfium2
from PIL import Image
from PIL.ExifTags import GPSTAGS, IFD, Base

from core import clock
from core.files import path_of
from core.photos.drawing import develop
from core.photos.room import MOST_INSIDE, Darkroom
from core.requests import told_path
from core.settings import Settings
from geofences.hazards.answer.links import TOKEN_CHARS
from tests.api import Api, code_of, refused_fields
from tests.geofences.hazards.office import PHOTO, Person, assigned, person, picture, today

OFFICE = {"office": "海州公路站", "office_contact": "李工", "office_phone": "0518-85000000"}
LATITUDE = next(tag for tag, name in GPSTAGS.items() if name == "GPSLatitude")
NOBODY = "x" * 32


class Link:
    """What a person does who has opened the link on a telephone, without a login."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client, self.token = client, token
        self._headers = {"X-Answer-Token": token}

    async def look(self) -> httpx.Response:
        """Open the page."""
        return await self._client.get("/api/v1/answer", headers=self._headers)

    async def photo(self, data: bytes | None = None, name: str = "现场.jpg") -> httpx.Response:
        """Send a photograph."""
        headers = {**self._headers, "content-type": "image/jpeg"}
        return await self._client.post(
            "/api/v1/answer/photos", params={"name": name}, content=picture() if data is None else data, headers=headers
        )

    async def answer(self, **given: str) -> httpx.Response:
        """Send the answer."""
        body = {"name": "李工", "note": "已设护栏 40 米", **given}
        return await self._client.post("/api/v1/answer", json=body, headers=self._headers)

    async def shown(self, photo_id: str) -> httpx.Response:
        """Look at a photograph."""
        return await self._client.get(f"/api/v1/answer/photos/{photo_id}", headers=self._headers)


async def link_of(api: Api, officer: Person, hazard_id: str, *, address: str = "198.51.100.7") -> Link:
    """A new link, opened from an address."""
    issued = await officer.post(f"/{hazard_id}/links", {})
    assert issued.status_code == 201, issued.text
    return Link(api.served.client(address=address), issued.json()["path"].rpartition("/")[2])


async def test_an_office_without_an_account_answers_and_the_link_ends_when_it_is_accepted(api: Api) -> None:
    """It sees what was found and by when, sends a photo and words, is sent back once, answers again, and then it is over."""
    async with person(api, "officer", "wang") as wang, person(api, "officer", "li") as li:
        id_ = await assigned(api, wang, **OFFICE)
        await wang.attach(id_, "found")
        link = await link_of(api, wang, id_)
        asked: dict[str, Any] = (await link.look()).json()
        assert (asked["title"], asked["due_on"], asked["may_answer"]) == ("安全带缺失", today(5), True)
        assert [one["purpose"] for one in asked["photos"]] == ["found"]
        assert (await link.shown(asked["photos"][0]["id"])).content == PHOTO
        assert refused_fields(await link.answer()) == {"evidence"}
        assert (await link.photo()).status_code == 201
        sent = (await link.answer()).json()
        assert (sent["state"], sent["may_answer"]) == ("submitted", False)
        assert code_of(await link.answer()) == "nothing_to_answer"
        assert code_of(await wang.step(id_, "verify", note="看过")) == "verified_by_doer", "he gave out the link"
        await li.take(id_, "send_back", note="护栏短了 10 米")
        asked = (await link.look()).json()
        assert (asked["sent_back"], asked["may_answer"], [one["purpose"] for one in asked["photos"]]) == (
            "护栏短了 10 米", True, ["found"],
        )  # fmt: skip
        await link.photo()
        await link.answer(note="已补足 50 米")
        verified = await li.take(id_, "verify", note="现场量过")
        assert code_of(await link.look()) == "link_ended"
        said = [one for one in verified["events"] if one["step"] == "submit"]
        assert [(one["by"], one["said_by"], one["note"]) for one in said] == [
            (None, "李工", "已设护栏 40 米"), (None, "李工", "已补足 50 米"),
        ]  # fmt: skip
        assert [one["alive"] for one in verified["links"]] == [False]


async def test_of_a_link_only_a_hash_is_kept_and_its_token_is_never_told_again(api: Api) -> None:
    async with person(api, "officer") as officer:
        id_ = await assigned(api, officer, **OFFICE)
        link = await link_of(api, officer, id_)
        for statement in (
            "SELECT string_agg(t::text, '') FROM hazard_link t",
            "SELECT string_agg(t::text, '') FROM hazard_event t",
            "SELECT string_agg(t::text, '') FROM audit_entry t",
        ):
            assert link.token not in str(await api.served.fetch(statement))
        assert link.token not in (await officer.get(f"/{id_}")).text
    assert told_path(f"/answer/{link.token}") == "/answer/…", "and the log has none of it"


async def test_a_link_no_longer_opens_once_it_is_withdrawn_expired_or_the_hazard_is_another_offices(api: Api) -> None:
    async with person(api, "officer") as officer:
        id_ = await assigned(api, officer, **OFFICE)
        withdrawn, late, former = [await link_of(api, officer, id_) for _ in range(3)]
        links = (await officer.answer(f"/{id_}"))["links"]
        gone = await officer.client.delete(f"/api/v1/hazards/{id_}/links/{links[0]['id']}")
        assert gone.status_code == 204
        assert code_of(await withdrawn.look()) == "link_ended"
        await api.served.execute(
            "UPDATE hazard_link SET expires_at = :now WHERE id = :id", id=int(links[1]["id"]), now=clock.now()
        )
        assert code_of(await late.look()) == "link_expired"
        assert code_of(await late.photo()) == "link_expired"
        await officer.take(
            id_, "assign", owner_id=str(api.world.school_id), due_on=today(3), responsible="校长", measure="护送",
            funds="无", plan="绕行",
        )  # fmt: skip
        assert code_of(await former.answer()) == "link_ended"


async def test_guessing_links_is_counted_by_address_like_guessing_passwords(api: Api) -> None:
    """Past the limit even a good link waits at that address; from another it opens; good ones are not counted."""
    async with person(api, "officer") as officer:
        id_ = await assigned(api, officer, **OFFICE)
        good = await link_of(api, officer, id_)
        elsewhere = Link(api.served.client(address="203.0.113.9"), good.token)
        guess = Link(api.served.client(address="198.51.100.7"), NOBODY)
        most = api.served.settings.login_attempts_per_address
        for _ in range(most - 1):
            assert (await guess.look()).status_code == 404
        assert (await good.look()).status_code == 200
        assert (await guess.look()).status_code == 404
        shut = await good.look()
        assert (shut.status_code, code_of(shut)) == (429, "too_many_attempts")
        assert int(shut.headers["retry-after"]) > 0
        assert (await elsewhere.look()).status_code == 200


async def test_only_photographs_are_taken_over_a_link_and_only_so_many(api: Api) -> None:
    async with person(api, "officer") as officer:
        id_ = await assigned(api, officer, **OFFICE)
        link = await link_of(api, officer, id_)
        assert code_of(await link.photo(b"%PDF-1.7")) == "not_a_known_file"
        for number in range(12):
            answer = await link.photo(picture(number))
            assert (answer.status_code, answer.json()["photos_left"]) == (201, 11 - number)
        assert code_of(await link.photo()) == "too_many_files"


async def test_a_photograph_sent_over_a_link_comes_back_without_its_place_or_description(api: Api) -> None:
    """Drawn anew as a JPEG, and called so; the office and the bureau get the same pixels and nothing beside them."""
    exif = Image.Exif()
    exif[Base.ImageDescription] = "SECRETWORDS"
    exif.get_ifd(IFD.GPSInfo)[LATITUDE] = (34.0, 43.0, 12.0)
    sent = picture(exif=exif, comment=b"SECRETCOMMENT")
    assert b"SECRETWORDS" in sent
    async with person(api, "officer") as officer:
        id_ = await assigned(api, officer, **OFFICE)
        link = await link_of(api, officer, id_)
        (photo,) = (await link.photo(sent, "现场.png")).json()["photos"]
        assert (photo["name"], photo["media_type"]) == ("现场.jpg", "image/jpeg")
        kept = (await link.shown(photo["id"])).content
        bureau = await officer.client.get(f"/api/v1/hazards/attachments/{photo['id']}")
    assert bureau.content == kept
    assert b"SECRET" not in kept
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((64, 48), {})
        assert {"comment", "exif"} & set(shown.info) == set()


async def test_what_only_begins_like_a_photograph_is_refused_over_a_link(api: Api) -> None:
    """A signature and filler, and a photograph that was cut off."""
    async with person(api, "officer") as officer:
        id_ = await assigned(api, officer, **OFFICE)
        link = await link_of(api, officer, id_)
        for data in (b"\x89PNG\r\n\x1a\n" + b"filler" * 100, PHOTO, picture()[:400]):
            refused = await link.photo(data)
            assert (refused.status_code, code_of(refused)) == (415, "not_a_photo")
        assert (await link.look()).json()["photos"] == []


async def test_no_photograph_is_taken_over_a_link_while_as_many_as_may_be_are_in_memory(api: Api) -> None:
    """Its sender is told when to come again."""
    room: Darkroom = api.served.app.state.darkroom
    async with person(api, "officer") as officer:
        id_ = await assigned(api, officer, **OFFICE)
        link = await link_of(api, officer, id_)
        with ExitStack() as others:
            for _ in range(MOST_INSIDE):
                others.enter_context(room.place())
            full = await link.photo()
        assert (full.status_code, code_of(full), full.headers["retry-after"]) == (429, "darkroom_full", "10")
        assert (await link.photo()).status_code == 201
    assert room.inside == 0


async def test_what_is_refused_over_a_link_never_lies_on_the_disk(api: Api) -> None:
    """Too many photographs, or none asked for any more: a holder of a link cannot fill the disk with what is refused."""
    settings: Settings = api.served.app.state.settings
    too_many, too_late = picture(12), picture(13)
    async with person(api, "officer") as officer:
        id_ = await assigned(api, officer, **OFFICE)
        link = await link_of(api, officer, id_)
        for number in range(12):
            assert (await link.photo(picture(number))).status_code == 201
        assert code_of(await link.photo(too_many)) == "too_many_files"
        assert (await link.answer()).status_code == 200
        assert code_of(await link.photo(too_late)) == "nothing_to_answer"
    assert [path_of(settings, sha256(develop(data).data).hexdigest()).exists() for data in (too_many, too_late)] == [
        False,
        False,
    ]
    assert path_of(settings, sha256(develop(picture(11)).data).hexdigest()).exists()


async def test_who_acts_on_what_an_office_has_changed_over_its_link_is_told_so(api: Api) -> None:
    """Not that the program did it."""
    async with person(api, "officer") as officer:
        id_ = await assigned(api, officer, **OFFICE)
        link = await link_of(api, officer, id_)
        seen = (await officer.answer(f"/{id_}"))["version"]
        assert (await link.photo()).status_code == 201
        late = await officer.step(id_, "note", version=seen, note="已催办")
        assert code_of(late) == "changed_meanwhile"
        assert "对方凭链接已于" in late.json()["detail"]
        assert "“附件”" in late.json()["detail"]


async def test_of_another_hazard_a_link_shows_no_photograph(api: Api) -> None:
    async with person(api, "officer") as officer:
        first, second = [await assigned(api, officer, **OFFICE) for _ in range(2)]
        [file] = (await officer.attach(second, "found")).json()["files"]
        link = await link_of(api, officer, first)
        assert (await link.shown(file["id"])).status_code == 404


async def test_the_hand_over_letter_says_what_is_to_be_done_and_holds_a_link_that_opens(api: Api) -> None:
    async with person(api, "officer") as officer:
        id_ = await assigned(api, officer, **OFFICE)
        made = await officer.client.post(
            f"/api/v1/hazards/{id_}/letter", json={}, headers={"origin": "http://127.0.0.1:8000"}
        )
        assert (made.status_code, made.headers["content-type"]) == (200, "application/pdf")
        paper = pypdfium2.PdfDocument(made.content)
        text = "".join(page.get_textpage().get_text_range() for page in paper)
        said = text.replace("\r\n", "").replace("\n", "")
        for word in (
            "校车安全隐患整改交办单",
            "海州公路站（李工）",
            "安全带缺失",
            "重大隐患",
            "补装安全带 3 条",
            today(5),
        ):
            assert word in said, text
        token = said.partition("http://127.0.0.1:8000/answer/")[2][:TOKEN_CHARS]
        assert (await Link(api.served.client(), token).look()).json()["number"] == id_
        assert len(paper) == 1


async def test_what_is_not_assigned_has_no_link_and_a_school_gives_out_none(api: Api) -> None:
    async with person(api, "officer") as officer, person(api, "school") as school:
        id_ = (await officer.open(subject_kind="school", subject_id=str(api.world.school_id), grade="general"))["id"]
        assert code_of(await officer.post(f"/{id_}/links", {})) == "nothing_to_answer"
        assert code_of(await school.post(f"/{id_}/links", {})) == "not_allowed"
