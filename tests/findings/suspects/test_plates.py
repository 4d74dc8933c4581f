"""Plates as people write them and cameras read them are one spelling, or refused with the reason."""

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql

from core.errors import Text
from findings.suspects.telling.plates import Plate, plate_of, spelled
from fleet.models import Vehicle
from fleet.service import plain_plate, plain_plate_column

TAKEN = {
    "苏G12345": ("苏G12345", "ordinary"),
    "苏g·a12b5": ("苏GA12B5", "ordinary"),
    "　苏Ｇ－１２３４５ ": ("苏G12345", "ordinary"),
    "苏 G•1 2345": ("苏G12345", "ordinary"),
    "京A·12345学": None,
    "苏G1234学": ("苏G1234学", "special"),
    "粤Z1234港": ("粤Z1234港", "special"),
    "苏GD12345": ("苏GD12345", "new_energy_small"),
    "苏gf·a2345": ("苏GFA2345", "new_energy_small"),
    "苏G12345D": ("苏G12345D", "new_energy_large"),
}
REFUSED = {
    "": "请填写号牌",
    "G12345": "简称开头",
    "12345": "简称开头",
    "苏G1234": "现为 6 位",
    "苏G1234567": "现为 9 位",
    "苏GO2345": "O（是否为 0）",
    "苏GI2345": "I（是否为 1）",
    "苏1A2345": "第二位应为字母",
    "苏GD1234A": "新能源",
    "苏GL12345": "新能源",
    "苏G12警45": "不会出现的字符",
}


ODD = ("苏Ｇ—Ｘ１０１８", "苏G–x1018", "苏G－X1018", "苏g・x1018", "苏G･X1018", "苏G\\X/1018_\t", "苏G\u2011X1018")


@pytest.mark.parametrize("text", TAKEN)
def test_a_plate_has_one_spelling_however_it_is_written(text: str) -> None:
    plate = plate_of(text)
    expected = TAKEN[text]
    assert plate == Plate(*expected) if expected is not None else isinstance(plate, Text)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_plate_is_refused_and_the_words_say_why(text: str) -> None:
    said = plate_of(text)
    assert isinstance(said, Text)
    assert REFUSED[text] in said.zh
    assert said.en


def test_the_database_spells_a_vehicle_s_plate_as_everything_else_does(database_url: str) -> None:
    """However the office wrote the vehicle down, who looks for it finds it, and it is no stranger."""
    written = [*TAKEN, *ODD]
    spelling = select(Vehicle.plate, plain_plate_column()).compile(
        dialect=postgresql.dialect(),  # type: ignore[no-untyped-call]
        compile_kwargs={"literal_binds": True},
    )
    with psycopg.connect(database_url) as connection, connection.cursor() as cursor:
        cursor.executemany("INSERT INTO vehicle (plate, type) VALUES (%s, 'primary_bus')", [[one] for one in written])
        found: dict[str, str] = dict(cursor.execute(str(spelling).encode()).fetchall())
    assert found == {one: plain_plate(one) for one in written}
    assert found == {one: spelled(one) for one in written}
    assert {found[one] for one in ODD} == {"苏GX1018"}
