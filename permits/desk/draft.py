"""What an application asks for: the vehicle, its people, its lines, its insurance and papers. Shapes without a database."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from core.shapes import In
from core.words import Line, Words
from fleet.schemas import BodyId

SEATS_MAX = 200
Ids = Annotated[list[BodyId], Field(max_length=30)]


class Plan(In):
    """An application's content. A draft may lack anything.

    `line_version_ids`: versions of lines (path, stops, times) that the operation plan (校车运行方案) asks for. `seats`: how many
    persons are asked for (核载人数). `insured_until`: last day of the carrier's liability insurance.
    """

    driver_ids: Ids = Field(default_factory=list)
    attendant_ids: Ids = Field(default_factory=list)
    line_version_ids: Ids = Field(default_factory=list)
    seats: Annotated[int, Field(ge=1, le=SEATS_MAX)] | None = None
    insurer: Line | None = None
    insurance_number: Line | None = None
    insured_from: date | None = None
    insured_until: date | None = None
    safety_system: bool = False
    safety_officer: Line | None = None
    letter_signed_on: date | None = None
    remarks: Words | None = None

    @model_validator(mode="after")
    def _dates_agree(self) -> "Plan":
        if self.insured_from and self.insured_until and self.insured_until < self.insured_from:
            raise ValueError(
                "insured_from and insured_until contradict each other: an insurance ends after it has begun"
            )
        return self
