"""What the README has a person type is what the program understands."""

import re
import subprocess

import pytest

from core import clock
from gps_ingest.decode.frames import decode
from gps_ingest.doors.osmand_request import said
from gps_ingest.frames import Frame, Stream
from tests.docs.tracked import ROOT


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_sentence_made_by_hand_is_a_fix_of_now_in_the_middle_of_the_district(readme: str) -> None:
    """A person who copies the line sees a bus appear, not a parked frame."""
    command = re.search(r"^    sentence=\$\((.*)\)$", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
    assert command is not None
    sentence = subprocess.run(["sh", "-c", command[1]], capture_output=True, check=True).stdout.strip()
    frame = Frame("nmea_tcp", Stream(device="bus-0001"), sentence, clock.epoch())
    fixes = decode([frame], knows=())
    assert not fixes.bad
    assert len(fixes) == 1
    assert abs(fixes.time_s[0] - clock.epoch()) < 60
    assert (fixes.lon[0], fixes.lat[0]) == pytest.approx((119.38, 34.72))


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/devices.md", "docs/telephones.md"])
def test_the_telephone_s_report_made_by_hand_is_a_fix_of_now_and_names_its_sender(page: str) -> None:
    """A person who copies the line, with id and secret put in, reads 200."""
    url = re.search(
        r'^    curl (?:-i )?("http://127\.0\.0\.1:5055/\?.*")$', (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE
    )
    assert url is not None
    asked = subprocess.run(["sh", "-c", f"printf %s {url[1]}"], capture_output=True, check=True).stdout
    request = said(asked.partition(b"?")[2], [], b"")
    assert (request.device, request.secret) == ("DEVICE", "SECRET")
    frame = Frame("osmand", Stream(device="DEVICE", proven=True), request.raw, clock.epoch(), format="osmand")
    fixes = decode([frame], knows=())
    assert not fixes.bad
    assert (fixes.lon[0], fixes.lat[0], fixes.speed_mps[0]) == pytest.approx((119.38, 34.72, 18 * 1852 / 3600))
    assert abs(fixes.time_s[0] - clock.epoch()) < 60


def test_every_make_target_that_the_documents_name_exists() -> None:
    """`make help` and the documents speak of the same things."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/architecture.md"):
        named = set(re.findall(r"(?:`|^    )make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        assert named <= targets, name
