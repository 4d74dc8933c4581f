"""The package of a seal: all that it holds, verified by a stranger with `sha256sum` and nothing of ours."""

import csv
import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.api import Api, api

__all__ = ["api"]
SPAN = {"since": "2026-11-23T22:00:00Z", "until": "2026-11-24T00:00:00Z"}


async def exported(api: Api, folder: Path) -> Path:
    """Seal the own bus's morning and unpack its package into a folder."""
    async with api.as_role("officer") as officer:
        body = {"kind": "vehicle", "vehicle_id": api.own("vehicle"), "reason": "事故调查取证", **SPAN}
        assert (await officer.post("/api/v1/seals", json=body)).status_code == 201
        answer = await officer.get("/api/v1/seals/3/package.zip")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith('attachment; filename="seal-3-')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The objects of a file of the package."""
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def verified(folder: Path) -> subprocess.CompletedProcess[str]:
    """What a stranger does."""
    return subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )


def hashed(folder: Path) -> str:
    """The hash of the list of hashes, which the office is asked for."""
    asked = ["sha256sum", "SHA256SUMS"]
    return subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=True).stdout


async def test_a_stranger_verifies_every_file_without_the_program(api: Api, tmp_path: Path) -> None:
    folder = await exported(api, tmp_path)
    checked = verified(folder)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    named = {line.split("  ", maxsplit=1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    there = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    assert named == there - {"SHA256SUMS"}
    assert "sha256sum -c SHA256SUMS" in (folder / "README.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["fixes.csv", "findings.jsonl", "manifest.json"])
async def test_a_changed_file_is_found(api: Api, tmp_path: Path, file: str) -> None:
    folder = await exported(api, tmp_path)
    (folder / file).write_bytes((folder / file).read_bytes().replace(b"2026-11-23", b"2026-11-22"))
    checked = verified(folder)
    assert checked.returncode == 1
    assert f"{file}: FAILED" in checked.stdout


async def test_it_holds_all_that_is_sealed_and_nothing_of_another_bus(api: Api, tmp_path: Path) -> None:
    """Fixes, raw frames, findings, permit, lines, places, parameters, photographs, the driver's card, the audit trail."""
    await api.served.execute(
        "INSERT INTO parameter (name, value, since, source) VALUES ('late_s', 300, '2026-01-01', '区')"
    )
    folder = await exported(api, tmp_path)
    with (folder / "fixes.csv").open(encoding="utf-8", newline="") as file:
        [fix] = csv.DictReader(file)
    assert (fix["fix_time"], fix["device"]) == ("2026-11-23T23:05:00.000000Z", "device-own")
    assert (float(fix["lon"]), float(fix["lat"]), float(fix["speed_mps"])) == (119.42, 34.71, 8.75)
    assert [one["id"] for one in rows(folder, "findings")] == [api.own("finding")]
    assert [one["number"] for one in rows(folder, "permits")] == ["许可-own"]
    assert [one["line"]["code"] for one in rows(folder, "lines")] == ["L-own"]
    assert [one["progress"] for one in rows(folder, "runs")] == [None]
    assert {one["name"] for one in rows(folder, "places")} == {"急弯 own", "急弯 other"}
    assert [one["name"] for one in rows(folder, "parameters")] == ["late_s"]
    assert [one["raw_base64"] for one in rows(folder, "parked")] == ["JEdQUk1DKjAw"]
    assert [one["name"] for one in rows(folder, "driver-cards")] == ["张海涛"]
    [photo] = rows(folder, "media")
    assert (folder / photo["file"]).read_bytes() == b"\xff\xd8\xff"
    assert [one["action"] for one in rows(folder, "audit")] == ["seal.set", "seal.export"]
    whole = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.jsonl") if file.name != "places.jsonl")
    assert "苏G00002" not in whole


async def test_it_holds_how_the_findings_were_handled_and_what_ruled_then(api: Api, tmp_path: Path) -> None:
    """The case with what was done, the known fault, the weather that was declared, the modes of the rules."""
    execute, finding = api.served.execute, api.own("finding")
    await execute(
        """INSERT INTO desk_case (vehicle_id, rule, article, severity, state, level, first_began, last_began)
        SELECT vehicle_id, rule, article, severity, 'open', 0, began, began FROM finding WHERE id = CAST(:finding AS uuid)""",
        finding=finding,
    )
    await execute(
        "INSERT INTO case_finding (finding_id, case_id) SELECT CAST(:finding AS uuid), id FROM desk_case",
        finding=finding,
    )
    await execute(
        "INSERT INTO case_event (case_id, step, to_state, note) SELECT id, 'opened', 'open', '记录' FROM desk_case"
    )
    await execute(
        """INSERT INTO known_fault (vehicle_id, during, reason, account_id)
        SELECT :vehicle, '[2026-11-20,2026-11-30)', '送修', min(id) FROM account""",
        vehicle=int(api.own("vehicle")),
    )
    await execute(
        "INSERT INTO condition (kind, visibility_m, during) VALUES ('fog', 80, '[2026-11-23 22:30Z,2026-11-23 23:30Z)')"
    )
    for mode, since in (("on", "2026-01-01"), ("off", "2026-12-01")):
        await execute(
            "INSERT INTO rule_mode (rule, mode, since, source) VALUES ('R24', :mode, CAST(:since AS timestamptz), '区')",
            mode=mode, since=since,
        )  # fmt: skip
    folder = await exported(api, tmp_path)
    [case] = rows(folder, "cases")
    assert (case["findings"], [event["note"] for event in case["events"]]) == ([api.own("finding")], ["记录"])
    assert [one["reason"] for one in rows(folder, "known-faults")] == ["送修"]
    assert [(one["kind"], one["visibility_m"]) for one in rows(folder, "conditions")] == [("fog", 80)]
    assert [one["mode"] for one in rows(folder, "rule-modes") if one["rule"] == "R24"] == ["on"]


async def test_the_manifest_says_what_is_in_it_and_the_audit_trail_keeps_its_hash(api: Api, tmp_path: Path) -> None:
    folder = await exported(api, tmp_path)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["seal"]["reason"] == "事故调查取证"
    by_name = {file["name"]: file for file in manifest["files"]}
    assert (by_name["fixes.csv"]["rows"], by_name["findings.jsonl"]["rows"]) == (1, 1)
    assert all(
        len(file["sha256"]) == 64 and file["bytes"] == (folder / name).stat().st_size for name, file in by_name.items()
    )
    told = hashed(folder)
    [(kept,)] = await api.served.fetch(
        "SELECT detail ->> 'sha256_of_SHA256SUMS' FROM audit_entry WHERE action = 'seal.exported'"
    )
    assert told.split()[0] == kept


async def test_a_hundred_thousand_fixes_are_written_as_they_are_read(api: Api, tmp_path: Path) -> None:
    """A bus's month is some 26 times as much; it is never held as a whole."""
    await api.served.execute(
        "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, flags)"
        " SELECT :id, timestamptz '2026-11-23T22:00Z' + n * interval '70 ms', 1, now(), 'SRID=4326;POINT(119.4 34.7)', 5, 0"
        " FROM generate_series(0, 99999) AS n",
        id=int(api.own("vehicle")),
    )
    folder = await exported(api, tmp_path)
    assert verified(folder).returncode == 0
    with (folder / "fixes.csv").open(encoding="utf-8") as file:
        assert sum(1 for _ in file) >= 100_001


async def test_who_may_only_look_gets_no_package(api: Api) -> None:
    """The auditor sees that something is sealed; the package holds names and photographs."""
    async with api.as_role("officer") as officer:
        body = {"kind": "vehicle", "vehicle_id": api.own("vehicle"), "reason": "事故调查取证", **SPAN}
        await officer.post("/api/v1/seals", json=body)
    async with api.as_role("auditor") as auditor:
        assert (await auditor.get("/api/v1/seals/3")).status_code == 200
        assert (await auditor.get("/api/v1/seals/3/package.zip")).status_code == 403
    async with api.as_role("operator") as operator:
        assert (await operator.get("/api/v1/seals/3")).status_code == 404
        assert (await operator.get("/api/v1/seals")).json()["items"] == []
