"""The demo's hazards (隐患): a bus's that is closed, and four that live, each in another state; no bus has to stand for one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5

from sqlalchemy import select

from fleet.models import Vehicle
from geofences.hazards.act import take_step
from geofences.hazards.files import attach
from geofences.hazards.models import Hazard
from geofences.hazards.report import report
from geofences.hazards.schemas import Deed, HazardIn
from geofences.models import Place
from schoolbus.demo.cases import pictures
from schoolbus.demo.cases.scene import ONE_DAY, Scene
from schoolbus.demo.sow_places import KEYS

OPERATOR, SCHOOL = "op-gangcheng", "school-haitang"
SPARE_BUS = "苏G·X1169"  # bus-12, which nothing drives
TWO_HOURS = timedelta(hours=2)


async def sow_hazards(scene: Scene) -> None:
    """From the eldest to the newest."""
    await _closed(scene)
    await _rectifying(scene)
    await _submitted(scene)
    await _assigned(scene)
    await _found(scene)


async def _closed(scene: Scene) -> None:
    """Of a spare bus, a general one: found and removed by its operator, verified by the officer."""
    bus = await scene.session.scalar(select(Vehicle.id).where(Vehicle.plate == SPARE_BUS))
    one = await _opened(
        scene, "operator", scene.ago(10, "08:20"), subject_kind="bus", subject_id=bus, title="右侧后视镜支架松动",
        description="出车前检查发现支架螺栓松动，行驶中后视镜抖动；备用车，未投入运行。",
    )  # fmt: skip
    await one.take("officer", "grade", scene.ago(10, "09:30"), grade="general")
    await one.take(
        "officer", "assign", scene.ago(10, "09:35"), owner_id=scene.organisations[OPERATOR], responsible="维修班长 陈立",
        measure="更换支架和螺栓，试车后复检。", due_on=scene.today + 7 * ONE_DAY,
    )  # fmt: skip
    await one.take("operator", "begin", scene.ago(10, "10:10"))
    await one.attach("operator", scene.ago(9, "15:00"), "后视镜更换后.jpg", pictures.mirror())
    await one.take("operator", "submit", scene.ago(9, "15:05"), note="支架已更换，试车 5 公里无抖动。")
    await one.take("officer", "verify", scene.ago(8, "10:00"), note="现场查看，后视镜牢固，视野符合要求。")
    await one.take("officer", "close", scene.ago(8, "10:05"))


async def _rectifying(scene: Scene) -> None:
    """Of a road, a major one: an office without an account works on it, all five things are settled."""
    one = await _opened(
        scene, "officer", scene.ago(8, "14:10"), subject_kind="road", place_id=await _place(scene, "risk-shaoxiang-bridge"),
        title="窄桥一侧桥栏破损约 6 米", description="桥面宽不足 6 米，校车与货车会车时紧靠破损一侧。", grade="major",
    )  # fmt: skip
    await one.take(
        "officer", "assign", scene.ago(8, "16:00"), office="板桥街道办事处", office_contact="孙主任",
        office_phone="0518-80000012",
        responsible="街道城建办 孙主任", measure="修复桥栏，两端增设会车让行标志。", funds="3.8 万元，街道养护经费",
        plan="修复前设水马隔离，校车由引导员指挥单向通过。", due_on=scene.today + 20 * ONE_DAY,
    )  # fmt: skip
    await one.take("officer", "begin", scene.ago(6, "09:20"))
    await one.take("officer", "note", scene.ago(3, "11:00"), note="电话询问：水马已摆放，桥栏构件在加工。")


async def _submitted(scene: Scene) -> None:
    """Of an operator, which has sent its answer: the officer is to verify it."""
    operator = scene.organisations[OPERATOR]
    one = await _opened(
        scene, "operator", scene.ago(7, "16:30"), subject_kind="operator", subject_id=operator,
        title="停车场 4 具灭火器压力不足", description="月度自查：墟沟校车场站东墙 4 具灭火器压力表在红区。",
    )  # fmt: skip
    await one.take("officer", "grade", scene.ago(6, "08:50"), grade="general")
    await one.take(
        "officer", "assign", scene.ago(6, "08:55"), owner_id=operator, responsible="安全科 刘敏",
        measure="更换灭火器并登记检查卡。", due_on=scene.today + 5 * ONE_DAY,
    )  # fmt: skip
    await one.take("operator", "begin", scene.ago(6, "13:40"))
    await one.attach("operator", scene.ago(1, "15:20"), "新灭火器.jpg", pictures.extinguishers())
    await one.take("operator", "submit", scene.ago(1, "15:25"), note="4 具灭火器已全部更换，检查卡已挂，请验收。")


async def _assigned(scene: Scene) -> None:
    """Of a school, due in two days."""
    school = scene.organisations[SCHOOL]
    one = await _opened(
        scene, "officer", scene.ago(5, "07:50"), subject_kind="school", subject_id=school, title="校门口斑马线磨损，护学岗缺一人",
        description="早高峰巡查：斑马线几乎看不清，东侧路口无人值守，校车与家长车辆交织。", grade="general",
    )  # fmt: skip
    await one.take(
        "officer", "assign", scene.ago(5, "10:15"), owner_id=school, responsible="副校长 何静",
        measure="补齐护学岗；会同交警重新施划斑马线。", due_on=scene.today + 2 * ONE_DAY,
    )  # fmt: skip


async def _found(scene: Scene) -> None:
    """Of a road, not graded yet."""
    await _opened(
        scene, "police", scene.now - TWO_HOURS, subject_kind="road", place_id=await _place(scene, "risk-yunsu-bends-lower"),
        title="急弯外侧警示桩倒伏", description="巡逻发现弯道外侧 5 根警示桩倒伏，夜间看不清路缘。",
    )  # fmt: skip


@dataclass(frozen=True)
class _Opened:
    """A hazard of the ledger, of which steps are taken at moments that are past."""

    scene: Scene
    hazard: Hazard

    async def take(self, by: str, name: str, at: datetime, **deed: Any) -> None:
        """An account takes a step."""
        await take_step(
            self.scene.session, viewer=self.scene.viewers[by], hazard_id=self.hazard.id, name=name,
            version=self.hazard.version, deed=Deed.model_validate(deed), now=at, zone=self.scene.settings.zone, address=None,
        )  # fmt: skip

    async def attach(self, by: str, at: datetime, name: str, data: bytes) -> None:
        """An account sends a picture that shows the measure."""
        await attach(
            self.scene.session, viewer=self.scene.viewers[by], hazard_id=self.hazard.id, purpose="evidence", name=name,
            data=data, now=at, settings=self.scene.settings, address=None,
        )  # fmt: skip


async def _opened(scene: Scene, by: str, at: datetime, **told: Any) -> _Opened:
    """An account enters a hazard."""
    wish = HazardIn.model_validate(told)
    return _Opened(scene, await report(scene.session, viewer=scene.viewers[by], wish=wish, now=at, address=None))


async def _place(scene: Scene, key: str) -> int:
    """The id of a risk segment of the district."""
    found = await scene.session.scalars(select(Place.id).where(Place.key == uuid5(KEYS, key)))
    return found.one()
