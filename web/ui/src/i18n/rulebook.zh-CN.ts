// The words about the rules' modes and parameters, papers checked, and why nothing was raised, in Chinese.
export const rulebookZhCN = {
  mode: { off: '停用', trial: '试运行', on: '启用' },
  modeMeaning: { off: '不判定', trial: '判定并计数，不通知任何人，地图上也不显示', on: '判定并报警' },
  district: '全区', since: '自 {{time}}', always: '一直启用', wouldHave: '试运行：近 {{days}} 天本会报警 {{count}} 条', raised: '近 {{days}} 天报警 {{count}} 条',
  switch: '切换', switchAll: '全部切换', switchTitle: '切换规则 {{rules}}', switchAllTitle: '切换全部 {{count}} 条规则', to: '切换为', forWhom: '适用于', forWhomHint: '不选为全区；运营单位自己的设定优先于全区',
  from: '自何时起', fromHint: '不填为现在；不能早于现在，已判定的不改变', source: '依据', sourceHint: '谁决定的，例如 局务会 2026-11-20', sourceMissing: '请填写依据',
  history: '历次设定', noHistory: '还没有设定过', byProgram: '系统', own: '{{name}}：{{mode}}',
  trialBanner: '{{count}} 条规则在试运行：判定并计数，不通知任何人。许可和地点登记齐全后，在这里切换为启用。',
  parameters: '参数', others: '其他参数', value: '现值', standard: '默认值', limits: '允许 {{least}} – {{most}}', noLimit: '不限', change: '修改', changeTitle: '修改“{{name}}”',
  newValue: '新值', valueMissing: '请填写数值', dated: '自 {{time}}：{{value}}，{{source}}', standardOf: '默认 {{value}}，{{source}}',
  unit: { s: '秒', m: '米', fixes: '个', 'km/h': 'km/h', min: '分钟', h: '小时', years: '周岁' },
  parameter: {
    seconds: '须持续超过', metres: '须行驶超过', fixes: '连续定位点不少于', calm_s: '恢复多久算结束', gap_s: '间隔多久算中断', corridor_m: '线路两侧宽度', silent_s: '多久没有定位算失联',
    speed_kmh: '车速超过', late_s: '晚点多久显示为晚点', parked_after_s: '静止多久显示为停驶', youngest_years: '驾驶人最低年龄', oldest_years: '驾驶人最高年龄',
  },
  papers: '证件核查', departure: '出车前核查', departureOf: '{{line}}，{{time}} 发车', papersOf: '{{day}} 的证件', showAll: '显示全部 {{count}} 项',
  verdict: { yes: '可以出车', no: '不得出车', cannot_tell: '无法确认' },
  said: { in_order: '符合', breach: '不符合', unknown: '无法判断' },
  why: '当时看到了什么', whyTitle: '{{plate}}：每条规则看到了什么', moment: '时刻', ask: '查看', whyLead: '用当时的许可、地点、参数和规则状态，把保存的定位点重新判定一遍；不改变任何报警。',
  replayed: '自 {{since}} 起重新判定 {{count}} 个定位点', noFix: '此前没有保存的定位点', fix: '定位点 {{time}}，{{device}}，{{speed}}', notMain: '不是判定用的终端', delayed: '补报',
  run: '班次进行中', noRun: '没有进行中的班次', aboard: '推定车上有学生', notAboard: '车上没有学生', exempt: '在豁免之内', noPermit: '没有有效的许可', noSign: '没有有效的标牌', posted: '限速 {{value}}',
  rule: '规则', result: '结果', measured: '测得与允许', patience: '持续', nearest: '最近 {{minutes}} 分钟内未成报警的', so: '{{have}} / {{want}}', fixesSo: '{{have}} / {{want}} 点', metresSo: '{{have}} / {{want}} 米',
  nearestSo: '{{time}} 起 {{seconds}}，{{fixes}} 点', versions: '当时的版本',
  reason: {
    off: '规则停用', not_main_device: '非判定终端', not_asked: '此刻不适用', open: '已报警', patience: '违反，未满持续时间', exempt: '豁免', no_run: '没有班次', not_aboard: '车上没有学生',
    nothing_to_measure: '无可比对的数据', not_here: '此处不适用', in_order: '正常', trial: '试运行，只计数',
  },
}
