// The words of the registers in Chinese; what the law asks for is titled by the service.
export const registersZhCN = {
  title: '档案', lead: '一车一档、一人一档：缺什么、什么快到期，一目了然。', tomorrow: '明日能否出车', search: '搜索号牌或名称', more: '再显示一些', back: '档案', gone: '找不到这份档案，可能已超出你的查看范围。', addPerson: '登记人员', openFile: '打开 {{name}} 的档案',
  list: { vehicles: '车辆', drivers: '驾驶人', attendants: '照管人员', safety: '安全管理人员', schools: '学校', operators: '服务提供者' },
  empty: { title: '还没有登记', hint: '登记或导入后会出现在这里。', noMatch: '没有符合条件的档案', noMatchHint: '换一个搜索词。' },
  name: '名称', organisation: '所属单位', standing: '状况', amiss: '{{n}} 项待处理', allGood: '齐全有效', left: '已离职', phone: '电话',
  state: { not_met: '不符合', expired: '已过期', missing: '缺失', unknown: '无法判断', soon: '即将到期', in_order: '有效' }, dutyState: { overdue: '逾期', unknown: '无法判断', soon: '即将到期', due: '待完成', done: '已完成' },
  until: '至 {{day}}', daysLeft: '剩 {{n}} 天', daysOver: '过期 {{n}} 天', today: '今天到期', article: '第 {{n}} 条', goodItems: '另有 {{n}} 项有效',
  part: { standing: '缺失与到期', facts: '基本情况', insurance: '保险', equipment: '安全设备', maintenance: '安全维护档案', papers: '证件与材料', permits: '许可与标牌', related: '相关', history: '改动记录', duties: '应尽职责', qualification: '校车驾驶资格', scoring: '记分周期', offences: '违法记录', confirmation: '公安机关确认', training: '培训' },
  act: { edit: '修改', add: '登记', change: '修改', remove: '删除', removeSure: '从档案中删除这一条？原内容保留在改动记录里。', reveal: '显示完整号码', revealHint: '查看会记入审计。', upload: '上传', save: '保存', record: '登记完成' },
  endsSigns: { title: '检验已过期，标牌随之失效', text: '检验有效期改为 {{day}}（已过）后，下列标牌立即停止使用，不能恢复；须由公安交管另行核发：{{signs}}。', end: '保存并停用标牌' },
  purpose: { work: '日常联系', emergency: '紧急情况', check: '核对资料' },
  none: '没有登记。', file: '查看凭证', hint: '照片或 PDF。', optional: '可不填', needed: '须填写', chooseFile: '选择已上传的凭证', changed: '档案内容已更新，请核对后再保存。', by: '{{name}} {{time}}', program: '系统', colon: '：', unset: '未登记',
  field: {
    kind: '种类', insurer: '承保公司', number: '保险单号', valid_from: '起', valid_to: '止', amount_per_seat: '每座保额（元）', file_id: '凭证', count: '数量', checked_on: '检查日期', expires_on: '有效期至', note: '说明', done_on: '日期', odometer_km: '里程（公里）', work: '内容', place: '地点', about: '事项', confirmed_on: '确认日期', document_number: '文号', due_on: '期限', since: '期间自', counterpart_id: '服务提供者',
    inspection_valid_to: '检验有效期至', inspection_requested_on: '申请检验日期', registered_on: '注册登记日期', licence_class: '准驾车型', seats: '座位数', type: '车辆类型', vin: '车辆识别代号', name: '姓名', name_en: '英文名', phone: '电话', born_on: '出生日期', left_on: '离职日期', owner: '所有人', operator: '运营单位', organisation_id: '所在单位', personKind: '人员类别', stage: '学段',
  },
  kind: {
    carrier: '承运人责任险', compulsory: '交强险', commercial: '商业三者险', accident: '人员意外险', hammer: '逃生锤', extinguisher: '干粉灭火器', first_aid: '急救箱', locator: '卫星定位装置', lamp: '校车标志灯', stop_sign: '停车指示标志', seat_belts: '安全带', safety_door: '安全门', triangle: '三角警告牌', video: '视频监控', service: '保养', repair: '维修', check: '检查', crime: '无犯罪记录', health: '身体条件',
    vehicle_licence: '行驶证', inspection: '检验合格证明', insurance: '保险单', equipment: '安全设备', maintenance: '维护记录', driver_licence: '驾驶证', training: '培训证明', contract: '聘用合同', safety_system: '安全管理制度', appointment: '安全管理人员任命', responsibility_letter: '责任书', education: '安全教育记录', drill: '演练记录', licence: '主体资格证明', photo: '照片', other: '其他',
    driver: '驾驶人', attendant: '照管人员', safety: '安全管理人员', overload: '超员', speeding: '超速', drink_driving: '酒驾',
  },
  personal: { confirmed: '公安机关 {{day}} 确认，文号 {{n}}', confirmHint: '只登记确认日期和文号，不登记任何内容。', classes: '准驾 {{list}}', endorsed: '{{day}} 签注', inForce: '有效', ended: '{{day}} 终止', notInForce: '未生效', queried: '违法记录查询于 {{day}}', neverQueried: '没有查询过违法记录', cycle: '周期至 {{day}}', points: '{{n}} 分', noPoints: '记分未登记', reviewed: '{{day}} 审验', notReviewed: '未审验', serious: '严重', source: '来源：{{source}}', noOffences: '没有登记的违法记录。', course: '{{course}}，{{hours}} 学时', valid: '有效期至 {{day}}' },
  seats: '每座 {{n}} 元', piece: '{{n}} 件', checked: '{{day}} 检查', km: '{{n}} 公里', sign: '标牌 {{n}}', signNone: '没有标牌', inForce: '生效', notInForce: '未生效',
  duty: { due: '期限 {{day}}', done: '{{day}} 完成', period: '{{name}}', with: '与 {{name}}' },
  related: { findings: '查看报警', map: '在地图上查看', runs: '接下来的班次', noRuns: '没有排定的班次', hazards: '未销号隐患', noHazards: '没有未销号的隐患', applications: '许可申请', drivers: '许可载明的驾驶人', vehicles: '车辆', people: '人员', lines: '线路', draft: '草稿', open: '未结束报警 {{n}} 条' },
  action: { add: '登记', change: '修改', remove: '删除', edit: '修改基本情况', paperAdd: '上传材料', personAdd: '登记人员', reveal: '查看完整号码', other: '改动' },
  ride: {
    title: '明日能否出车', lead: '下一上课日 {{day}}：车辆、驾驶人、照管人员逐一核对，先看不能的。', working: '没有登记学期，按下一工作日 {{day}} 核对。', yes: '可以', no: '不可以', cannot_tell: '无法判断', vehicles: '车辆', drivers: '驾驶人', attendants: '照管人员', all: '全部单位', whose: '单位', why: '原因', todo: '怎么办：{{words}}', none: '没有登记。', cut: '只显示前 500 条，请选择单位。', sum: '{{yes}} 可以，{{no}} 不可以，{{unsure}} 无法判断', notice: '不影响出车，但须处理', good: '{{n}} 个可以出车',
  },
}
