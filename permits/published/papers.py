"""The papers that an application brings, each for which condition of REG 14 (VEH 59, 60); nothing beside them is asked for
(行政许可法 31). Pure.
"""

from dataclasses import dataclass

from core.errors import Text


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A paper by its kind at the desk; `condition`: which of REG 14 it proves, 0 for who applies and what for."""

    kind: str
    condition: int
    words: Text


ASKED = (
    AskedPaper("application_form", 0, Text("校车使用许可申请表", "application form")),
    AskedPaper("identity", 0, Text("申请单位主体资格证明", "proof of who the applicant is")),
    AskedPaper("vehicle_licence", 1, Text("机动车行驶证", "vehicle licence")),
    AskedPaper("inspection", 1, Text("机动车检验合格证明", "inspection certificate")),
    AskedPaper("driver_licence", 2, Text("机动车驾驶证（校车驾驶资格）", "driver's licence with the school-bus qualification")),
    AskedPaper("plan", 3, Text("校车运行方案：行驶线路、开行时间、停靠站点", "operation plan: lines, times, stops")),
    AskedPaper("safety_system", 4, Text("安全管理制度", "safety management system")),
    AskedPaper(
        "responsibility_letter", 4,
        Text("校车安全管理责任书（由服务提供者服务的）", "responsibility letter, where a provider serves")
    ),
    AskedPaper("insurance", 5, Text("机动车承运人责任保险凭证", "carrier's liability insurance")),
)  # fmt: skip
