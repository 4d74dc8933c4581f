"""What the API gives of places."""

from typing import Any, Literal

from core.shapes import Id, Out

Category = Literal["zone", "risk_segment", "road_section"]


class PlaceProperties(Out):
    """What is known of a place besides its outline; `id` is this version of the place `key`."""

    id: Id
    key: Id
    version: int
    category: Category
    kind: str
    name: str
    name_en: str | None
    limit_kmh: float | None
    width_m: float | None
    direction: str
    source: str
    road_class: str | None


class PlaceFeature(Out):
    """A place as a GeoJSON feature, WGS-84."""

    type: Literal["Feature"] = "Feature"
    id: Id
    geometry: dict[str, Any]
    properties: PlaceProperties


class Places(Out):
    """Places as a GeoJSON FeatureCollection."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[PlaceFeature]
