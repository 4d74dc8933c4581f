// The words of seals in Chinese.
export const sealsZhCN = {
  title: '封存', lead: '作为证据冻结的数据：封存期间不改动、不清除，由两人说明理由后才能解除。', new: '新建封存', newTitle: '封存', seal: '封存',
  newLead: '封存后，该时段的全部定位点、原始数据、报警、许可、地点和参数版本以及操作记录都不能改动或清除，无论保存期限。解除须由两人分别说明理由。',
  emptyTitle: '还没有封存', emptyHint: '发生事故或争议时，在这里、在轨迹回放或在报警证据里把有关数据封存。', gone: '找不到这项封存，可能已超出你的查看范围。',
  number: '编号', numbered: '封存 {{n}} 号', what: '对象类型', subject: '对象', kind: { vehicle: '校车', run: '班次', person: '人员' },
  since: '开始', until: '结束', day: '日期', time: '时段', span: '{{from}} 至 {{to}}', reason: '理由', reasonExample: '例如：10 月 12 日早班事故调查，交警大队来函', reasonMissing: '请写明理由，至少 {{n}} 个字', needed: '请填写',
  runPick: '选择班次', noRuns: '这一天没有班次', personPick: '按姓名查找', personType: '输入姓名', noPeople: '没有找到', personHint: '封存此人在该时段驾驶或照管的各辆校车的数据。',
  fixes: '定位点', findings: '报警', by: '封存人', byAt: '{{name}}，{{time}}', at: '封存时间', frozen: '已冻结', counts: '定位点 {{fixes}} 个，报警 {{findings}} 条，原始数据 {{parked}} 条',
  holds: '这些数据现在不能改动，到期也不会清除。', stretches: '涉及的校车和时段', state: { sealed: '封存中', lifting: '等待第二人同意解除', lifted: '已解除' },
  package: '证据包', packageHint: '一个 ZIP 文件，内有各类数据、清单和每个文件的 SHA-256；收到的人不用本系统即可核对，方法写在包内说明里。数据多时下载需要几分钟。', download: '下载证据包',
  lifting: '解除', liftingHint: '解除须由两个不同的人分别说明理由；解除后数据恢复一般的保存期限。', asked: '{{name}}申请解除', agreed: '{{name}}同意解除', waitsForAnother: '你已申请解除，须由另一人同意。',
  askLift: '申请解除', agreeLift: '同意解除', askLead: '申请之后，须由另一人同意，封存才会解除。', agreeLead: '同意后封存立即解除，超过保存期限的数据将在当晚清除，不能恢复。', confirm: '确定',
}
