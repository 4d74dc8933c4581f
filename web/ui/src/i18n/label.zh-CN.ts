// The words of verification labels and of the public pages on permits, in Chinese.
export const labelZhCN = {
  cardTitle: '核验标贴', cardLead: '贴于前风窗玻璃和车门，扫码可查真伪和当前是否有效；不是校车标牌，也不载驾驶人姓名。', make: '制作标贴（{{n}} 副标牌）', notYet: '标牌已核发，标贴待制作。', print: '打印', open: '查看核验页', reprint: '重印', void: '作废',
  ofSign: '标牌 {{sign}}，有效期至 {{day}}', madeBy: '{{name}} {{time}} 制作', voidBy: '{{name}}作废：{{reason}}', reprintOf: '重印标贴 {{serial}}', voidOf: '作废标贴 {{serial}}', voidLead: '作废后扫码即显示“已作废”，不能恢复；可重印一张新的。', why: '原因', oldTitle: '原标贴', oldVoid: '同时作废', oldStays: '继续有效',
  many: { title: '核验标贴', button: '核验标贴（已选 {{n}}）', choose: '先勾选许可；全选后可打印一个单位的全部标贴', ready: '可打印 {{n}} 张有效标贴。', waiting: '{{n}} 副标牌尚未制作标贴：{{plates}}', without: '{{n}} 份许可没有在用标牌，不能制作：{{plates}}', more: '一次最多 200 份许可，其余请分次打印。', sheet: 'A4，每车一页，每页两枚（前风窗、车门）；只列当前有效的许可。', print: '打印 {{n}} 张' },
  standing: { valid: '有效', void: '已作废', sign_lost: '标牌灭失', sign_damaged: '标牌损毁', sign_returned: '标牌已交回', sign_taken_back: '标牌已收回', sign_replaced: '标牌已换发', sign_ended: '标牌已停用', superseded: '许可已变更', permit_not_in_force: '许可不再有效', not_yet: '尚未启用', expired: '已到期', malformed: '无法识别', unknown_key: '签名不真实', wrong_signature: '签名不真实', unknown_label: '没有登记' },
  verifyTitle: '校车核验', saysTitle: '标贴内容', compare: '请与车辆号牌核对：不一致的，标贴是从别的车上移来的。', permit: '许可', permitOf: '{{number}}（第 {{version}} 版）', sign: '标牌编号', validity: '有效期', span: '{{from}} 至 {{to}}', openEnd: '长期', issuer: '签发单位', serial: '标贴编号', moreLines: '另有 {{n}} 条线路', asOf: '截至 {{time}}', notASign: '核验标贴不是校车标牌。校车应同时在前后窗放置公安机关核发的标牌。',
  verdict: { valid: '有效', not_valid: '无效', forged: '不可信', genuine_only: '签名真实', cannot_tell: '无法核验' },
  reason: { valid: '标贴真实，许可和标牌当前有效。', void: '这张标贴已声明作废。', sign_lost: '对应的校车标牌已报失。', sign_damaged: '对应的校车标牌已报损。', sign_returned: '对应的校车标牌已交回。', sign_taken_back: '对应的校车标牌已被收回。', sign_replaced: '对应的校车标牌已换发，应使用新的标贴。', sign_ended: '对应的校车标牌已停止使用。', superseded: '许可已变更，应使用新的标贴。', permit_not_in_force: '许可已停止、吊销或注销，当前无效。', not_yet: '许可或标牌尚未开始生效。', expired: '有效期已过。', malformed: '这不是核验标贴的二维码，或没有扫全。', unknown_key: '不是本单位签发的标贴。', wrong_signature: '内容被改动过，或不是本单位签发的标贴。', unknown_label: '签名真实，但没有这张标贴的登记，请联系教育行政部门。' },
  alone: { genuine: '签名真实；此后是否被撤销、换发，没有网络不能判断。', not_genuine: '内容被改动过，或不是本单位签发的标贴。', unsupported: '没有网络，本浏览器也不能验证签名。', no_keys: '没有网络，本机也没有保存过公钥。' },
  here: { genuine: '本机已验证签名：真实。', not_genuine: '本机已验证签名：不真实。', unsupported: '本浏览器不能自行验证签名，以服务器的回答为准。', no_keys: '本机没有公钥，未能自行验证签名。' },
  offline: '现在连接不上服务器。', toReport: '举报违法校车', toPublished: '许可公开信息',
  publishedTitle: '校车使用许可公开信息', places: '栏目', place: { guide: '办理指南', decisions: '决定公示', receipt: '进度查询' },
  guideLead: '依照《行政许可法》第三十条公示；内容取自办理系统，与实际办理一致。', form: '下载申请表', conditions: '许可条件和材料', conditionOf: '{{n}}. {{words}}', papers: '材料：{{list}}', steps: '办理步骤和法定期限', stepsLead: '期限按工作日计，自次日起算；逾期未回复不视为同意。', otherTerms: '其他期限', days: '{{n}} 个工作日', offices: '有关部门', does: '负责：{{list}}',
  who: { clerk: '教育行政部门', government: '本级人民政府', police: '公安交管', transport: '交通运输', operator: '申请单位', school: '申请单位（学校）', system: '期限届满自动发生' },
  decisionsLead: '依照《行政许可法》第四十条公开准予许可的决定，依照《行政处罚法》第四十八条公开吊销决定；不予许可的只列编号、日期和结果，不公布自然人信息。', searchDecisions: '文号、许可编号、单位、号牌', noDecisions: '没有符合的决定', noDecisionsHint: '作出决定后在这里公开；放宽搜索条件再试。', noNumber: '无文号', decidedOn: '决定日', holder: '被许可单位',
  result: { label: '结果', all: '全部结果', granted: '准予许可', renewed_by_silence: '视为准予延续', refused: '不予许可', struck_off: '注销', revoked: '吊销', annulled: '撤销', recalled: '撤回' }, ground: '依据', permitNow: '许可现状',
  receiptLead: '凭收件编号和申请单位登记电话的末四位查询。', receiptNumber: '收件编号', receiptWrong: '编号印在收件凭证上，例如 XC2026-00001', lastFour: '申请单位电话末四位', lastFourWrong: '四位数字', ask: '查询', stands: '期限已停止计算，原因已书面告知。', nextTerm: '下一期限', termOn: '{{words}}，{{day}} 到期',
}
