// The words of the permit desk in Chinese; states, steps and clocks are in procedure.json, made from the tables.
export const permitsZhCN = {
  title: '许可办理', lead: '校车使用许可的申请：先到期的在前，期限按工作日计。', new: '新建申请', gone: '找不到这份申请，可能已超出你的查看范围。', back: '许可办理', draftOf: '{{kind}}申请草稿', numberOf: '{{kind}}申请 {{number}}',
  number: '编号', kindTitle: '类别', plate: '号牌', applicant: '申请单位', stateTitle: '状态', next: '下一期限', none: '无在走期限', draft: '草稿', portal: '政务平台 {{number}}', noVehicle: '未选车辆', noDeadline: '没有正在计算的期限',
  show: '显示', shown: { office: '待我回复', government: '待决定', live: '在办', all: '全部' }, search: '编号、号牌、申请单位', overdueOnly: '只看超期', more: '再显示一些', refresh: '刷新',
  emptyTitle: '没有在办的申请', emptyOffice: '没有待你回复的征求意见', emptyGovernment: '没有待决定的申请', emptyAll: '还没有申请', emptyHint: '申请提交后会出现在这里。', emptyBegin: '点“新建申请”录入一份，或等申请单位提交。', noMatch: '没有符合条件的申请', noMatchHint: '放宽搜索或筛选条件。',
  left: { justOver: '已超期', over: '超期 {{n}} 天', today: '今天到期', days: '剩 {{n}} 天' }, due: '{{day}} 到期', stands: '停计', standsHint: '期限已停止计算，恢复后顺延；所示日期按今天恢复推算。', provisional: '暂定', provisionalHint: '该年放假安排尚未公布，到期日按周一至周五推算，公布后自动更正。',
  sum: { overdue: '超期', soon: '两天内到期', live: '在办', correction: '待补正', government: '政府审批中', granted: '待发证' },
  file: { now: '现在可以办理', nothing: '现在没有需要你办理的步骤。', opinions: '部门意见', clocks: '期限', content: '申请内容', papers: '材料', signs: '校车标牌', life: '办理经过', received: '收件日', accepted: '受理日', decided: '决定日', decision: '决定文号', permit: '原许可', created: '建立', changed: '这份申请刚有变化：{{who}} {{time}}“{{step}}”。', changedDraft: '这份草稿已在别处改过，本页的内容不再保存。', load: '载入新的内容' },
  office: { police: '公安交管', transport: '交通运输' },
  opinion: { agrees: '同意', disagrees: '不同意', sent: '{{day}} 送达', replied: '{{day}} 回复', appointment: '交验时间 {{time}}' },
  ground: { false_papers: '隐瞒情况或提供虚假材料（一年）', fraud: '以欺骗、贿赂等不正当手段取得（三年）' },
  clock: { days: '{{n}} 个工作日', from: '自 {{day}} 起', stopped: '{{day}} 已停', ended: '已停止的 {{n}} 项', none: '提交后开始计算期限。' },
  law: { REG: '校车安全管理条例第 {{n}} 条', VEH: '机动车登记规定第 {{n}} 条', LYG17: '连云港市校车规定', licensing: '行政许可法第 {{n}} 条', penalty: '行政处罚法第 {{n}} 条' },
  plan: { drivers: '驾驶人', attendants: '随车照管', lines: '线路', seats: '核载人数', insurer: '承保公司', insurance: '保险单号', insured: '保险期间', from: '起', until: '止', safety: '安全管理制度', safetyYes: '已建立', safetyNo: '未说明', officer: '安全管理人', letter: '责任书签订日', remarks: '备注', nothing: '未填', persons: '{{n}} 人', period: '{{from}} 至 {{until}}' },
  paper: {
    application_form: '申请表', vehicle_licence: '行驶证', inspection: '检验合格证明', driver_licence: '驾驶证', plan: '校车运行方案', safety_system: '安全管理制度', insurance: '保险凭证', responsibility_letter: '责任书', identity: '主体资格证明', reply: '部门回复', decision: '政府决定', photo: '照片', other: '其他',
    add: '上传', kind: '材料类别', none: '还没有材料。', versions: '旧版本 {{n}} 份', version: '第 {{n}} 版', by: '{{name}} {{time}}', hint: '照片或 PDF；同类再传即为新版本，旧版本保留。', again: '上传新版本', open: '打开 {{name}}',
  },
  sign: { sheet: '打开标牌资料页', filed: '{{day}} 填表', number: '编号 {{n}}', until: '有效期至 {{day}}', none: '发证后填领取表，由公安交管核发标牌。' },
  life: { join: '；', letter: '打开文书', recorded: '经办补录', by: '{{day}} 计', program: '系统', empty: '还没有经过。', begin: '建立草稿', edit: '修改内容', receipt: '收件编号 {{n}}', of: '{{subject}}：{{step}}', permit: '许可 {{n}}', document: '文号 {{n}}', missing: '缺：{{list}}', inspectors: '检查人员：{{list}}', until: '预计恢复 {{day}}', valid: '有效期 {{from}} 至 {{to}}', number: '编号 {{n}}', appointment: '交验 {{time}}', open: '长期' },
  review: { title: '审查辅助', lead: '按登记资料逐项核对（{{day}}）；由经办人判断，本表只作说明。', wait: '正在核对登记资料…', condition: '第 {{n}} 项：{{title}}', about: '{{title}}（{{about}}）', met: '符合', not_met: '不符合', cannot_tell: '无法判断' },
  ask: {
    record: '补录：{{step}}', more: '其他', recorded: '记录部门已办的事项：以其文件为准，上传扫描件，填写文号和文件日期，期限按该日期计算。', confirm: '办理后不能撤销，只能由后续步骤改变。', ok: '办理', needed: '须填写',
    note: '说明', missing: '所缺材料（每行一项）', missingExample: '例如：驾驶人体检证明', inspectors: '检查人员', inspector: '第 {{n}} 人', until: '预计恢复日', opinion: '意见', appointment: '交验时间', document_id: '扫描件', document_number: '文号', dated_on: '文件日期', dated_own: '日期', number: '标牌编号', valid_from: '有效期起', valid_to: '有效期止', ground: '因何不得再次申请', classes: '准驾校车车型', licence_first_on: '初次领证日', cycle_ends: '记分周期截止日', points: '本周期记分', openEnd: '可不填',
    upload: '上传扫描件', choose: '选择已上传的文件', notNow: '这一步现在已不能办理，请关闭后查看。', changed: '内容已更新，你填写的保留在这里；看过后可再次提交。',
  },
  form: {
    title: '新建申请', lead: '先选类别和申请单位；建立草稿后逐项填写，随填随存。', begin: '建立草稿', kind: '申请类别', applicant: '申请单位', applicantPick: '选择学校或服务提供者', portal: '政务平台受理号', portalHint: '已在政务平台收件的填写，否则不填。', optional: '可不填',
    vehicle: '车辆', permit: '原许可', permitPick: '选择该车的许可', permitNone: '该车没有登记的许可', drivers: '驾驶人', driversPick: '按姓名选择', attendants: '随车照管人员', lines: '线路', linesPick: '按名称选择', seats: '核载人数', insurance: '承运人责任险', insurer: '承保公司', insuranceNumber: '保险单号', insuredFrom: '保险起', insuredUntil: '保险止', safety: '已建立校车安全管理制度', safetyOfficer: '安全管理人', letter: '责任书签订日', remarks: '备注',
    what: '申请事项', people: '人员', service: '线路与座位', safetyTitle: '安全管理', saved: '已保存 {{time}}', saving: '正在保存…', unsaved: '有改动，稍后自动保存', failed: '没有保存', loaded: '随填随存', wait: '请等保存完成后再提交。',
  },
}
