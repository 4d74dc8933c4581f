"""What the API takes and gives of those who tell of plates, and of what they tell."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from core.shapes import INT_MAX, Id, In, Out, Utc
from fleet.geojson import Point
from fleet.schemas import PRINTABLE, Name

Source = Literal["camera", "gate", "report", "officer"]
SourceKind = Literal["camera", "gate"]
VehicleKind = Literal["car", "mpv", "van", "minibus", "bus", "taxi", "truck", "other"]
ListKind = Literal["taxi", "ride_hailing", "parent", "teacher", "resident", "delivery", "other"]
MOST_AT_ONCE = 500
Written = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=PRINTABLE)]
Long = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=PRINTABLE)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
SchoolId = Annotated[int, Field(ge=1, le=INT_MAX)]


class SightingIn(In):
    """A plate seen: as read, when, where (a school, a place in words, or a point in WGS-84) and what else was noted."""

    plate: Written
    seen_at: Utc
    left_at: Utc | None = None
    school_id: SchoolId | None = None
    place: Short | None = None
    lon: Longitude | None = None
    lat: Latitude | None = None
    colour: Short | None = None
    vehicle_kind: VehicleKind | None = None
    children: Annotated[int, Field(ge=0, le=99)] | None = None
    photo: Long | None = None
    reference: Short | None = None


class NotedIn(SightingIn):
    """A sighting entered by hand."""

    note: Long | None = None


class FeedIn(In):
    """What a camera or a gate tells at once."""

    sightings: Annotated[list[SightingIn], Field(min_length=1, max_length=MOST_AT_ONCE)]


class Told(Out):
    """What became of it: how many are kept, how many were told before."""

    kept: int
    known: int


class SourceIn(In):
    """A camera or a gate to let in; where it stands holds for what it tells without a place."""

    name: Name
    kind: SourceKind
    school_id: SchoolId | None = None
    lon: Longitude | None = None
    lat: Latitude | None = None


class SourceChange(In):
    """Shut a source out, or let it in again."""

    disabled: bool


class SourceOut(Out):
    """A source and how much it told: today and in the last seven days (local days). `last_heard` null: never."""

    id: Id
    name: str
    kind: SourceKind
    school: str | None
    point: Point | None
    disabled: bool
    created_at: Utc
    last_heard: Utc | None
    today: int
    week: int


class SourceMade(SourceOut):
    """A source just let in, or with a new token: it is told this once."""

    token: str


class Intake(Out):
    """What came in without a token: by whom it was told, today and in the last seven days."""

    source: Source
    today: int
    week: int


class Sources(Out):
    """Who tells of plates. How long a sighting is kept is said with it."""

    items: list[SourceOut]
    others: list[Intake]
    retention_days: int


class KnownIn(In):
    """Plates that explain themselves: of one list, until a day, from whom the list is."""

    plates: Annotated[list[Written], Field(min_length=1, max_length=2000)]
    kind: ListKind
    until: date
    source: Short


class KnownOut(Out):
    """How many plates a list holds, and until when the last of them."""

    kind: ListKind
    plates: int
    until: date


class KnownLists(Out):
    """The lists, without their plates."""

    items: list[KnownOut]


class RemoveIn(In):
    """A plate to be taken off a list."""

    plate: Written
    kind: ListKind


class HoursIn(In):
    """When pupils of a school come and go, local time."""

    arrival_from: time
    arrival_to: time
    leaving_from: time
    leaving_to: time


class HoursOut(Out):
    """The hours of a school and where they are from."""

    id: Id
    name: str
    source: Literal["told", "lines", "usual"]
    arrival_from: time
    arrival_to: time
    leaving_from: time
    leaving_to: time


class SchoolsHours(Out):
    """The hours of every school."""

    items: list[HoursOut]


class RowProblem(Out):
    """What is wrong with a cell; `column` is the API's name of it."""

    column: str
    message: str


class ImportedRow(Out):
    """A row of the table as it was understood, with what is wrong with it."""

    row: int
    plate: str
    seen_at: Utc | None
    school: str | None
    place: str | None
    children: int | None
    errors: list[RowProblem]


class Imported(Out):
    """A table looked at (`dry`) or imported. `wrong` rows stop all; the rows shown are the wrong ones first, at most 200."""

    dry: bool
    rows: int
    wrong: int
    kept: int
    known: int
    shown: list[ImportedRow]
