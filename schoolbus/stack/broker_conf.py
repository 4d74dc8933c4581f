"""Mosquitto's configuration, said once: the private broker and the one in a container differ in paths and addresses only."""

from pathlib import Path

from schoolbus.stack.credentials import ACCESS_FILE, PASSWORD_FILE

CERTIFICATE_FILE, KEY_FILE = "door.crt", "door.key"
SESSION_TOPICS = ("bus/+/nmea", "owntracks/+/+")
PACKET_MAX_BYTES = 4 * 1024 * 1024  # a megabyte of noise still arrives, to be parked and seen


def configuration(
    *, files: Path, data: Path, service_door: str, device_door: str | None, device_tls: bool = False
) -> str:
    """The whole file. `files` holds passwords and access list, for `device_tls` also certificate and key; `data` what must
    outlive the broker.

    A door is "port" or "port address"; `device_door` is None until the ingest's session exists.
    """
    doors = [f"listener {service_door}"]
    if device_door is not None:
        doors.append(f"listener {device_door}")
        if device_tls:
            doors += [f"certfile {files / CERTIFICATE_FILE}", f"keyfile {files / KEY_FILE}"]
    listeners = "\n".join(doors)
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

{listeners}
"""
