"""The Celery app: what happens later or regularly, on any number of workers. `-A schoolbus.worker`."""

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_ready

from core.settings import Settings, get_settings

CONCURRENCY = 2
TASKS = (
    "findings.tasks", "findings.evidence.tasks", "findings.reports.tasks", "findings.suspects.score.tasks", "fleet.tasks",
    "geofences.hazards.tasks", "gps_ingest.tasks", "permits.desk.tasks", "permits.training.tasks",
    "runs.making.tasks", "schoolbus.danger",
)  # fmt: skip
RECKON = "gps_ingest.reckon_quality"
# What happens regularly, in local time; each task says itself what it does.
SCHEDULE = {
    "partitions of the tracks": {"task": "fleet.ensure_partitions", "schedule": crontab(hour=2, minute=10)},
    "tracks of findings": {"task": "findings.keep_evidence", "schedule": crontab(minute="*/5")},
    "late tracks of findings": {"task": "findings.renew_evidence", "schedule": crontab(hour=1, minute=50)},
    "old tracks": {"task": "fleet.forget_tracks", "schedule": crontab(hour=2, minute=20)},
    "old findings": {"task": "findings.forget", "schedule": crontab(hour=2, minute=30)},
    "contacts and photos of reports": {"task": "findings.forget_reporters", "schedule": crontab(minute=35)},
    "old parked frames": {"task": "gps_ingest.forget_parked", "schedule": crontab(hour=2, minute=40)},
    "cases that nobody answered": {"task": "findings.escalate", "schedule": crontab()},
    "overdue hazards": {"task": "hazards.escalate", "schedule": crontab(minute=1)},
    "terms of applications": {"task": "permits.pass_night", "schedule": crontab(minute=2)},
    "runs of the coming days": {"task": "runs.make", "schedule": crontab(minute="*/2")},
    "trainings that end soon": {"task": "permits.remind_of_training", "schedule": crontab(hour=6, minute=30)},
    "suspects scored": {"task": "findings.score_suspects", "schedule": crontab(minute=20)},
    "old sightings": {"task": "findings.forget_sightings", "schedule": crontab(hour=2, minute=45)},
    "quality of the data": {"task": RECKON, "schedule": crontab(minute=5)},
    "dangerous segments, weekly": {"task": "danger.ask", "schedule": crontab(day_of_week="mon", hour=3, minute=10)},
    "dangerous segments, what was asked for": {"task": "danger.work", "schedule": crontab()},
    "old walks for dangerous segments": {"task": "danger.forget", "schedule": crontab(hour=2, minute=50)},
}


def make_celery(settings: Settings) -> Celery:
    """A Celery app on the settings' Redis. A task is acknowledged when it is done, so a killed worker loses none."""
    made = Celery("schoolbus", broker=settings.redis_url)
    made.conf.update(
        include=TASKS,
        beat_schedule=SCHEDULE,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        broker_connection_retry_on_startup=True,
        broker_transport_options={"visibility_timeout": 3600},
        timezone=settings.timezone,
        enable_utc=True,
        beat_schedule_filename=str(settings.data_dir / "beat-schedule"),
    )
    return made


def run_worker() -> None:
    """Run a worker in the foreground. Once it has come the figures are reckoned, also those of days that it missed."""
    worker_ready.connect(_have_figures_reckoned, weak=False)
    celery_app.worker_main(
        ["worker", f"--concurrency={CONCURRENCY}", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
    )


def _have_figures_reckoned(**_: object) -> None:
    """Once Redis is there: a worker that starts before it waits for it.

    At once: one put off would lie in the worker unacknowledged, and kombu 5.7 ends a worker that holds such when Redis dies.
    """
    celery_app.send_task(RECKON)


def run_beat() -> None:
    """Run the clock in the foreground."""
    celery_app.start(["beat", "--loglevel=INFO"])


celery_app = make_celery(get_settings())
