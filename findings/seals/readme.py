"""What a stranger who receives a package reads first, in both languages: what is in it, and how to verify it without us."""

from datetime import datetime

from findings.seals.schemas import SealOut

NOTES: dict[str, dict[str, str]] = {
    name: {"zh": zh, "en": en}
    for name, zh, en in (
        ("fixes.csv", "定位点（时间为 UTC，坐标为 WGS-84，速度为米/秒）",
         "positions (UTC, degrees WGS-84, metres a second)"),
        ("seal.jsonl", "封存本身：对象、时段、理由、封存人、解除申请",
         "the seal: of what, when, why, by whom, who wants it lifted"),
        ("vehicles.jsonl", "车辆", "vehicles"),
        ("devices.jsonl", "车载终端及其绑定", "devices, and when each spoke for which vehicle"),
        ("parked.jsonl", "收到而不能采用的原始数据（base64）及原因",
         "raw frames that could not be used (base64), and why"),
        ("findings.jsonl", "报警（疑似违规）及证据",
         "findings (suspected breaches) with their evidence"),
        ("evidence-tracks.jsonl", "随报警保存的轨迹（zlib 压缩的 JSON，base64）",
         "tracks kept with findings (JSON under zlib, base64)"),
        ("cases.jsonl", "处置单：经过、处理人、附件目录（含 SHA-256）",
         "cases: what was done, by whom, attachments with their SHA-256"),
        ("known-faults.jsonl", "已知故障", "faults that were known then"),
        ("runs.jsonl", "班次、到站时间、驾驶人和随车照管人员",
         "runs, arrivals at stops, drivers and attendants"),
        ("permits.jsonl", "当时有效的许可及版本", "permits and the versions that were in force"),
        ("signs.jsonl", "校车标牌", "school-bus signs"),
        ("lines.jsonl", "线路版本、站点、开行时间", "versions of lines with stops and times"),
        ("places.jsonl", "当时有效的地点、路段、危险路段版本",
         "versions of places, road sections and risk segments true then"),
        ("exemptions.jsonl", "第三十条的情形", "exemptions under Art 30"),
        ("conditions.jsonl", "第三十五条的天气与路面情形", "weather and surface under Art 35"),
        ("rule-modes.jsonl", "各条规则启用、试运行、停用的时间",
         "when each rule was on, in trial or off"),
        ("parameters.jsonl", "规则参数及来源",
         "dated parameters of the rules with their sources"),
        ("driver-cards.jsonl", "驾驶员卡插拔记录", "drivers' cards put in and taken out"),
        ("media.jsonl", "照片、录音、录像的目录，文件在 media 文件夹",
         "list of photographs, sounds and films; the files are in media/"),
        ("media", "终端拍摄的文件", "a file that a terminal sent"),
        ("audit.jsonl", "有关对象的操作记录", "the audit trail of what is in here"),
        ("README.txt", "说明", "this text"),
    )
}  # fmt: skip
TEXT = """封存证据包 第 {id} 号

对象：{subject}
时段：{since} 至 {until}（UTC）
理由：{reason}
封存人：{by}，{at}
本包生成：{now}

怎样核对（不需要校车系统）
1. 解压到一个空文件夹，在该文件夹中打开命令行。
2. Linux：      sha256sum -c SHA256SUMS
   macOS：      shasum -a 256 -c SHA256SUMS
   Windows：    在 PowerShell 中对每个文件执行  Get-FileHash 文件名 -Algorithm SHA256，与 SHA256SUMS 中的值比较。
3. 每个文件都显示 OK（成功），即与生成时一致。
4. 要确认 SHA256SUMS 本身没有被换过：算出它的 SHA-256，向出具单位核对其操作记录中 seal.exported 一条的值。

文件
{files_zh}
.jsonl 文件每行是一个 JSON 对象；.csv 文件首行是列名，用 UTF-8 编码。


Sealed evidence, package of seal {id}

Of:         {subject}
Time:       {since} to {until} (UTC)
Why:        {reason}
Sealed by:  {by}, {at}
Package of: {now}

How to verify it (without the school-bus program)
1. Unpack it into an empty folder and open a command line there.
2. Linux:      sha256sum -c SHA256SUMS
   macOS:      shasum -a 256 -c SHA256SUMS
   Windows:    in PowerShell, for each file:  Get-FileHash NAME -Algorithm SHA256, and compare with SHA256SUMS.
3. OK behind every file means that it is as it was when the package was made.
4. To be sure that SHA256SUMS itself was not replaced: take its SHA-256 and ask the office that gave it to you for the value in
   the entry seal.exported of its audit trail.

Files
{files_en}
In a .jsonl file each line is a JSON object; in a .csv file the first line names the columns; all is UTF-8.
"""


def readme(sealed: SealOut, now: datetime) -> bytes:
    """README.txt of a package."""
    return TEXT.format(
        id=sealed.id,
        subject=sealed.subject,
        since=_utc(sealed.since),
        until=_utc(sealed.until),
        reason=sealed.reason,
        by=sealed.sealed_by,
        at=_utc(sealed.sealed_at),
        now=_utc(now),
        files_zh="\n".join(f"  {name:24}{note['zh']}" for name, note in NOTES.items()),
        files_en="\n".join(f"  {name:24}{note['en']}" for name, note in NOTES.items()),
    ).encode()


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
