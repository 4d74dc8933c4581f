"""Places over HTTP: what stands there now, or stood there then."""

from tests.api import Api, refused_fields


async def test_places_are_a_feature_collection_with_what_is_known_of_each(api: Api) -> None:
    places = await api.answer("/places", kind="sharp_bend")
    assert places["type"] == "FeatureCollection"
    [own] = [one for one in places["features"] if one["id"] == api.own("place")]
    assert own["geometry"] == {"type": "LineString", "coordinates": [[119.4, 34.7], [119.5, 34.75]]}
    assert own["properties"] == {
        "id": api.own("place"),
        "key": "00000000-0000-4000-8000-000000000001",
        "version": 1,
        "category": "risk_segment",
        "kind": "sharp_bend",
        "name": "急弯 own",
        "name_en": None,
        "limit_kmh": None,
        "width_m": 20.0,
        "radius_m": None,
        "direction": "both",
        "season": None,
        "hours": None,
        "guard_rail": None,
        "limit_sign": None,
        "warning_sign": None,
        "organisation_id": None,
        "source": "",
        "surveyed_on": None,
        "since": "2026-01-01T00:00:00Z",
        "until": None,
        "road_class": None,
    }
    assert await api.answer(f"/places/{api.own('place')}") == own


async def test_a_place_is_shown_in_the_version_that_was_true_at_the_moment(api: Api) -> None:
    await api.served.execute(
        "UPDATE place SET during = tstzrange(lower(during), '2026-06-01T00:00Z') WHERE id = :id",
        id=int(api.own("place")),
    )
    await api.served.execute(
        "INSERT INTO place (key, version, category, kind, name, geom, limit_kmh, during)"
        " SELECT key, 2, 'road_section', 'motorway', '新路', geom, 80, '[2026-06-01T00:00Z,)' FROM place WHERE id = :id",
        id=int(api.own("place")),
    )
    key = "00000000-0000-4000-8000-000000000001"
    for at, version in (("2026-05-31T23:59:59Z", 1), ("2026-06-01T00:00:00Z", 2), ("2025-12-31T00:00:00Z", None)):
        found = [
            one["properties"]["version"]
            for one in (await api.answer("/places", at=at))["features"]
            if one["properties"]["key"] == key
        ]
        assert found == ([] if version is None else [version]), at
    [road] = (await api.answer("/places", category="road_section"))["features"]
    assert (road["properties"]["road_class"], road["properties"]["limit_kmh"]) == ("motorway", 80.0)


async def test_bad_questions_are_refused_with_the_field(api: Api) -> None:
    for query, field in (
        ({"category": "sea"}, "category"),
        ({"kind": "\x00"}, "kind"),
        ({"kind": "x" * 65}, "kind"),
        ({"at": "2026-06-01"}, "at"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"bbox": "119.5,34,119.4,35"}, "bbox"),
    ):
        assert refused_fields(await api.get("/places", **query)) == {field}, query
    assert refused_fields(await api.get("/places/-1")) == {"place_id"}
    assert refused_fields(await api.get(f"/places/{10**30}")) == {"place_id"}
