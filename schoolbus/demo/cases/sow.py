"""Sow what the pages show on a first visit: hazards, reports, sightings, the rota, applications, rounds, training, permits."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from core.settings import Settings
from schoolbus.demo.cases.applications import sow_applications
from schoolbus.demo.cases.granted import sow_granted
from schoolbus.demo.cases.hazards import sow_hazards
from schoolbus.demo.cases.imports import sow_imports
from schoolbus.demo.cases.labels import sow_decisions, sow_labels
from schoolbus.demo.cases.registers import sow_registers
from schoolbus.demo.cases.reports import sow_reports
from schoolbus.demo.cases.rota import sow_rota
from schoolbus.demo.cases.rounds import sow_round
from schoolbus.demo.cases.scene import set_scene
from schoolbus.demo.cases.sightings import score, sow_sightings
from schoolbus.demo.cases.training import sow_training


async def sow_cases(session: AsyncSession, *, settings: Settings, now: datetime) -> None:
    """Sow them as of `now`, by the use cases that the pages call, on a district just sown with its accounts.

    Scoring, the last, commits what came before it; it is done again every hour, so nothing is lost when it fails.
    """
    scene = await set_scene(session, settings=settings, now=now)
    await sow_hazards(scene)
    await sow_sightings(scene)
    await sow_reports(scene)
    await sow_rota(scene)
    await sow_applications(scene)
    await sow_round(scene)
    await sow_training(scene)
    await sow_decisions(scene)
    await sow_labels(scene)  # before some of the signs are lost
    await sow_granted(scene)
    await sow_imports(scene)
    await sow_registers(scene)
    await score(scene)
