"""What is counted: one set of Prometheus metrics for all processes of the house.

With PROMETHEUS_MULTIPROC_DIR set before start (the stack does) the API's `/metrics` adds up every process of the machine.
"""

import os
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

MULTIPROC_DIR = "PROMETHEUS_MULTIPROC_DIR"


@dataclass(frozen=True, slots=True)
class BrokerGauges:
    """What the keeper of the broker's door sees."""

    messages: Gauge
    bytes: Gauge
    age_s: Gauge
    clients: Gauge
    door_open: Gauge


@dataclass(frozen=True, slots=True)
class Metrics:
    """The metrics of one process; made once, at composition."""

    registry: CollectorRegistry
    requests: Counter
    request_s: Histogram
    logins: Counter
    sockets: Gauge
    frames: Counter
    turned_away: Counter
    fixes: Counter
    parked: Counter
    unlisted: Counter
    throttled: Counter
    connections: Gauge
    repeated: Counter
    no_fix: Counter
    findings: Counter
    batches: Counter
    batch_s: Histogram
    behind_s: Gauge
    oldest_s: Gauge
    broker: BrokerGauges


def make_metrics() -> Metrics:
    """A new set in a registry of its own."""
    registry = CollectorRegistry()

    def counter(name: str, says: str, *labels: str) -> Counter:
        return Counter(f"schoolbus_{name}", says, labels, registry=registry)

    def histogram(name: str, says: str, *labels: str) -> Histogram:
        return Histogram(f"schoolbus_{name}", says, labels, registry=registry)

    def gauge(name: str, says: str, *labels: str, mode: str = "mostrecent") -> Gauge:
        return Gauge(f"schoolbus_{name}", says, labels, registry=registry, multiprocess_mode=mode)  # type: ignore[arg-type]

    return Metrics(
        registry=registry,
        requests=counter("http_requests", "HTTP requests answered", "method", "route", "status"),
        request_s=histogram("http_request_seconds", "Seconds until an HTTP request was answered", "route"),
        logins=counter("logins", "Logins tried", "outcome"),
        sockets=gauge("live_sockets", "Open live WebSockets", mode="livesum"),
        frames=counter("ingest_frames", "Frames received by the ingest", "door"),
        turned_away=counter("ingest_turned_away", "What the doors did not take in", "door", "reason"),
        fixes=counter("ingest_fixes", "Fixes kept", "door"),
        parked=counter("ingest_parked", "Frames parked", "door", "reason"),
        unlisted=counter("ingest_unlisted", "Parked frames that were only counted, being too many", "door"),
        throttled=counter("throttled", "Frames past what their device may send", "door"),
        connections=gauge("ingest_connections", "Open connections of devices", "door"),
        repeated=counter("ingest_repeated", "Fixes that were kept before, and dropped"),
        no_fix=counter("ingest_no_fix", "Sentences and messages that say that there is no fix"),
        findings=counter("findings", "Findings made", "rule"),
        batches=counter("ingest_batches", "Batches committed"),
        batch_s=histogram("ingest_batch_seconds", "Seconds from the first frame of a batch to its commit"),
        behind_s=gauge("ingest_behind_seconds", "Seconds our own pipeline is behind"),
        oldest_s=gauge("ingest_oldest_seconds", "Age of the oldest frame that is not committed"),
        broker=BrokerGauges(
            messages=gauge("broker_messages", "Messages that the broker holds for the ingest"),
            bytes=gauge("broker_bytes", "Bytes of the messages that the broker holds for the ingest"),
            age_s=gauge("broker_age_seconds", "Seconds since the ingest had taken all that was sent"),
            clients=gauge("broker_clients", "Clients connected to the broker"),
            door_open=gauge("broker_door_open", "1 while the broker's door for devices is open, 0 while it is shut"),
        ),
    )


def metrics_text(metrics: Metrics) -> bytes:
    """What `/metrics` answers: all processes of the machine where they share a folder, else this one."""
    if not os.environ.get(MULTIPROC_DIR):
        return generate_latest(metrics.registry)
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)
