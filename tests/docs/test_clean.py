"""Nothing of anybody's machine or network is in what we publish."""

import re

from tests.docs.tracked import ROOT, text_of, tracked_files

# said in pieces, so that this file is no hit itself
HOSTS = ("registry.npm" + "js.org", "files.python" + "hosted.org", "pypi" + ".org", "npm" + "mirror.com")
FOLDERS = re.compile("/(?:ho" + r"me/\w+|ro" + r"ot/\w+|wo" + r"rk/(?:main|shared)|Us" + r"ers/\w+)/")


def test_no_tracked_file_names_a_package_registry_or_a_folder_of_somebodys_machine() -> None:
    """A lock file with an address works only where that address is reachable."""
    for file in tracked_files():
        text = text_of(file)
        assert not [host for host in HOSTS if host in text], file
        assert FOLDERS.search(text) is None, f"{file}: {FOLDERS.search(text)}"


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    """What is installed is what was locked, from wherever the user gets packages."""
    locks = [*(ROOT / "requirements").glob("*.lock"), ROOT / "web" / "ui" / "package-lock.json"]
    assert len(locks) >= 4
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock
        assert "--hash=sha256:" in text or '"integrity": "sha512-' in text, lock


def test_every_document_of_ours_is_small_enough_to_be_read() -> None:
    """A decision is one screen; a guide is read at one sitting."""
    for file in tracked_files():
        if file.suffix == ".md" and file.name != "rules.md":
            lines = len(file.read_text(encoding="utf-8").splitlines())
            assert lines <= (60 if file.parent.name == "decisions" else 250), file
