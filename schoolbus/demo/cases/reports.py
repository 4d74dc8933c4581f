"""The demo's public reports (举报): one that waits inside its working day, one accepted, one handed to another office."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from findings.reports.act import take_step
from findings.reports.models import PublicReport
from findings.reports.public import ticket
from findings.reports.public.intake import receive
from findings.reports.public.schemas import ReportIn
from findings.reports.schemas import Deed
from schoolbus.demo.cases.scene import Scene
from schoolbus.demo.cases.sightings import VAN

SPEEDER = "苏G·X2012"  # bus-13, which the scenario lets drive too fast in a bend
JUST_NOW, A_LITTLE_BEFORE = timedelta(minutes=35), timedelta(minutes=50)


async def sow_reports(scene: Scene) -> None:
    """From the eldest to the newest, as their numbers tell."""
    await _transferred(scene)
    await _accepted(scene)
    await _received(
        scene, scene.now - JUST_NOW, kind="speeding", plate=SPEEDER, place="云宿路连续弯道",
        happened_at=scene.now - A_LITTLE_BEFORE, words="校车下坡过弯没有减速，后面的车都不敢跟。希望提醒一下司机。",
    )  # fmt: skip


async def _transferred(scene: Scene) -> None:
    """What is the transport office's."""
    report = await _received(
        scene, scene.ago(4, "18:20"), kind="dangerous_road", place="宿高路临水段，往宿城方向", happened_at=scene.ago(4, "17:50"),
        words="路边有一段波形护栏被撞弯，旁边就是水面，校车每天从这里过。",
    )  # fmt: skip
    day = scene.days[2]
    await _take(
        scene, report, "transfer", scene.ago(3, "09:40"), office="连云区交通运输局",
        receipt_number=f"连交收〔{day.year}〕36 号", receipt_on=day, note="已电话告知对方养护科，派员现场查看。",
    )  # fmt: skip


async def _accepted(scene: Scene) -> None:
    """Of a stranger's van, which the sightings list as well."""
    report = await _received(
        scene, scene.ago(2, "07:58"), kind="no_permit", plate=VAN, place="海棠路小学校门东侧路口",
        happened_at=scene.ago(2, "07:36"), name="周女士", phone="19900000099",
        words="一辆白色面包车每天早晚接送七八个孩子，车上没有校车标牌，家长按月交钱。",
    )  # fmt: skip
    await _take(scene, report, "accept", scene.ago(2, "09:05"))


async def _received(scene: Scene, at: datetime, **told: Any) -> PublicReport:
    """As a passer-by sends it, at a moment."""
    wish = ReportIn.model_validate({"ticket": ticket.issue(scene.settings, at), **told})
    receipt = await receive(scene.session, told=wish, locale="zh-CN", now=at, settings=scene.settings)
    found = await scene.session.scalars(select(PublicReport).where(PublicReport.number == receipt.number))
    return found.one()


async def _take(scene: Scene, report: PublicReport, name: str, at: datetime, **deed: Any) -> None:
    """The officer takes a step."""
    await take_step(
        scene.session, viewer=scene.viewers["officer"], report_id=report.id, name=name, version=report.version,
        deed=Deed.model_validate(deed), now=at, settings=scene.settings, address=None,
    )  # fmt: skip
