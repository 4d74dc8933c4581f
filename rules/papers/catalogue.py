"""Every rule of papers there is, in the order in which a departure is checked."""

from rules.law.papers_driver import (
    endorsed_for_the_class,
    no_full_score,
    no_serious_offence,
    of_lawful_age,
    reviewed_after_the_cycle,
    three_years_of_driving,
)
from rules.law.papers_run import (
    as_approved,
    attendant_assigned,
    attendant_trained,
    checked_before_the_run,
    driver_on_the_sign,
)
from rules.law.papers_vehicle import (
    equipped_on_the_day,
    inspection_asked_for,
    inspection_valid,
    insured_on_the_day,
    no_open_hazard,
    permit_and_sign_on_the_day,
    sign_expires_with_inspection_and_permit,
)
from rules.papers.paper import Of, PaperRule

PAPER_RULES: tuple[PaperRule, ...] = (
    permit_and_sign_on_the_day,
    sign_expires_with_inspection_and_permit,
    inspection_valid,
    inspection_asked_for,
    endorsed_for_the_class,
    of_lawful_age,
    three_years_of_driving,
    no_full_score,
    no_serious_offence,
    reviewed_after_the_cycle,
    driver_on_the_sign,
    as_approved,
    attendant_assigned,
    attendant_trained,
    checked_before_the_run,
    no_open_hazard,
    insured_on_the_day,
    equipped_on_the_day,
)
OF_THE_BUS = tuple(rule for rule in PAPER_RULES if rule.of is Of.VEHICLE)
OF_THE_DRIVER = tuple(rule for rule in PAPER_RULES if rule.of is Of.DRIVER)
