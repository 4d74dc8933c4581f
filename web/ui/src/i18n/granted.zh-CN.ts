// The words of granted permits in Chinese; states and steps are in procedure.json, made from the tables.
export const grantedZhCN = {
  title: '已发许可', lead: '许可与校车标牌中先到期的在前；停运、吊销等自办理起即时生效。', gone: '找不到这份许可，可能已超出你的查看范围。', search: '编号、号牌、持证单位', state: '状态', number: '许可编号', holder: '持证单位', validTo: '许可有效期至', sign: '标牌', signTo: '标牌有效期至', signUntil: '标牌至 {{day}}',
  noSign: '没有标牌', noEnd: '长期', over: '已过 {{n}} 天', left: '剩 {{n}} 天', empty: '还没有许可', emptyHint: '申请发证后会出现在这里。', noMatch: '没有符合条件的许可', penaltyChip: '吊销程序中',
  only: { label: '只看', all: '全部', renewal: '应延续', sign_ends: '标牌将到期', penalty: '吊销程序中' }, sum: { in_force: '有效', suspended: '停运维修', renewals: '应延续', signs: '标牌 30 天内到期', penalties: '吊销程序中' },
  renewal: { due: '应于 {{day}} 前申请延续', late: '延续申请已逾 {{day}}', asked: '已申请延续' }, renewBy: '最迟 {{day}} 申请延续', renewByTitle: '延续申请截止',
  versions: '许可内容', older: '以前的 {{n}} 版', valid: '有效期', grantedOn: '决定日', owner: '车辆所有人', stretch: '生效：{{since}} 至 {{until}}', noStretch: '尚未生效', drivers: '驾驶人及校车驾驶资格', penalties: '吊销程序', life: '许可经过', noLife: '还没有经过。', application: '到申请中办理', applications: '有关申请', signIssued: '{{day}} 核发', signAsked: '待核发', proposedOn: '{{day}} 提出',
  driver: { classes: '准驾 {{list}}', endorsed: '{{day}} 签注', reviewed: '{{day}} 审验', reviewDue: '审验截止 {{day}}', ended: '{{day}} 失效' },
  propose: '提出吊销', proposeLead: '依照校车安全管理条例第 54 条；提出后由本级人民政府告知、听证、决定。提出人不作决定。', reasons: '事实和理由', barred: '持证单位因{{ground}}，{{day}} 以前不得再次申请。',
  subject: { permit: '许可', penalty: '吊销', sign: '校车标牌', qualification: '校车驾驶资格' }, steps: { begin: '颁发许可', propose: '提出吊销' }, paper: { reply: '部门文件', decision: '政府决定', photo: '照片', list: '清单', other: '其他' },
  list: { title: '检验换牌清单', lead: '公安交管检验合格后成批换发：每行一辆，逐行办理，不合格的单独退回并说明。', lines: '号牌、新标牌编号、标牌有效期止（检验有效期止不同的写在最后）', example: '苏G·12345 苏G-校-0101 2027-05-31', send: '换发', close: '关闭', done: '换发 {{n}} 副，退回 {{failed}} 副。', wrong: '每行写：号牌 标牌编号 有效期止（如 2027-05-31）' },
}
