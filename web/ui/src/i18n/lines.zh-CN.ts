// The words of drawn lines in Chinese.
export const linesZhCN = {
  title: '画新线路', next: '{{name}}：第 {{n}} 版', back: '返回申请', lead: '先有路径，再定站点和时间。保存后写入申请；许可批准前不产生任何效力。', phone: '手机上可以从轨迹、文件或已有线路生成并修改站点；手画路径请用电脑。',
  fromTracks: '从轨迹生成', fromFile: '导入文件', fromLine: '复制线路', drawPath: '画路径', setStops: '点地图定站点',
  tracksHint: '选车辆、日期和时段：各天共同的行驶路径成为线路，多数天停过车的地方成为站点。', since: '从', until: '到', from: '每天从', to: '到', propose: '生成线路',
  daysUsed: '采用了 {{n}} 天的轨迹', standHint: '轨迹只知道车停过，不知道为什么停：等红灯也会出现在这里，请逐站核对后删去。', leftOut: '{{n}} 天未采用',
  why: { no_fixes: '该时段没有定位', never_moved: '该时段没有行驶', too_short: '行驶不足 500 米', silent: '定位中断超过 2 分钟', other_way: '走了别的路' },
  fileHint: 'GeoJSON、KML 或 GPX：最长的一条线为路径，点为站点。', datum: '坐标系', datumOf: { wgs84: 'WGS-84（GPS）', gcj02: 'GCJ-02（高德、腾讯）', bd09: 'BD-09（百度）' }, pickFile: '选择文件', reckoned: '文件里没有时间：站点时间按时速 25 公里推算，请核对。',
  copyHint: '以已有线路为底稿，例如上学期的线路。', linePick: '选择线路', copy: '复制到这里',
  name: '线路名称', direction: '方向', directionOf: { to_school: '上学', from_school: '放学' }, school: '学校', stops: '站点', times: '开行时间',
  stopsNone: '还没有站点。先画路径，再在地图上点出站点。', stopName: '第 {{n}} 站名称', stopMinutes: '第 {{n}} 站发车后分钟数', stopNumbered: '站点 {{n}}', stopRemove: '删去这一站', minutes: '分', stood: '{{days}} 天在此停车，约 {{seconds}} 秒', end: '{{days}} 天的起讫点',
  departure: '第 {{n}} 个班次', departs: '发车时刻', weekdays: '星期', classDays: '仅上课日', seasonFrom: '季节从（月-日，可不填）', seasonTo: '至', seasonUntil: '季节到（月-日，可不填）', departureAdd: '加一个班次', departureRemove: '删去这个班次',
  day: { d1: '周一', d2: '周二', d3: '周三', d4: '周四', d5: '周五', d6: '周六', d7: '周日' },
  cancel: '放弃', save: '保存并写入申请', needs: '需要路径、两个以上有名称的站点、线路名称和学校。', draw: '画新线路', drawNext: '修改“{{name}}”',
}
