"""Who may see and do what, as a person wrote it: each route, each noun, each action. Not derived from the program: the program is
held to it by `test_matrix`, `test_matrix_live` and `test_matrix_hostile`.
"""

from dataclasses import dataclass

from core.access import EVERY_ROLE
from tests.web.world import OTHER, OWN

OFFICES = ("admin", "officer", "clerk", "police", "transport", "emergency", "government", "auditor")
ALL = {OWN, OTHER}
OFFICES_ALL: dict[str, set[str]] = dict.fromkeys(OFFICES, ALL)
WITH_THE_BUS = {**OFFICES_ALL, "operator": {OWN}, "school": {OWN}}
# noun -> role -> whose it sees. A role that is not named sees none: parents, drivers, attendants and teachers see no bus
# until rosters tie them to a run.
SEES: dict[str, dict[str, set[str]]] = {
    "organisation": dict.fromkeys(EVERY_ROLE, ALL),
    "place": dict.fromkeys(EVERY_ROLE, ALL),
    "condition": dict.fromkeys(EVERY_ROLE, ALL),
    "exemption": OFFICES_ALL,
    "vehicle": WITH_THE_BUS,
    "person": {**OFFICES_ALL, "operator": {OWN}},
    "line": WITH_THE_BUS,
    "run": WITH_THE_BUS,
    "finding": WITH_THE_BUS,
    "permit": WITH_THE_BUS,
    "device": {**OFFICES_ALL, "operator": {OWN}},
    "binding": {**OFFICES_ALL, "operator": {OWN}},
    "parked": OFFICES_ALL,
    "platform": OFFICES_ALL,
    "rejudgement": OFFICES_ALL,
    "seal": OFFICES_ALL,
    "rejudgement_difference": OFFICES_ALL,
    "unknown_device": OFFICES_ALL,
    "command": {**OFFICES_ALL, "operator": {OWN}},
    "media": WITH_THE_BUS,
    "driver_card": WITH_THE_BUS,
    "case": WITH_THE_BUS,
    "fault": WITH_THE_BUS,
    "duty": OFFICES_ALL,
    "handover": OFFICES_ALL,
    "police_notice": OFFICES_ALL,
    "danger_run": OFFICES_ALL,
    "danger_cluster": OFFICES_ALL,
    "hazard": WITH_THE_BUS,
    "application": {**OFFICES_ALL, "operator": {OWN}},
    "organisation_file": {
        **OFFICES_ALL,
        "school": {OWN},
    },  # of the school of the world: no operator sees a school's file
    "suspect": dict.fromkeys(("admin", "officer", "clerk", "police", "auditor"), ALL),
    "public_report": OFFICES_ALL,
}
# action -> roles that may do it
DOES: dict[str, set[str]] = {
    "add a vehicle": {"admin", "clerk"},
    "add a device": {"admin", "clerk"},
    "bind a device": {"admin", "clerk"},
    "add a platform": {"admin", "clerk"},
    "change a platform": {"admin", "clerk"},
    "change a device": {"admin", "clerk"},
    "renew a secret": {"admin", "clerk"},
    "import devices": {"admin", "clerk"},
    "adopt a device": {"admin", "clerk"},
    "draw places": {"admin", "officer", "police", "transport"},
    "declare weather": {"admin", "officer", "police", "transport", "emergency"},
    "declare exemptions": {"admin", "officer", "police", "transport"},
    "seal": {"admin", "officer", "police"},
    "lift a seal": {"admin", "officer", "police"},
    "export a seal": {"admin", "officer", "police"},
    "command a terminal": {"admin", "officer", "police"},
    "read the modes of rules": set(OFFICES),
    "switch a rule": {"admin"},
    "date a parameter": {"admin"},
    "work on a case": {"admin", "officer", "operator", "school", "police", "transport", "government"},
    "work on many cases": {"admin", "officer"},
    "call about a case": {"admin", "officer", "operator", "school", "police"},
    "declare a fault": {"admin", "officer"},
    "plan the watch": {"admin", "officer"},
    "save a view": set(EVERY_ROLE) - {"auditor"},
    "draft a notice": set(OFFICES) - {"auditor"},
    "import the police's notice": {"admin", "officer", "police"},
    "look for danger": {"admin", "officer", "police", "transport"},
    "decide on danger": {"admin", "officer", "police", "transport"},
    "enter a hazard": {"admin", "officer", "police", "transport", "operator", "school"},
    "work on a hazard": {"admin", "officer", "police", "transport", "emergency", "government", "operator", "school"},
    "give out links": {"admin", "officer"},
    "read of suspects": {"admin", "officer", "clerk", "police", "auditor"},
    "work on a suspect": {"admin", "officer", "police"},
    "tell of plates": {"admin", "officer", "clerk", "police"},
    "let a camera in": {"admin", "officer"},
    "work on a public report": {"admin", "officer", "police", "transport", "emergency"},
    "see a reporter's contact": {"officer", "police"},
    "enter a working day": {"admin"},
    "apply for a permit": {"admin", "clerk", "operator", "school"},
    "work on an application": {"admin", "clerk", "operator", "school", "police", "transport", "government"},
    "edit letters": {"admin", "clerk"},
    "keep a register": {"admin", "clerk", "police", "operator", "school"},
    "enter people": {"admin", "clerk", "operator", "school"},
    "show a number": {"clerk", "operator", "school"},
}


@dataclass(frozen=True)
class Open:
    """Answers without a login."""


@dataclass(frozen=True)
class Anyone:
    """Answers everybody who is logged in alike; `status` when there is nothing to give in this test."""

    status: int = 200


@dataclass(frozen=True)
class One:
    """One object of the noun: 200 for who sees it, 404 for who does not; `query` where it is not the path that names it."""

    noun: str
    query: str = ""


@dataclass(frozen=True)
class Listed:
    """A list in which each object of the noun appears for who sees it; `query` may use {own} and {other}."""

    noun: str
    query: str = ""


@dataclass(frozen=True)
class ListedOf:
    """The list of what belongs to one object: the noun is in it for who sees the `owner`, and 404 for who does not."""

    noun: str
    owner: str


@dataclass(frozen=True)
class Done:
    """Changes something: 403 for every role that may not, whatever the body; `status` of an empty body for who may."""

    action: str
    status: int = 422


What = Open | Anyone | One | Listed | ListedOf | Done
ROUTES: dict[str, What] = {
    "GET /healthz": Open(),
    "GET /readyz": Open(),
    "GET /metrics": Open(),
    "GET /api/openapi.json": Open(),
    "POST /api/v1/session": Open(),
    "GET /api/v1/config": Open(),
    "GET /api/v1/session": Anyone(),
    "DELETE /api/v1/session": Anyone(204),
    "GET /api/v1/doors": Anyone(),
    "GET /api/v1/map/base": Open(),
    "GET /api/v1/map/tiles.pmtiles": Anyone(404),
    "GET /api/v1/rules": Anyone(),
    "GET /api/v1/rule-modes": Done("read the modes of rules", 200),
    "POST /api/v1/rule-modes": Done("switch a rule"),
    "GET /api/v1/parameters": Anyone(),
    "POST /api/v1/parameters": Done("date a parameter"),
    "GET /api/v1/organisations": Listed("organisation"),
    "GET /api/v1/places": Listed("place"),
    "GET /api/v1/places/{place_id}": One("place"),
    "POST /api/v1/places": Done("draw places"),
    "PUT /api/v1/places/{place_id}": Done("draw places"),
    "GET /api/v1/places/{place_id}/versions": One("place"),
    "POST /api/v1/places/{place_id}/end": Done("draw places"),
    "POST /api/v1/places/{place_id}/restore": Done("draw places"),
    "POST /api/v1/places/import": Done("draw places", 415),
    "GET /api/v1/conditions": Listed("condition", "?state=past"),
    "POST /api/v1/conditions": Done("declare weather"),
    "POST /api/v1/conditions/{condition_id}/renew": Done("declare weather"),
    "POST /api/v1/conditions/{condition_id}/end": Done("declare weather", 409),
    "GET /api/v1/exemptions": Listed("exemption", "?state=past"),
    "POST /api/v1/exemptions": Done("declare exemptions"),
    "POST /api/v1/exemptions/{exemption_id}/renew": Done("declare exemptions"),
    "POST /api/v1/exemptions/{exemption_id}/end": Done("declare exemptions", 409),
    "GET /api/v1/people": Listed("person"),
    "GET /api/v1/lines": Listed("line"),
    "GET /api/v1/lines/details": Listed("line"),
    "GET /api/v1/lines/{line_id}": One("line"),
    "GET /api/v1/vehicles": Listed("vehicle"),
    "POST /api/v1/vehicles": Done("add a vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}": One("vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/card": One("vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/positions": One("vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/track": One("vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/history": One("vehicle"),
    "GET /api/v1/findings": Listed("finding"),
    "GET /api/v1/findings/{finding_id}": One("finding"),
    "GET /api/v1/findings/{finding_id}/track": One("finding"),
    "GET /api/v1/seals": Listed("seal"),
    "POST /api/v1/seals": Done("seal"),
    "GET /api/v1/seals/{seal_id}": One("seal"),
    "POST /api/v1/seals/{seal_id}/releases": Done("lift a seal"),
    "GET /api/v1/seals/{seal_id}/package.zip": Done("export a seal", 200),
    "GET /api/v1/seal-people": Done("seal"),
    "GET /api/v1/rejudgements": Listed("rejudgement"),
    "GET /api/v1/rejudgements/{rejudgement_id}": One("rejudgement"),
    "GET /api/v1/rejudgements/{rejudgement_id}/differences": ListedOf("rejudgement_difference", "rejudgement"),
    "POST /api/v1/findings/{finding_id}/correct-limit": Done("draw places"),
    "GET /api/v1/desk/cases": Listed("case"),
    "GET /api/v1/desk/cases/{case_id}": One("case"),
    "GET /api/v1/desk/cases/{case_id}/assignees": One("case"),
    "GET /api/v1/desk/cases/{case_id}/file.pdf": One("case"),
    "GET /api/v1/desk/cases/{case_id}/file.json": One("case"),
    "POST /api/v1/desk/cases/{case_id}/steps": Done("work on a case"),
    "POST /api/v1/desk/cases/{case_id}/numbers": Done("call about a case"),
    "POST /api/v1/desk/attachments": Done("work on a case"),
    "GET /api/v1/desk/attachments/{attachment_id}": Anyone(404),
    "POST /api/v1/desk/bulk": Done("work on many cases"),
    "GET /api/v1/desk/rates": Anyone(),
    "GET /api/v1/desk/watch": Anyone(),
    "GET /api/v1/desk/officers": Done("plan the watch", 200),
    "GET /api/v1/desk/duties": Listed("duty"),
    "POST /api/v1/desk/duties": Done("plan the watch"),
    "DELETE /api/v1/desk/duties/{duty_id}": Done("plan the watch", 204),
    "GET /api/v1/desk/handovers": Listed("handover"),
    "POST /api/v1/desk/handovers": Done("plan the watch"),
    "GET /api/v1/desk/faults": Listed("fault"),
    "POST /api/v1/desk/faults": Done("declare a fault"),
    "POST /api/v1/desk/faults/{fault_id}/end": Done("declare a fault", 200),
    "GET /api/v1/desk/views": Anyone(),
    "POST /api/v1/desk/views": Done("save a view"),
    "DELETE /api/v1/desk/views/{view_id}": Done("save a view", 404),
    "GET /api/v1/desk/monthly-notice": Done("draft a notice"),
    "GET /api/v1/desk/police-notices": Listed("police_notice"),
    "POST /api/v1/desk/police-notices": Done("import the police's notice"),
    "GET /api/v1/applications": Listed("application"),
    "GET /api/v1/applications/summary": Anyone(),
    "POST /api/v1/applications": Done("apply for a permit"),
    "GET /api/v1/applications/{application_id}": One("application"),
    "PUT /api/v1/applications/{application_id}/draft": Done("apply for a permit"),
    "POST /api/v1/applications/{application_id}/steps": Done("work on an application"),
    "POST /api/v1/applications/{application_id}/opinions/{office}/steps": Done("work on an application"),
    "POST /api/v1/applications/signs/{sign_file_id}/steps": Done("work on an application"),
    "POST /api/v1/applications/documents": Done("work on an application"),
    "GET /api/v1/applications/documents/{document_id}": Anyone(404),
    "GET /api/v1/registers/vehicles": Listed("vehicle"),
    "GET /api/v1/registers/vehicles/{vehicle_id}": One("vehicle"),
    "PATCH /api/v1/registers/vehicles/{vehicle_id}": Done("keep a register"),
    "GET /api/v1/registers/people": Listed("person"),
    "POST /api/v1/registers/people": Done("enter people"),
    "GET /api/v1/registers/people/{person_id}": One("person"),
    "PATCH /api/v1/registers/people/{person_id}": Done("keep a register"),
    "POST /api/v1/registers/people/{person_id}/reveal": Done("show a number"),
    "GET /api/v1/registers/organisations": Listed("organisation_file"),
    "GET /api/v1/registers/organisations/{organisation_file_id}": One("organisation_file"),
    "POST /api/v1/registers/records": Done("keep a register"),
    "PUT /api/v1/registers/records/{register_record_id}": Done("keep a register"),
    "POST /api/v1/registers/records/{register_record_id}/removal": Done("keep a register"),
    "POST /api/v1/registers/papers": Done("keep a register"),
    "GET /api/v1/registers/papers/{register_file_id}": Anyone(404),
    "GET /api/v1/registers/tomorrow": Anyone(),
    "GET /api/v1/hazards": Listed("hazard"),
    "POST /api/v1/hazards": Done("enter a hazard"),
    "GET /api/v1/hazards/ledger": Anyone(),
    "GET /api/v1/hazards/{hazard_id}": One("hazard"),
    "POST /api/v1/hazards/{hazard_id}/steps": Done("work on a hazard"),
    "POST /api/v1/hazards/attachments": Done("work on a hazard"),
    "GET /api/v1/hazards/attachments/{hazard_attachment_id}": Anyone(404),
    "POST /api/v1/hazards/{hazard_id}/links": Done("give out links", 409),
    "DELETE /api/v1/hazards/{hazard_id}/links/{link_id}": Done("give out links", 204),
    "POST /api/v1/hazards/{hazard_id}/letter": Done("give out links", 409),
    "GET /api/v1/answer": Open(),
    "POST /api/v1/answer": Open(),
    "POST /api/v1/answer/photos": Open(),
    "GET /api/v1/answer/photos/{attachment_id}": Open(),
    "GET /api/v1/reports": Listed("public_report"),
    "GET /api/v1/report-clock": Anyone(),
    "GET /api/v1/reports/{public_report_id}": One("public_report"),
    "POST /api/v1/reports/{public_report_id}/steps": Done("work on a public report"),
    "POST /api/v1/reports/{public_report_id}/contact": Done("see a reporter's contact"),
    "GET /api/v1/report-photos/{report_photo_id}": Anyone(404),
    "GET /api/v1/working-days": Anyone(),
    "POST /api/v1/working-days": Done("enter a working day"),
    "GET /api/v1/public/report-form": Open(),
    "POST /api/v1/public/reports": Open(),
    "POST /api/v1/public/report-photos": Open(),
    "POST /api/v1/public/report-status": Open(),
    "POST /api/v1/public/report-contact-removal": Open(),
    "GET /api/v1/figures": Anyone(),
    "GET /api/v1/figures/today": Anyone(),
    "GET /api/v1/figures/findings": Listed("finding", "?first=2026-11-24&last=2026-11-24"),
    "GET /api/v1/figures/cases": Listed("case", "?set=open"),
    "GET /api/v1/figures/buses": Listed("vehicle"),
    "GET /api/v1/figures/runs": Listed("run", "?first=2026-11-24&last=2026-11-24"),
    "GET /api/v1/figures.xlsx": Anyone(),
    "GET /api/v1/figures.pdf": Anyone(),
    "GET /api/v1/runs": Listed("run", "?date=2026-11-24"),
    "GET /api/v1/runs/{run_id}": One("run"),
    "GET /api/v1/runs/{run_id}/departure-check": One("run"),
    "GET /api/v1/vehicles/{vehicle_id}/papers-check": One("vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/why": One("vehicle"),
    "GET /api/v1/permits": Listed("permit"),
    "GET /api/v1/permits/{permit_id}": One("permit"),
    "GET /api/v1/devices": Listed("device"),
    "POST /api/v1/devices": Done("add a device", 201),
    "GET /api/v1/devices/import-template.csv": Anyone(),
    "GET /api/v1/devices/import-template.xlsx": Anyone(),
    "POST /api/v1/devices/import": Done("import devices", 415),
    "GET /api/v1/devices/{device_id}": One("device"),
    "PATCH /api/v1/devices/{device_id}": Done("change a device", 200),
    "POST /api/v1/devices/{device_id}/secret": Done("renew a secret", 200),
    "GET /api/v1/devices/{device_id}/commands": ListedOf("command", "device"),
    "POST /api/v1/devices/{device_id}/commands": Done("command a terminal"),
    "POST /api/v1/devices/{device_id}/bindings": Done("bind a device"),
    "PATCH /api/v1/devices/{device_id}/bindings/{binding_id}": Done("bind a device"),
    "GET /api/v1/parked": Listed("parked"),
    "GET /api/v1/platforms": Listed("platform"),
    "POST /api/v1/platforms": Done("add a platform"),
    "GET /api/v1/platforms/{platform_id}": One("platform"),
    "PATCH /api/v1/platforms/{platform_id}": Done("change a platform", 200),
    "POST /api/v1/platforms/{platform_id}/password": Done("change a platform", 200),
    "GET /api/v1/quality": Listed("vehicle", "?by=vehicle"),
    "GET /api/v1/quality/definitions": Anyone(),
    "GET /api/v1/quality/days": One("vehicle", "?vehicle_id={vehicle_id}"),
    "GET /api/v1/quality.xlsx": Anyone(),
    "GET /api/v1/vehicles/{vehicle_id}/quality": One("vehicle"),
    "GET /api/v1/unknown-devices": Listed("unknown_device"),
    "POST /api/v1/unknown-devices/{unknown_device_id}/adoption": Done("adopt a device", 409),
    "DELETE /api/v1/unknown-devices/{unknown_device_id}": Done("adopt a device", 204),
    "GET /api/v1/vehicles/{vehicle_id}/media": ListedOf("media", "vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/driver-cards": ListedOf("driver_card", "vehicle"),
    "GET /api/v1/media/{media_id}": One("media"),
    "GET /api/v1/danger/runs": Listed("danger_run"),
    "POST /api/v1/danger/runs": Done("look for danger"),
    "GET /api/v1/danger/runs/{danger_run_id}": One("danger_run"),
    "GET /api/v1/danger/clusters": Listed("danger_cluster"),
    "GET /api/v1/danger/clusters/{danger_cluster_id}": One("danger_cluster"),
    "POST /api/v1/danger/clusters/{danger_cluster_id}/promote": Done("decide on danger"),
    "POST /api/v1/danger/clusters/{danger_cluster_id}/dismiss": Done("decide on danger"),
    "POST /api/v1/danger/clusters/{danger_cluster_id}/reopen": Done("decide on danger"),
    "GET /api/v1/hazards/{hazard_id}/effect": One("hazard"),
    "GET /api/v1/search": Listed("vehicle", "?q=苏G0000"),
    "GET /api/v1/suspects": Listed("suspect"),
    "GET /api/v1/suspects/{suspect_id}": One("suspect"),
    "GET /api/v1/suspects/{suspect_id}/file.pdf": One("suspect"),
    "POST /api/v1/suspects/{suspect_id}/steps": Done("work on a suspect"),
    "GET /api/v1/suspects/ours": Done("read of suspects", 200),
    "GET /api/v1/suspects/score": Done("read of suspects", 200),
    "POST /api/v1/suspects/score": Done("tell of plates", 200),
    "POST /api/v1/suspects/parameters": Done("date a parameter"),
    "POST /api/v1/suspects/feed": Anyone(401),  # a token's, not a login's
    "GET /api/v1/suspects/sightings": Done("read of suspects"),
    "POST /api/v1/suspects/sightings": Done("tell of plates"),
    "POST /api/v1/suspects/sightings/import": Done("tell of plates", 415),
    "GET /api/v1/suspects/sightings/import-template.csv": Done("read of suspects", 200),
    "GET /api/v1/suspects/sources": Done("read of suspects", 200),
    "POST /api/v1/suspects/sources": Done("let a camera in"),
    "PATCH /api/v1/suspects/sources/{source_id}": Done("let a camera in"),
    "POST /api/v1/suspects/sources/{source_id}/token": Done("let a camera in", 200),
    "GET /api/v1/suspects/known-plates": Done("read of suspects", 200),
    "POST /api/v1/suspects/known-plates": Done("tell of plates"),
    "POST /api/v1/suspects/known-plates/remove": Done("tell of plates"),
    "GET /api/v1/suspects/hours": Done("read of suspects", 200),
    "PUT /api/v1/suspects/hours/{organisation_id}": Done("tell of plates"),
    # the review assistant of the permit desk
    "GET /api/v1/applications/{application_id}/review": One("application"),
    "GET /api/v1/letter-templates": Done("edit letters", 200),
    "PUT /api/v1/letter-templates/{name}": Done("edit letters"),
    "GET /api/v1/applications/{application_id}/letters/{event_id}": One("application"),
    "GET /api/v1/applications/{application_id}/sign-sheet": One("application"),
}
NAMED_OPEN = {route for route, what in ROUTES.items() if isinstance(what, Open)}
