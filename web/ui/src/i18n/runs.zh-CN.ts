// The words of the board of runs and of the school calendar in Chinese.
export const runsZhCN = {
  title: '班次', lead: '每 15 秒更新。班次按有效许可和校历每日生成。', day: '日期', before: '前一天', after: '后一天', today: '今天', search: '查找车牌、线路、学校、驾驶人', school: '学校', operator: '校车服务提供者', group: '分组', byLine: '按线路', byBus: '按校车', all: '全部 {{n}}',
  state: { not_started: '到点未发', due: '待发', ready: '可发', under_way: '行驶中', at_school: '在校门', ended: '已结束', cancelled: '已取消' },
  stateHint: { not_started: '已到发车时间，尚未出发', due: '未到发车时间，证件未齐或查不到', ready: '未到发车时间，证件齐全', under_way: '正在行驶', at_school: '在学校站点', ended: '已到终点', cancelled: '因故取消' },
  waits: '已超过发车时间 {{length}}', late: '晚 {{length}}', stop: '第 {{n}} / {{of}} 站', started: '{{at}} 发车', ended: '{{at}} 到达', moved: '时间有调整', driver: '驾驶人', attendant: '照管人员', sweep: '离车检查', notRecorded: '未登记', papers: { yes: '证件齐全', no: '证件有问题', cannot_tell: '证件查不到' },
  papersAmiss: '{{n}} 个班次证件有问题', cut: '班次太多，只显示最需要处理的一部分，请筛选。', empty: '没有班次', emptyHint: '当天没有要开行的班次，或没有符合条件的班次。', notMade: '当天的班次尚未生成（今天起 7 天内的班次每两分钟检查一次）。', made: '班次生成于 {{at}}',
  noClasses: '校历：当天不上课。', noTerm: '尚未登记学期，按国家工作日安排班次。', unsaid: '当天是周末上课，尚未说明按星期几的课表，平日班次不会生成。', note: '校历说明：{{note}}', sum: '{{n}} 个班次',
  calendar: {
    title: '校历', lead: '学期、假期、半天和补课日。班次随校历在两分钟内更新。', whose: '谁的校历', district: '全区', stageOf: '学段：{{stage}}', prev: '上个月', next: '下个月', now: '本月', of: '{{year}} 年 {{month}} 月', noTerm: '尚未登记学期：是否上课按国家工作日安排。', readOnly: '您只能查看这份校历。',
    weekday: { d0: '周一', d1: '周二', d2: '周三', d3: '周四', d4: '周五', d5: '周六', d6: '周日' },
    kind: { calendar: '按校历', classes: '上课', none: '不上课', half: '半天', makeUp: '补课' }, countsAs: '按{{weekday}}课表', unsaid: '未说明按星期几', until: '至 {{at}}', leaves: '回程 {{at}} 发车',
    decided: { school: '本校规定', stage: '本学段规定', district: '全区规定', term: '学期', office: '国家工作日' }, by: '依据：{{who}}',
    field: { kind: '当天', until: '直到（含）', counts: '按星期几的课表', ends: '几点起不再开行', leaves: '第一个回程班次几点发车', note: '说明', source: '文件依据' }, leavesHint: '不填则当天下午不开行；其余回程班次同样提前。', optional: '选填', save: '保存', needed: '必填',
    terms: '学期', districtTerms: '全区学期', ownTerms: '本校（学段）学期', ownHint: '登记后，与之重叠的全区学期不再适用。', none: '没有登记', name: '名称', starts: '开始', endsOn: '结束', add: '登记学期', remove: '删除', removeConfirm: '删除这个学期？班次会随之改变。',
  },
}
