// The words of the figures in Chinese.
export const figuresZhCN = {
  title: '统计', lead: '报警、处置与逾期：今日与任一时段，与上一时段对比。点任何一个数字，就能看到它由哪些记录组成。',
  export: '导出', print: '打印', spanLabel: '统计区间', first: '起始日期', last: '截止日期', to: '至',
  preset: { today: '今天', week: '近 7 天', month: '本月', lastMonth: '上月', term: '本学期' },
  step: { auto: '自动', day: '按日', week: '按周' }, stepLabel: '趋势粒度', tooLong: '最多查看 {{n}} 天', upsideDown: '截止日期早于起始日期',
  filter: { operator: '运营单位', school: '学校', driver: '驾驶人', rule: '规则', place: '路段与地点', severity: '等级' },
  by: { operator: '按运营单位', school: '按学校', driver: '按驾驶人', rule: '按规则', place: '按路段与地点' },
  only: '只看', onlyThis: '只看 {{name}}', clear: '清除筛选', drop: '取消筛选 {{name}}', unknown: '未登记', unknownHint: '没有登记运营单位、学校或驾驶人，或不在登记的地点',
  severity: { A1: 'A1 立即报警', A2: 'A2 当日处置', B: 'B 不得出车', I: 'I 提示' },
  today: {
    title: '今日', at: '{{day}}，截至 {{time}}', findings: '报警', rejected: '误报 {{n}}', before: '昨日同时段 {{n}}', open: '待处置', overdue: '已逾期', unanswered: '一线未答复',
    inTime: '按时答复', inTimeOf: '今日派发 {{given}} 件，{{running}} 件仍在答复期内', seen: '有定位的校车', unseen: '{{n}} 辆今日无定位', underWay: '行驶中的班次', runs: '未开行 {{planned}}，已结束 {{ended}}',
  },
  total: {
    findings: '报警', before: '上一区间 {{n}}（{{change}}）', same: '与上一区间持平', fresh: '上一区间为 0', rejected: '误报（已驳回）', rejectedHint: '单独计数，不计入报警数',
    perRuns: '每百班次', perRunsOf: '按已开行的 {{n}} 个班次', perKm: '每千公里', perKmOf: '按行驶 {{n}} 公里', noRuns: '没有开行班次的记录', noKm: '没有里程记录', notSplit: '此筛选下无法分摊',
  },
  trend: { title: '趋势', label: '区间内每日或每周的报警数，按等级堆叠；虚线为上一区间。下方表格列出相同的数字。', before: '上一区间', soFar: '区间尚未结束，与上一区间的同一时段对比。', compared: '对比 {{first}} 至 {{last}}' },
  groups: { title: '分布', label: '报警最多的前 {{n}} 项，与上一区间对比。下方表格列出全部。', now: '本区间', before: '上一区间', cut: '仅列出前 {{n}} 项。', top: '图中为前 {{n}} 项' },
  columns: {
    days: '日期', findings: '报警', rejected: '误报', before: '上一区间', runs: '班次', km: '公里', perRuns: '每百班次', perKm: '每千公里', given: '派发', running: '答复期内', answered: '已答复', inTime: '按时答复', handled: '已处置',
    answerRate: '答复率', inTimeRate: '按时率', time: '时间', plate: '号牌', what: '事项', value: '数值', place: '地点', state: '状态', due: '期限', owner: '责任单位', subject: '对象', lastFix: '最近定位', line: '线路', start: '计划发车',
  },
  exposure: '每百班次按已开行的班次计算，每千公里按有定位的行驶里程计算。一辆车为多所学校、由多名驾驶人行驶，里程无法分摊；经过各地点的次数见“危险路段”。',
  handling: { title: '处置率', lead: '区间内派发给运营单位或学校的处置单；答复期未到的不计入比率。', label: '各单位按时答复、逾期答复与未答复的处置单数。下方表格列出相同的数字。', inTime: '按时答复', late: '逾期答复', none: '未答复', all: '合计' },
  overdue: { title: '逾期事项', lead: '截至现在，不限区间。', none: '没有逾期事项', count: '共 {{n}} 项', longest: '列出等待最久的 {{n}} 项', by: '逾期 {{age}}' },
  table: '以表格查看', allRows: '显示全部 {{n}} 项', fewer: '收起',
  empty: {
    title: '该区间没有报警', hint: '没有报警，或这一时段还没有接入校车。试运行规则的报警不在此列。', handlingTitle: '该区间没有派发处置单', handlingHint: '规则启用后，报警会自动派发给运营单位或学校，处置率随之出现。',
    trend: '规则仍在试运行时这里没有数字；可在“规则”页查看各规则的状态。', list: '没有记录',
  },
  list: {
    findings: '报警明细', cases: '处置单明细', buses: '校车明细', runs: '班次明细', more: '再显示 50 条', shown: '已显示 {{n}} 条', all: '共 {{n}} 条', rejected: '误报（已驳回）', before: '上一区间', seen: '今日有定位', unseen: '今日无定位', never: '从未',
    set: { open: '待处置', overdue: '已逾期', unanswered: '一线未答复', given: '派发', running: '答复期内', answered: '已答复', in_time: '按时答复', handled: '已处置', rejected: '驳回' },
    run: { planned: '未开行', under_way: '行驶中', ended: '已结束', cancelled: '已取消', driven: '已开行' },
  },
}
