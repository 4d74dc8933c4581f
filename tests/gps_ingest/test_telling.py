"""What is told after the commit: to the device that waits for it, to the live channel, to the metrics; and silence."""

import json
import threading
import time
import urllib.request
from queue import SimpleQueue
from typing import Any

import psycopg
import redis
from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from schoolbus.stack.ports import any_free
from tests.conftest import Broker
from tests.gps_ingest.conftest import SECRET, Fleet, Ingest, MqttDevice, rmc, send_tcp, until


def test_a_device_that_asks_is_answered_once_the_database_has_its_fix(
    ingest: Ingest, fleet: Fleet, mqtt: Broker
) -> None:
    """MQTT 5: the answer comes on the response topic with the correlation data, after the commit, and not before."""
    fleet.bus("苏G00001", "bus-0001")
    answers: SimpleQueue[tuple[str, bytes]] = SimpleQueue()
    host, _, port = mqtt.device_url.removeprefix("mqtt://").partition(":")
    device = paho.Client(CallbackAPIVersion.VERSION2, client_id="bus-0001", protocol=paho.MQTTv5)
    device.username_pw_set("bus-0001", SECRET)
    device.on_message = lambda client, userdata, message: answers.put(
        (message.topic, vars(message.properties)["CorrelationData"])
    )
    device.connect(host, int(port))
    device.loop_start()
    device.subscribe("bus/bus-0001/stored", qos=1)
    asking = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    asking.ResponseTopic, asking.CorrelationData = "bus/bus-0001/stored", b"fix 1"
    device.publish("bus/bus-0001/nmea", rmc(time.time()), qos=1, properties=asking).wait_for_publish(10)
    time.sleep(1.0)
    assert answers.empty(), "the broker has it, the database has not"
    ingest.start()
    assert answers.get(timeout=30) == ("bus/bus-0001/stored", b"fix 1")
    assert ingest.count() == 1
    other = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    other.ResponseTopic, other.CorrelationData = "bus/bus-0002/stored", b"fix 2"
    device.publish("bus/bus-0001/nmea", rmc(time.time()), qos=1, properties=other).wait_for_publish(10)
    until(lambda: ingest.count() == 2, "the second fix")
    assert answers.empty(), "nobody is answered in another device's name"
    device.disconnect()
    device.loop_stop()


def test_the_live_channel_is_told_of_every_batch_and_hears_a_heartbeat(
    ingest: Ingest, fleet: Fleet, redis_url: str
) -> None:
    """Batch numbers rise without a gap; a bus is told with where it is and how; each second something is said."""
    bus = fleet.bus("苏G00001", "bus-0001")
    heard: list[dict[str, Any]] = []
    stop = threading.Event()

    def listen() -> None:
        with redis.Redis.from_url(redis_url) as client, client.pubsub() as channel:
            channel.subscribe("live")
            while not stop.is_set():
                message = channel.get_message(timeout=0.2)
                if message is not None and message["type"] == "message":
                    heard.append(json.loads(message["data"]))

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        ingest.start()
        ingest.ready()
        send_tcp(ingest.tcp_port, b"bus-0001\n" + rmc(time.time(), 34.71, 119.41) + b"\n")
        until(lambda: any(message["buses"] for message in list(heard)), "the bus to be told")
        seen = len(heard)
        until(lambda: len(heard) >= seen + 3, "heartbeats", 10.0)
    finally:
        stop.set()
        listener.join()
    batches = [message["batch"] for message in heard if message["batch"]]
    assert set(range(batches[0], batches[-1] + 1)) == set(batches)
    told = next(message for message in heard if message["buses"])["buses"][0]
    assert (told["id"], told["lat"], told["lon"], told["course_deg"], told["speed_kmh"]) == (
        bus,
        34.71,
        119.41,
        90.0,
        30.0,
    )
    assert told["state"] in {"in_order", "parked"}
    assert heard[-1]["behind_s"] < 10.0
    assert heard[-1]["watermark"] is not None


def test_what_is_parked_is_counted_by_reason_in_the_metrics(ingest: Ingest, fleet: Fleet) -> None:
    """An operator can alarm on it: kept, parked by door and reason, repeated, without fix, batches."""
    fleet.bus("苏G00001", "bus-0001")
    port = any_free()
    ingest.environment["SCHOOLBUS_INGEST_METRICS_PORT"] = str(port)
    ingest.start()
    ingest.ready()
    good = rmc(time.time())
    send_tcp(ingest.tcp_port, b"bus-0001\n" + good + b"\n" + good + b"\nnoise!\n")
    until(lambda: ingest.parked() == {"not_nmea": 1}, "the noise to be parked")

    def metrics() -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            return str(answer.read().decode())

    until(lambda: 'ingest_parked_total{door="nmea_tcp",reason="not_nmea"} 1.0' in metrics(), "the count")
    text = metrics()
    assert 'schoolbus_ingest_fixes_total{door="nmea_tcp"} 1.0' in text
    assert "schoolbus_ingest_repeated_total 1.0" in text


ROAD = """
INSERT INTO organisation (slug, kind, name) VALUES ('op', 'operator', 'o'), ('school', 'school', 's');
INSERT INTO line (code, direction, school_id, name) VALUES ('1', 'to_school', 2, 'l');
INSERT INTO line_version (line_id, version, path) VALUES (1, 1, 'SRID=4326;LINESTRING(119.4 34.7, 119.5 34.7)');
INSERT INTO line_stop (line_version_id, seq, name, point, offset_s) VALUES
    (1, 0, 'a', 'SRID=4326;POINT(119.4 34.7)', 0), (1, 1, 'b', 'SRID=4326;POINT(119.5 34.7)', 1800);
INSERT INTO run (day, vehicle_id, line_version_id, planned_start, planned_end)
    VALUES (current_date, 1, 1, now() - interval '10 s', now() + interval '30 min');
INSERT INTO parameter (name, value, since, source) VALUES ('R39.silent_s', 4, '2020-01-01', 'test');
"""


def test_an_ingest_that_was_stopped_calls_nobody_silent_for_it(ingest: Ingest, fleet: Fleet, mqtt: Broker) -> None:
    """A bus goes on sending while we are away for longer than its patience: no finding. When it falls silent, one."""
    fleet.bus("苏G00001", "bus-0001")
    with psycopg.connect(ingest.database_url, autocommit=True) as connection:
        connection.execute(ROAD.encode())
    silences = "SELECT count(*) FROM finding WHERE rule = 'R39'"
    device = MqttDevice(mqtt, "bus-0001")
    drives, sending = threading.Event(), threading.Event()
    sending.set()

    def drive() -> None:
        began = time.time()
        while sending.is_set():
            moving = drives.is_set()
            device.send(
                rmc(time.time(), 34.7, 119.4 + (0.0001 * (time.time() - began) if moving else 0.0), 30.0 * moving)
            )
            time.sleep(0.25)

    driver = threading.Thread(target=drive)
    driver.start()
    try:
        ingest.start()
        until(lambda: ingest.one("SELECT count(*) FROM run_progress") == 1, "the run to begin")
        drives.set()
        time.sleep(2.0)
        ingest.kill()
        time.sleep(8.0)
        ingest.start()
        ingest.ready()
        for _ in range(4):
            ingest.ready()
        assert ingest.one(silences) == 0
    finally:
        sending.clear()
        driver.join()
    until(lambda: ingest.one(silences) == 1, "the silence of a bus that is silent to be found")
    device.leave()


def test_what_a_rule_in_trial_finds_is_stored_and_told_to_nobody(ingest: Ingest, fleet: Fleet, redis_url: str) -> None:
    """A bus falls silent in its run while the rule is in trial: a row, marked; the live channel hears of no finding."""
    fleet.bus("苏G00001", "bus-0001")
    with psycopg.connect(ingest.database_url, autocommit=True) as connection:
        connection.execute(ROAD.encode())
        connection.execute("INSERT INTO rule_mode (rule, mode, since, source) VALUES ('R39', 'trial', 'epoch', 'test')")
    with redis.Redis.from_url(redis_url) as client, client.pubsub() as channel:
        channel.subscribe("live")
        ingest.start()
        ingest.ready()
        send_tcp(ingest.tcp_port, b"bus-0001\n" + rmc(time.time(), 34.7, 119.4, 0.0) + b"\n")
        until(lambda: ingest.one("SELECT count(*) FROM finding WHERE rule = 'R39' AND trial") == 1, "the silence")
        seen = ingest.one("SELECT batch FROM finding WHERE rule = 'R39'")
        heard: list[dict[str, Any]] = []

        def listened() -> bool:
            message = channel.get_message(timeout=0.2)
            if message is not None and message["type"] == "message":
                heard.append(json.loads(message["data"]))
            return bool(heard) and heard[-1]["batch"] >= seen + 1

        until(listened, "the batch after it to be told")
    assert any(message["buses"] for message in heard)
    assert not [message for message in heard if message["findings"]]
