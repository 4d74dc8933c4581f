// The words of playback in Chinese.
export const playbackZhCN = {
  title: '轨迹回放', lead: '选择校车和时间，按当时的许可、地点和限速回放。', open: '轨迹回放', openFinding: '回放这一段',
  buses: '校车', busesPick: '按号牌选择，最多 {{n}} 辆', since: '开始', until: '结束', show: '查看', preset: '时间段',
  presets: { hours: '最近 2 小时', today: '今天', yesterday: '昨天' },
  emptyTitle: '还没有选择校车', emptyHint: '在上方选择一辆或几辆校车和一段时间，然后点“查看”。', noFixes: '这段时间没有收到位置', noFixesHint: '换一段时间，或在“终端”里查看它是否在线。',
  wrongSpan: '结束时间应晚于开始时间', loading: '正在载入轨迹',
  play: '播放', pause: '暂停', back: '后退 {{n}} 秒', forward: '前进 {{n}} 秒', rate: '播放速度', times: '{{n}} 倍', previous: '上一条报警', next: '下一条报警',
  timeline: '时间轴，{{time}}', chartLabel: '这段时间的车速与限速', speed: '车速', limit: '限速', focus: '查看 {{plate}}',
  now: '此刻', noPlaceYet: '此时还没有位置', silent: '此时没有收到位置，最后一次在 {{age}}', delayed: '补报的位置', permit: '当时的许可', permitVersion: '{{number}} 第 {{version}} 版', noPermit: '当时没有有效的许可',
  run: '班次', noRun: '不在班次', corridor: '允许偏离 {{m}} 米', findingNow: '正在报警',
  happenings: '经过', nothingHappened: '这段时间没有班次、到站或报警。', kinds: { finding: '报警', stop: '到站', run: '班次' }, late: '晚 {{duration}}', standing: '停车 {{duration}}',
  legend: { driven: '行驶', gap: '没有收到位置', delayed: '补报', standing: '停车', finding: '报警' },
  fixes: '{{n}} 个定位点', others: '另有 {{n}} 个来自备用终端，未显示', export: '导出', exportOf: '{{plate}} · {{kind}}', exportFailed: '导出没有成功，请缩短时段后再试。',
  share: '复制链接', shared: '链接已复制', seal: '封存这一段',
  kindsOfFile: { gpx: 'GPX', csv: 'CSV', geojson: 'GeoJSON' },
  keys: { play: '播放或暂停', step: '后退或前进 10 秒（按住 Shift 为 60 秒）', rate: '加快或减慢', findings: '上一条或下一条报警' },
}
