"""People as others see them: whom a list holds, and what of a telephone number."""

import pytest

from fleet.people import masked
from tests.api import Api, phone_kept


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812345678", "138****5678"), ("0518-8231", "*********"), ("110", "***"), ("", ""), (None, None)],
)
def test_the_middle_of_a_number_is_hidden_and_a_short_one_whole(phone: str | None, shown: str | None) -> None:
    assert masked(phone) == shown


async def test_people_are_listed_by_what_they_are_whom_they_work_for_and_a_part_of_their_name(api: Api) -> None:
    """With enough of their telephone number hidden."""
    await api.served.execute(
        "INSERT INTO person (slug, kind, name, phone, organisation_id)"
        " SELECT 'wang', 'attendant', '王照管', :phone, id FROM organisation WHERE slug = 'operator-own'",
        phone=phone_kept("13812345678"),
    )
    of = str(api.world.operator_id)
    wang = (await api.answer("/people", kind="attendant"))["items"]
    assert wang == [
        {
            "id": wang[0]["id"], "kind": "attendant", "name": "王照管", "name_en": None, "phone_masked": "138****5678",
            "organisation_id": of, "organisation_name": "公司 own",
        }
    ]  # fmt: skip
    assert (await api.answer("/people", q="照管"))["items"] == wang
    drivers = (await api.answer("/people", kind="driver", organisation_id=of))["items"]
    assert [one["name"] for one in drivers] == ["驾驶人 own"]


async def test_a_line_names_its_newest_version_which_an_application_asks_for(api: Api) -> None:
    await api.served.execute(
        "INSERT INTO line_version (line_id, version, path)"
        " SELECT line_id, 2, path FROM line_version JOIN line ON line.id = line_id WHERE code = 'L-own'"
    )
    ((newest,),) = await api.served.fetch("SELECT id FROM line_version WHERE version = 2")
    assert (await api.answer(f"/lines/{api.own('line')}"))["version_id"] == str(newest)
