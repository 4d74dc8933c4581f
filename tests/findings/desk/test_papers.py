"""Papers of the desk: the case file and its hash, the bureau's monthly notice, the police's own notice."""

import hashlib
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pypdfium2
import pytest
from openpyxl import Workbook, load_workbook

from core.errors import NotSetUp
from core.paper.fonts import chinese_font
from core.settings import Settings
from tests.api import Api, code_of, refused_fields
from tests.findings.desk.office import case_of, person
from tests.web.world import OTHER, OWN

MONTH = datetime.now(UTC).strftime("%Y-%m")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DRIVEN = """INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, course_deg, flags)
    SELECT :vehicle, now() - n * interval '10 s', 1, now(),
        ST_SetSRID(ST_MakePoint(119.42 + n * 0.0004, 34.71 + (n % 7) * 0.0002), 4326),
        8 + n % 6, 90, 0 FROM generate_series(1, 60) AS n"""


def read(pdf: bytes) -> tuple[str, dict[str, bytes]]:
    """The words of a PDF and the files within, as the reader of a browser (PDFium) finds them."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    files = [document.get_attachment(n) for n in range(document.count_attachments())]
    return text.replace("\r\n", "").replace("\n", ""), {one.get_name(): bytes(one.get_data()) for one in files}


async def test_a_case_file_names_bus_article_permit_and_history_and_carries_its_data(api: Api) -> None:
    """Read back by a stranger's reader: plate, article, permit, who did what; the embedded data has the printed hash."""
    await api.served.execute(DRIVEN, vehicle=int(api.own("vehicle")))
    case = await case_of(api, OWN)
    async with person(api, "operator") as operator, person(api, "officer") as officer:
        await operator.take(case, "answer", answer="called_driver", note="已电话提醒驾驶人减速")
        answer = await officer.get(f"/cases/{case}/file.pdf")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text[:300]
        data = (await officer.get(f"/cases/{case}/file.json")).content
    text, files = read(answer.content)
    for word in (
        "苏G00001",
        "第35条",
        "最高时速不得超过20公里",
        "许可-own",
        "已电话提醒驾驶人减速",
        "疑似违规",
        "公安机关交通管理部门",
    ):
        assert word in text, word
    embedded = files["case.json"]
    assert embedded == data
    assert hashlib.sha256(embedded).hexdigest() in text
    facts = json.loads(embedded)
    assert len(facts["track"]) == 60
    assert facts["permit"]["number"] == "许可-own"
    assert json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == embedded
    made = await api.served.fetch("SELECT object_id FROM audit_entry WHERE action = 'case.file'")
    assert made == [(case,)]


async def test_a_case_file_is_made_of_a_case_without_any_position(api: Api) -> None:
    """Whose track was never kept: it says so, and is made all the same."""
    case = await case_of(api, OTHER)
    await api.served.execute("UPDATE finding SET geom = NULL, permit_version_id = NULL")
    async with person(api, "officer") as officer:
        answer = await officer.get(f"/cases/{case}/file.pdf")
    text, _ = read(answer.content)
    assert "该时段没有保存的定位" in text
    assert "当时没有有效的校车使用许可" in text


def test_without_a_chinese_font_it_is_said_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(NotSetUp) as refused:
        chinese_font(Settings(pdf_font=tmp_path / "none.ttf"))
    assert (refused.value.status, refused.value.code) == (503, "no_font")
    assert "fonts-noto-cjk" in refused.value.detail.zh


async def test_the_monthly_notice_tells_each_operator_its_cases_and_how_they_were_handled(api: Api) -> None:
    """In all three forms; what only a late upload showed and nobody was told of is not in it."""
    own, other = await case_of(api, OWN), await case_of(api, OTHER, rule="R26")
    record = await case_of(api, OWN, rule="R23")
    await api.served.execute("UPDATE desk_case SET state = 'record' WHERE id = :id", id=int(record))
    async with person(api, "officer") as officer, person(api, "operator") as operator:
        await operator.take(own, "answer", answer="corrected", note="已整改")
        page = (await officer.get("/monthly-notice", month=MONTH)).text
        assert page.index("公司 other") != page.index("公司 own")
        assert "苏G00001" in page
        assert "R23" not in page
        assert "疑似" in page
        pdf = await officer.get("/monthly-notice", month=MONTH, form="pdf", by="school")
        text, _ = read(pdf.content)
        assert "校车疑似违规及处置情况通报（草稿）" in text
        book = load_workbook(io.BytesIO((await officer.get("/monthly-notice", month=MONTH, form="xlsx")).content))
        sums = list(book["汇总"].iter_rows(min_row=2, values_only=True))
        assert sums == [("公司 other", 1, 1, 0, 0), ("公司 own", 1, 1, 0, 1)]
        assert {row[1] for row in book["明细"].iter_rows(min_row=2, values_only=True)} == {"苏G00001", "苏G00002"}
        assert refused_fields(await officer.get("/monthly-notice", month="2026-13")) == {"month"}
        assert (await operator.get("/monthly-notice", month=MONTH)).status_code == 403
        assert other


async def test_the_polices_notice_is_imported_whole_and_never_becomes_a_finding(api: Api) -> None:
    """CSV as they keep it, with or without the dot in a plate; the same file again adds nothing."""
    lines = (
        "号牌号码,违法时间,违法地点,违法行为,当事人,处理结果",
        "苏G·00001,2026-11-03 07:21,山海路,超速 20%,王某,罚款 200",
        "鲁L99999,2026/11/05 17:02,,闯红灯,,",
    )
    table = "\n".join(lines)
    headers = {"content-type": "text/csv"}
    async with person(api, "officer") as officer:
        path = "/api/v1/desk/police-notices?month=2026-11"
        for encoding, added in (("utf-8", 2), ("gb18030", 0)):
            answer = await officer.client.post(path, content=table.encode(encoding), headers=headers)
            assert answer.status_code == 201, answer.text
            assert answer.json() == {"rows": 2, "added": added, "unknown": 1}
        items = (await officer.answer("/police-notices", month="2026-11"))["items"]
        assert [(one["plate"], one["vehicle_id"], one["at"]) for one in items] == [
            ("鲁L99999", None, "2026-11-05T09:02:00Z"),
            ("苏G·00001", api.own("vehicle"), "2026-11-02T23:21:00Z"),
        ]
        assert (await officer.answer("/cases"))["items"] == []
        assert (await officer.answer("/police-notices", month="2026-10"))["items"] == []
        bad = await officer.client.post(
            path, content="号牌,时间,违法行为\n苏G00001,昨天,超速\n,2026-11-01 08:00,超速\n".encode(), headers=headers
        )
        assert refused_fields(bad) == {"rows.2.at", "rows.3.plate"}
        none = await officer.client.post(path, content="号牌,时间\n苏G00001,2026-11-01\n".encode(), headers=headers)
        assert refused_fields(none) == {"file"}
    assert await api.served.fetch("SELECT count(*) FROM police_notice") == [(2,)], "what was refused left nothing"


async def test_an_offence_of_another_age_than_the_notices_is_refused_by_its_row(api: Api) -> None:
    """What no database can give back would hide the whole month; what lies in December of a January notice is taken."""
    headers = {"content-type": "text/csv"}
    async with person(api, "officer") as officer:

        async def sent(month: str, *times: str) -> httpx.Response:
            table = "\n".join(["号牌,时间,违法行为", *(f"苏G00001,{time},超速" for time in times)])
            path = f"/api/v1/desk/police-notices?month={month}"
            return await officer.client.post(path, content=table.encode(), headers=headers)

        bad = await sent("2026-11", "0001-01-01", "2026-11-03 07:21", "2206-11-03 07:21", "9999-12-31 23:59")
        assert refused_fields(bad) == {"rows.2.at", "rows.4.at", "rows.5.at"}
        assert "一年" in bad.json()["errors"][0]["message"]
        for month in ("0001-01", "9999-12"):
            assert refused_fields(await sent(month, f"{month}-01")) == {"month"}
        assert (await sent("2026-01", "2025-12-31 17:00", "2026-01-31 23:59")).status_code == 201
        assert len((await officer.answer("/police-notices", month="2026-01"))["items"]) == 2


async def test_the_polices_notice_may_be_a_workbook(api: Api) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(("车牌", "时间", "违法内容"))
    sheet.append(("苏G00001", datetime(2026, 11, 3, 7, 21), "未按规定让行"))  # noqa: DTZ001 - as a workbook holds it
    file = io.BytesIO()
    book.save(file)
    async with person(api, "police") as police:
        answer = await police.client.post(
            "/api/v1/desk/police-notices?month=2026-11", content=file.getvalue(), headers={"content-type": XLSX}
        )
        assert answer.json() == {"rows": 1, "added": 1, "unknown": 0}
        wrong = await police.client.post(
            "/api/v1/desk/police-notices?month=2026-11", content=b"PK", headers={"content-type": "application/pdf"}
        )
    assert code_of(wrong) == "not_json"
