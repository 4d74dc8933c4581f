"""Mosquitto's configuration, said once: the private broker and the one in a container differ in paths and addresses only."""

from pathlib import Path

from schoolbus.stack.credentials import ACCESS_FILE, PASSWORD_FILE

SESSION_TOPICS = ("bus/+/nmea", "owntracks/+/+")
PACKET_MAX_BYTES = 4 * 1024 * 1024  # a megabyte of noise still arrives, to be parked and seen


def configuration(*, files: Path, data: Path, service_door: str, device_door: str | None) -> str:
    """The whole file. `files` holds passwords and access list, `data` what must outlive the broker.

    A door is "port" or "port address"; `device_door` is None until the ingest's session exists.
    """
    doors = [door for door in (service_door, device_door) if door is not None]
    return f"""\
# Written by schoolbus at every start; changes here are lost.
allow_anonymous false
password_file {files / PASSWORD_FILE}
acl_file {files / ACCESS_FILE}

persistence true
persistence_location {data}/
autosave_interval 1
autosave_on_changes false

max_queued_messages 0
max_queued_bytes 0
max_packet_size {PACKET_MAX_BYTES}
set_tcp_nodelay true

sys_interval 2
log_dest stderr
log_dest topic
log_type error
log_type warning
log_type notice
log_timestamp_format %Y-%m-%dT%H:%M:%S
connection_messages true

{"".join(f"listener {door}" + chr(10) for door in doors)}"""
