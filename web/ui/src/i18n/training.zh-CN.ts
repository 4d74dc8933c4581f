// The words of training in Chinese.
import { examZhCN } from './exam.zh-CN'

export const trainingZhCN = {
  exam: examZhCN,
  title: '培训', lead: '驾驶人、随车照管人员、安全管理人员和学校负责人的培训、考核与证书。', back: '培训', gone: '找不到这个场次，可能已超出你的查看范围。',
  view: { now: '总览', sessions: '场次与计划', certificates: '证书', courses: '课程', questions: '题库' },
  audience: { driver: '驾驶人', attendant: '随车照管人员', safety: '安全管理人员', leader: '学校负责人' },
  state: { planned: '已计划', held: '进行中', closed: '已结班', cancelled: '已取消' },
  step: { plan: '安排场次', invite: '加入名单', drop: '移出名单', begin: '开始签到', tick: '登记到场', untick: '取消到场', open_exam: '开始考试', again: '准许再考', result: '登记成绩', attach: '附签到表', close: '结班发证', cancel: '取消场次' },
  coverage: { title: '持证覆盖', whole: '{{valid}} / {{people}} 人持有效证书', by: '按单位', organisation: '单位', kind: '人员', people: '应持证', valid: '持有效证书', share: '覆盖率', empty: '还没有人员', emptyHint: '登记人员后，这里显示多少人持有有效的培训证书。' },
  endings: { title: '即将到期和已到期', person: '姓名', until: '有效期至', left: '剩 {{n}} 天', today: '今天到期', over: '已过期 {{n}} 天', told: '已提醒', toldAt: '{{days}} 天：{{day}}', none: '没有人在 30 天内到期', noneHint: '到期前 30、15、7 天各提醒一次，记在这里。', days: '剩余' },
  sessions: { empty: '还没有培训场次', emptyHint: '点“安排场次”开始。', course: '课程', starts: '时间', place: '地点', teacher: '讲师', organiser: '主办', people: '到场 / 名单', passed: '合格', state: '状态', plan: '年度计划', add: '安排场次' },
  plans: { title: '年度计划', add: '新建计划', none: '还没有年度计划。', line: '{{year}} 年 {{name}}', done: '{{closed}} / {{sessions}} 场已结班', year: '年度', name: '名称', note: '说明' },
  courses: { add: '新建课程', empty: '还没有课程', emptyHint: '由教育局确定课程后，各单位才能安排培训。', name: '课程', audience: '对象', hours: '学时', mark: '合格分', noMark: '不考试', months: '有效月数', topics: '内容', topicsHint: '每行一项', article: '依据', hoursN: '{{n}} 学时', monthsN: '{{n}} 个月', markN: '{{n}} 分' },
  certificates: { empty: '还没有证书', emptyHint: '场次结班后，合格人员的证书出现在这里。', number: '证书编号', person: '姓名', organisation: '单位', course: '课程', issued: '发证日', until: '有效期至', state: '状态', open: '打开证书', withdraw: '收回', reason: '收回原因', withdrawn: '{{day}} 收回：{{reason}}', warn: '收回后，该人员从今天起不再视为已培训。' },
  valid: { valid: '有效', expired: '已过期', withdrawn: '已收回' },
  session: {
    starts: '时间', place: '地点', teacher: '讲师', organiser: '主办', plan: '计划', hours: '应修学时', mark: '合格分', capacity: '名额', list: '名单', listEmpty: '名单是空的，先加入人员。', choose: '选择人员', chosen: '加入 {{n}} 人', present: '到场', absent: '未到场', qr: '扫码', organiserTick: '登记', code: '签到码 {{code}}',
    hoursShort: '学时', scoreShort: '成绩', passed: '合格', failed: '不合格', save: '保存成绩', all: '全部登记到场', counts: '到场 {{present}} / 名单 {{invited}}', door: '扫码签到', doorHint: '打开微信扫一扫；二维码每 30 秒更换。', projector: '投影显示', sheets: '签到表', sheetsNone: '可拍照上传纸质签到表作为凭证。', add: '上传', life: '经过',
    confirmClose: '结班后为合格人员发证，不能撤销。', confirmCancel: '取消后不能恢复。', note: '原因', full: '投影二维码',
  },
  form: { needed: '须填写', ok: '保存', capacity: '名额', starts: '开始时间' },
  attend: { title: '培训签到', lead: '{{organiser}} · {{place}}', who: '我是', whoPick: '选择姓名', code: '手机号后四位或签到码', codeWrong: '填 4 位或 6 位数字', sign: '签到', done: '已签到', doneHint: '{{name}} {{time}} 签到成功，可以关闭本页。', expired: '不能签到', expiredHint: '二维码每 30 秒更换一次，请重新扫描屏幕上的二维码。', everybody: '名单上的人都已签到。' },
  certificate: { title: '培训证书核验', lead: '校车安全培训合格证', name: '姓名', course: '课程', hours: '学时', issuer: '发证单位', issued: '发证日', until: '有效期至', withdrawn: '收回日', none: '没有这份证书', noneHint: '请核对编号，或重新扫描证书上的二维码。', valid: '证书有效', expired: '证书已过期', isWithdrawn: '证书已收回' },
}
