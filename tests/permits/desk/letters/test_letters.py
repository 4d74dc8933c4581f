"""Letters of the desk over HTTP: what each says, its number given once, its text kept, and who gets none."""

import asyncio
from datetime import date
from pathlib import Path

from permits.desk.letters.words import EDITED, LETTERS
from tests.api import Api, code_of, refused_fields
from tests.permits.desk.letters.office import PREFIX, office, words_in

TEMPLATES = "/api/v1/letter-templates"


async def test_every_letter_on_the_way_to_the_government_is_made_and_leaves_nothing_open(api: Api) -> None:
    """Titles, numbers, names and last days are in the papers; no field stands as a brace or a blank."""
    async with office(api) as desk:
        made = await desk.until_government()
        for name, event in made.items():
            words = await desk.words(event)
            for word in (LETTERS[name].title, "〔", "号", "苏G00001", "公司own"):
                assert word in words, (name, word)
            assert "{" not in words, name
            if name != "transport_reply":  # that office gave no reasons
                assert "＿" not in words, name
        consultation = await desk.words(made["consultation"])
        for word in (
            "连云交警大队、连云区交通运输局：",
            "驾驶人：王小明。",
            "核载人数：36人",
            "线路own",
            "0518-82310000",
            "不视为同意",
        ):
            assert word in consultation, word
        assert "请于2036年11月30日9时30分将车辆" in await desk.words(made["inspection_call"])
        assert "李国强、陈静" in await desk.words(made["site_record"])
        recommendation = await desk.words(made["recommendation"])
        assert "公安机关交通管理部门意见：同意。查验合格" in recommendation
        assert "审查意见：同意准予许可" in recommendation


async def test_a_refusal_gives_the_reasons_the_body_the_time_and_the_court(api: Api) -> None:
    async with office(api) as desk:
        await desk.until_government()
        today = await desk.today()
        event = await desk.take(
            "government",
            "refuse",
            document_number="连政校〔2026〕7号",
            dated_on=today,
            note="行驶线路经过临水路段，无防护设施",
        )
        words = await desk.words(event)
    for word in (
        "不予校车使用许可决定书",
        "连政校〔2026〕7号",
        "理由：行驶线路经过临水路段，无防护设施",
        "六十日内",
        "向连云港市人民政府申请行政复议",
        "六个月内",
        "向连云港市中级人民法院提起行政诉讼",
        "连云区人民政府",
    ):
        assert word in words, word


async def test_what_is_missing_is_listed_item_by_item_and_a_non_acceptance_names_the_remedy(api: Api) -> None:
    async with office(api) as desk:
        await desk.begin()
        await desk.take("clerk", "submit")
        told = await desk.words(await desk.take("clerk", "correct", missing=["承运人责任保险保单", "安全管理制度"]))
        assert "一次告知需要补正的全部内容：1.承运人责任保险保单2.安全管理制度" in told
        words = await desk.words(await desk.take("clerk", "not_accept", note="逾期未补正"))
        for word in (
            "理由：逾期未补正",
            "六十日内",
            "向连云区人民政府申请行政复议",
            "六个月内",
            "人民法院提起行政诉讼",
        ):
            assert word in words, word


async def test_two_who_ask_for_a_letter_first_at_one_moment_get_one_number(api: Api) -> None:
    """Each letter of a kind has the next number; none is given twice or left out."""
    async with office(api) as desk:
        numbers = []
        for _ in range(3):
            await desk.begin()
            event = await desk.take("clerk", "submit")
            both = await asyncio.gather(*(desk.letter(event, role) for role in ("clerk", "police", "admin")))
            both.append(await desk.letter(event, "operator"))
            assert {one.status_code for one in both} == {200}
            assert len({words_in(one.content) for one in both}) == 1
            numbers += await api.served.fetch("SELECT number FROM letter WHERE event_id = :id", id=int(event))
            await desk.take("clerk", "withdraw", note="重新申请")
        year = date.fromisoformat(await desk.today()).year
    assert numbers == [(f"连云校许收〔{year}〕{n}号",) for n in (1, 2, 3)]
    made = await api.served.fetch("SELECT count(*) FROM audit_entry WHERE action = 'letter.make'")
    assert made == [(3,)]


async def test_an_applicant_reads_a_letter_once_the_office_has_made_it(api: Api) -> None:
    """Whoever reads it first gives it its number and keeps its text: that is the office's, but for the receipt, which is the
    applicant's at once. Nobody is offered a letter that he cannot read yet.
    """
    async with office(api) as desk:
        await desk.begin()
        receipt = await desk.take("clerk", "submit")
        assert (await desk.letter(receipt, "operator")).status_code == 200
        event = await desk.take("clerk", "accept")
        early = await desk.letter(event, "operator")
        assert (early.status_code, code_of(early)) == (409, "letter_not_made")
        assert await api.served.fetch("SELECT name FROM letter") == [("receipt",)]
        assert await desk.offered("operator") == ["receipt", None]
        assert (await desk.letter(event, "clerk")).status_code == 200
        assert (await desk.letter(event, "operator")).status_code == 200
        assert await desk.offered("operator") == ["receipt", "acceptance"]


async def test_a_letter_that_was_made_says_the_same_after_its_template_and_its_file_have_changed(api: Api) -> None:
    async with office(api) as desk:
        await desk.begin()
        first = await desk.take("clerk", "submit")
        before = await desk.words(first)
        body = {"text": "{applicant}：\n新的收件凭证，{{附}}编号{number}。", "version": 0}
        answer = await desk.clients["clerk"].put(f"{TEMPLATES}/receipt", json=body)
        assert (answer.status_code, answer.json()["version"]) == (200, 1), answer.text
        await api.served.execute("UPDATE organisation SET name = '改名公司' WHERE name = '公司 own'")
        assert await desk.words(first) == before
        await desk.take("clerk", "correct", missing=["保单"])
        again = await desk.words(await desk.take("clerk", "resubmit"))
        assert "改名公司：新的收件凭证，{附}编号XC" in again


async def test_a_template_with_unknown_fields_is_refused_and_they_are_named(api: Api) -> None:
    """Also what reaches into a value, and a brace that is not closed; what the editor had not seen is not overwritten."""
    async with office(api) as desk:
        editor = desk.clients["admin"]
        for text, named in (
            ("{applicant}：{salary}和{missing}", ("{salary}", "{missing}")),
            ("{applicant.__class__}", ("{applicant.__class__}",)),
            ("{number!r}", ("{number}",)),
            ("{0}", ("{0}",)),
        ):
            answer = await editor.put(f"{TEMPLATES}/receipt", json={"text": text, "version": 0})
            assert refused_fields(answer) == {"text"}
            assert all(name in answer.json()["errors"][0]["message"] for name in named), answer.text
        assert refused_fields(await editor.put(f"{TEMPLATES}/receipt", json={"text": "{applicant", "version": 0})) == {
            "text"
        }
        good = {"text": "{applicant}：已收到。", "version": 0}
        assert (await editor.put(f"{TEMPLATES}/receipt", json=good)).status_code == 200
        late = await desk.clients["clerk"].put(f"{TEMPLATES}/receipt", json=good)
        assert (late.status_code, code_of(late)) == (409, "changed_meanwhile")
        assert (await editor.put(f"{TEMPLATES}/none", json=good)).status_code == 404
        listed = {one["name"]: one for one in (await editor.get(TEMPLATES)).json()}
        assert list(listed) == list(EDITED)
        receipt = listed["receipt"]
        assert (receipt["text"], receipt["version"], receipt["by"]) == ("{applicant}：已收到。", 1, "admin")
        assert receipt["default"] == LETTERS["receipt"].text
        assert {"applicant", "due_on"} <= {field["name"] for field in receipt["fields"]}
        assert (await desk.clients["operator"].get(TEMPLATES)).status_code == 403
        assert (await desk.clients["police"].put(f"{TEMPLATES}/receipt", json=good)).status_code == 403


async def test_who_may_not_see_the_application_gets_no_letter_and_a_step_without_one_gives_none(api: Api) -> None:
    async with office(api) as desk:
        await desk.begin()
        event = await desk.take("clerk", "submit")
        refused = await desk.letter(event, "parent")
        assert (refused.status_code, code_of(refused)) == (404, "missing")
        assert await api.served.fetch("SELECT count(*) FROM letter") == [(0,)], (
            "nothing was made for who may not see it"
        )
        note = await desk.take("clerk", "note", note="电话已告知")
        assert (await desk.letter(note)).status_code == 404
        other = await desk.begin(vehicle_id=None)
        assert other == desk.application
        assert (await desk.letter(event)).status_code == 404, "a step of another application"
        sheet = await desk.clients["parent"].get(f"{PREFIX}/{other}/sign-sheet")
        assert sheet.status_code == 404


async def test_a_reply_that_the_clerk_recorded_has_the_offices_number_and_says_so(api: Api) -> None:
    async with office(api) as desk:
        await desk.begin()
        for step in ("submit", "accept", "consult"):
            await desk.take("clerk", step)
        paper = await desk.clients["clerk"].post(
            f"{PREFIX}/documents?application_id={desk.application}&kind=reply&name=回复.pdf",
            content=b"%PDF-1.4\n%%EOF", headers={"content-type": "application/pdf"},
        )  # fmt: skip
        assert paper.status_code == 201, paper.text
        event = await desk.take(
            "clerk", "reply", to="transport", opinion="disagrees", note="线路与公交专用道冲突", dated_on=await desk.today(),
            document_number="连交函〔2026〕31号", document_id=paper.json()["documents"][0]["id"],
        )  # fmt: skip
        words = await desk.words(event)
    for word in (
        "连交函〔2026〕31号",
        "意见：不同意",
        "线路与公交专用道冲突",
        "来文补录，以来文原件为准",
        "连云区交通运输局",
    ):
        assert word in words, word


async def test_the_signs_data_sheet_is_there_once_the_permit_is_issued_and_says_that_it_is_no_sign(api: Api) -> None:
    async with office(api) as desk:
        await desk.until_government()
        today = await desk.today()
        await desk.take("government", "grant", document_number="连政校〔2026〕8号", dated_on=today)
        path = f"{PREFIX}/{desk.application}/sign-sheet"
        early = await desk.clients["police"].get(path)
        assert (early.status_code, code_of(early)) == (409, "not_issued")
        event = await desk.take("clerk", "issue", valid_from=today, valid_to="2027-08-31")
        certificate = await desk.words(event)
        sheet = await desk.clients["police"].get(path)
        assert (sheet.status_code, sheet.headers["content-type"]) == (200, "application/pdf"), sheet.text
        words = words_in(sheet.content)
    for word in (
        "非校车标牌", "苏G00001", "公司own", "王小明", "36人", "线路own", "东山村口", "校门", "07:10", "07:25", "周一至周五上课日",
        "连云交警大队", "待核发", "不晚于2027年3月31日", "2027年8月31日",
    ):  # fmt: skip
        assert word in words, word
    for word in (
        "校车使用许可",
        "决定文号：连政校〔2026〕8号",
        "驾驶人：王小明",
        "至2027年8月31日止",
        "连云区人民政府",
    ):
        assert word in certificate, word


async def test_without_a_chinese_font_no_number_is_given(api: Api, tmp_path: Path) -> None:
    async with office(api) as desk:
        await desk.begin()
        event = await desk.take("clerk", "submit")
        app = api.served.app
        app.state.settings = app.state.settings.model_copy(update={"pdf_font": tmp_path / "none.ttf"})
        answer = await desk.letter(event)
        assert (answer.status_code, code_of(answer)) == (503, "no_font")
    assert await api.served.fetch("SELECT count(*) FROM letter") == [(0,)]


async def test_every_text_that_the_office_gave_a_letter_can_be_read_again_the_newest_first(api: Api) -> None:
    """None is lost: what it said before is there with its day and its writer, to be taken up again."""
    assert await api.answer("/letter-templates/receipt/versions") == []
    for number, said in enumerate(("{applicant}：收件。", "{applicant}：已收件。", "{applicant}：收件。")):
        answer = await api.client.put(f"{TEMPLATES}/receipt", json={"text": said, "version": number})
        assert answer.status_code == 200, answer.text
    rows = await api.answer("/letter-templates/receipt/versions")
    assert [(one["version"], one["text"], one["by"]) for one in rows] == [
        (3, "{applicant}：收件。", "clerk"),
        (2, "{applicant}：已收件。", "clerk"),
        (1, "{applicant}：收件。", "clerk"),
    ]
    assert code_of(await api.get("/letter-templates/love/versions")) == "missing"
