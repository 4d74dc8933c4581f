"""Rows of a table of permits against the registers: approved lines, the holder's own people, a school and its own bus."""

from datetime import timedelta

from core import clock
from core.database import session_scope
from permits.desk.numbers import permit_number
from tests.api import PREFIX, Api
from tests.permits.imports.sheets import (
    BUS,
    DRIVER,
    DRIVERS,
    LINE,
    LINES,
    PERMIT,
    PERMITS,
    VEHICLES,
    as_csv,
    send,
    taken,
)
from tests.permits.imports.sheets import wrong_cells as wrong

PATH = "SRID=4326;LINESTRING(119 34, 119.1 34.1)"
AT_DRIVERS = {("G2", "drivers")}


async def registers(api: Api) -> None:
    """The bus, the driver and the line of the table."""
    await taken(api, "vehicles", VEHICLES, [BUS])
    await taken(api, "drivers", DRIVERS, [DRIVER])
    await taken(api, "lines", LINES, LINE)


def naming(drivers: str = PERMIT[6], lines: str = PERMIT[7]) -> list[str]:
    """The permit with these drivers and lines."""
    return [*PERMIT[:6], drivers, lines, *PERMIT[8:]]


async def said(api: Api, lines: str, locale: str = "zh-CN") -> str:
    """How the preview reads the lines back."""
    api.client.headers["accept-language"] = locale
    told = (await send(api, "permits", as_csv(PERMITS, [naming(lines=lines)]), dry=True)).json()
    assert told["wrong"] == 0, told["errors"]
    return str(told["shown"][0]["cells"]["lines"])


async def version_after(api: Api, code: str) -> None:
    """A newer version of a line, drawn and approved by nobody."""
    await api.served.execute(
        "INSERT INTO line_version (line_id, version, path) SELECT id, 9, :path FROM line WHERE code = :code",
        path=PATH, code=code,
    )  # fmt: skip


async def test_a_permit_names_the_approved_version_of_a_line_and_not_a_newer_drawing(api: Api) -> None:
    """And the preview says which it is, before anything is taken over."""
    await registers(api)
    for code in ("L-own", "N1"):
        await version_after(api, code)
    assert await said(api, "L-own、N1") == "L-own（第 1 版，现行有效）、N1（第 1 版，已批准或已导入）"
    assert await said(api, "N1", "en") == "N1 (version 1, approved or imported)"
    await taken(api, "permits", PERMITS, [naming(lines="L-own、N1")])
    named = await api.served.fetch(
        "SELECT DISTINCT v.version FROM permit_line p JOIN line_version v ON v.id = p.line_version_id"
    )
    assert named == [(1,)]


async def test_a_line_that_was_only_drawn_for_an_application_is_refused_in_words(api: Api) -> None:
    """One that the bureau drew itself is on record for just this."""
    await registers(api)
    await api.served.execute(
        "INSERT INTO line (code, direction, school_id, name, proposed_by_id) VALUES ('L-drawn', 'to_school', :school, '画线',"
        " :operator), ('L-bureau', 'to_school', :school, '局线', NULL)",
        school=api.world.school_id, operator=api.world.operator_id,
    )  # fmt: skip
    for code in ("L-drawn", "L-bureau"):
        await version_after(api, code)
    assert await wrong(api, "permits", PERMITS, [naming(lines="L-drawn")]) == {("H2", "lines")}
    [error] = (await send(api, "permits", as_csv(PERMITS, [naming(lines="L-drawn")]), dry=True)).json()["errors"]
    assert "尚无批准的版本" in error["message"]
    assert await said(api, "L-bureau") == "L-bureau（第 9 版，登记册上的）"


async def test_a_permit_names_the_holders_drivers_and_none_who_left_or_works_elsewhere(api: Api) -> None:
    await registers(api)
    await taken(api, "drivers", DRIVERS, [["李卫东", "学校 own", "13800009999", "A1", "2024-08-20"]])
    assert await wrong(api, "permits", PERMITS, [naming("李卫东")]) == AT_DRIVERS
    [error] = (await send(api, "permits", as_csv(PERMITS, [naming("李卫东")]), dry=True)).json()["errors"]
    assert "别的单位" in error["message"]
    today = clock.today(api.served.settings.zone)
    for left_on, blamed in ((today, set()), (today - timedelta(days=1), AT_DRIVERS)):
        await api.served.execute("UPDATE person SET left_on = :day WHERE name = '王建国'", day=left_on)
        assert await wrong(api, "permits", PERMITS, [PERMIT]) == blamed


async def test_a_driver_who_stands_in_one_cell_twice_is_blamed_there(api: Api) -> None:
    """By the name, and by the name with the telephone."""
    await registers(api)
    assert await wrong(api, "permits", PERMITS, [naming("王建国、王建国（13800001234）")]) == AT_DRIVERS


async def test_a_school_that_runs_its_own_bus_serves_itself_and_sees_it(api: Api) -> None:
    heading = (*VEHICLES, "服务学校")
    own = ["苏GA0001", "小学生专用校车", "36", "学校 own", "2099-02-28"]
    assert await wrong(api, "vehicles", heading, [[*own, "学校 other"]]) == {("F2", "school")}
    assert await wrong(api, "vehicles", heading, [[*BUS, "学校 other"], ["苏GA0002", *own[1:], "学校 own"]]) == set()
    await taken(api, "vehicles", VEHICLES, [own])
    async with api.as_role("school") as school:
        [bus] = (await school.get(f"{PREFIX}/vehicles", params={"plate": "苏GA0001"})).json()["items"]
    assert bus["plate"] == "苏GA0001"


async def test_a_number_that_an_imported_permit_has_is_not_given_to_another(api: Api) -> None:
    """Before, the desk could have granted no permit any more: the next number was taken, each time anew."""
    await registers(api)
    prefix = api.served.settings.permit_number_prefix
    await taken(api, "permits", PERMITS, [[f"{prefix}〔2026〕0001号", *PERMIT[1:]]])
    async with session_scope(api.served.app.state.sessions) as session:
        assert await permit_number(session, prefix, 2026) == f"{prefix}〔2026〕0002号"
