"""Search: plates however typed, names in both languages, the best first, and only what one may see."""

from tests.api import Api, api, refused_fields

__all__ = ["api"]


async def titles(api: Api, q: str) -> list[tuple[str, str]]:
    """Kind and title of what is found."""
    return [(hit["kind"], hit["title"]) for hit in (await api.answer("/search", q=q))["items"]]


async def test_a_bus_is_found_by_its_plate_without_the_dot_and_in_lower_case(api: Api) -> None:
    await api.post("/vehicles", {"plate": "苏G·X1018"})
    for typed in ("苏G·X1018", "苏GX1018", "苏gx1018", " 苏g x1018 ", "x1018", "1018"):
        assert ("bus", "苏G·X1018") in await titles(api, typed), typed


async def test_the_exact_name_comes_before_one_that_begins_so_and_one_that_holds_it(api: Api) -> None:
    for number, name in enumerate(("老海棠路小学", "海棠路小学", "海棠路小学东校区")):
        await api.served.execute(
            "INSERT INTO organisation (slug, kind, name, name_en) VALUES (:slug, 'school', :name, :english)",
            slug=f"s{number}",
            name=name,
            english=f"Haitang Road School {number}",
        )
    names = ["海棠路小学", "海棠路小学东校区", "老海棠路小学"]
    assert await titles(api, "海棠路小学") == [("school", name) for name in names]
    assert len(await titles(api, "haitang ROAD")) == 3


async def test_lines_stops_and_places_are_found_with_where_they_are(api: Api) -> None:
    [stop] = (await api.answer("/search", q="站 own"))["items"]
    assert (stop["kind"], stop["subtitle"], stop["point"]) == ("stop", "线路 own", [119.4, 34.7])
    [line] = (await api.answer("/search", q="L-own"))["items"]
    assert (line["kind"], line["id"], line["point"]) == ("line", api.own("line"), None)
    [place] = (await api.answer("/search", q="急弯 own"))["items"]
    assert (place["kind"], place["id"], place["subtitle"]) == ("place", api.own("place"), "sharp_bend")


async def test_a_stop_that_two_lines_have_is_found_once(api: Api) -> None:
    await api.served.execute("ALTER TABLE line_stop DISABLE TRIGGER USER")
    await api.served.execute(
        "UPDATE line_stop SET name = '同一站', point = 'SRID=4326;POINT(119.4 34.7)' WHERE seq = 1"
    )
    [stop] = (await api.answer("/search", q="同一站"))["items"]
    assert set(stop["subtitle"].split("、")) == {"线路 own", "线路 other"}


async def test_signs_that_mean_something_to_a_database_mean_themselves(api: Api) -> None:
    for typed in ("%", "_", "\\", "'", "%%%", "·", "--", ";", "(", "*"):
        assert await titles(api, typed) in ([], [("line", "线路 other"), ("line", "线路 own")]), typed
    assert await titles(api, "   ") == []


async def test_one_finds_only_what_one_may_see(api: Api) -> None:
    async with api.as_role("operator") as client:
        hits = (await client.get("/api/v1/search", params={"q": "苏G0000"})).json()["items"]
        assert [hit["title"] for hit in hits] == ["苏G00001"]
    async with api.as_role("parent") as client:
        assert (await client.get("/api/v1/search", params={"q": "苏G0000"})).json()["items"] == []
        hits = (await client.get("/api/v1/search", params={"q": "学校"})).json()["items"]
        assert len(hits) == 2


async def test_a_question_that_is_none_is_refused_with_the_field(api: Api) -> None:
    for typed in ("", "\x00", "x" * 65, "a\nb"):
        assert refused_fields(await api.get("/search", q=typed)) == {"q"}, typed
    assert refused_fields(await api.get("/search")) == {"q"}
    assert refused_fields(await api.get("/search", q="a", limit=-1)) == {"limit"}


async def found(api: Api, q: str, *kinds: str) -> list[tuple[str, str]]:
    """The same among kinds that have no place on the map."""
    return [(hit["kind"], hit["title"]) for hit in (await api.answer("/search", q=q, kind=list(kinds)))["items"]]


async def test_papers_and_people_are_found_by_number_plate_and_name(api: Api) -> None:
    body = {"kind": "new", "vehicle_id": api.own("vehicle"), "applicant_id": str(api.world.operator_id), "content": {}}
    made = await api.post("/applications", body | {"portal_number": "320703-77"})
    assert made.status_code == 201, made.text
    assert await found(api, "320703-77", "application") == [("application", "320703-77")]
    assert ("application", "320703-77") in await found(api, "苏g00001", "application", "permit")
    permit = (await api.answer(f"/permits/{api.own('permit')}"))["number"]
    assert ("permit", permit) in await found(api, permit, "permit", "person")
    assert ("permit", permit) in await found(api, "苏G00001", "permit")
    assert await found(api, "驾驶人 own", "person") == [("person", "驾驶人 own")]
    assert [kind for kind, _ in await found(api, "own", "operator")] == ["operator"]


async def test_anothers_papers_are_not_found(api: Api) -> None:
    async with api.as_role("operator") as client:
        query = {"q": "other", "kind": ["application", "permit", "person"]}
        assert (await client.get("/api/v1/search", params=query)).json()["items"] == []
