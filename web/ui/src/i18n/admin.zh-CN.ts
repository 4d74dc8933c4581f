// The words of the administration and of the imports in Chinese.
export const adminZhCN = {
  title: '管理', lead: '单位、账户、校历和操作记录。每次变更都有记录。', ownLead: '本单位驾驶人、照管人员等的登录账户。',
  tab: { accounts: '账户', organisations: '单位', calendar: '校历', audit: '操作记录', settings: '参数' },
  search: '按名称查找', all: '全部', more: '再显示一些', refresh: '刷新', save: '保存', cancel: '取消', close: '关闭', done: '已保存', none: '无', export: '导出 Excel', exportNarrow: '筛选后的行数太多，请再缩小范围，或用“导出 CSV”。', optional: '可不填', needed: '须填写',
  settings: { lead: '规则开关和带日期、来源的参数在“规则”页设置；工作日在下方“校历”中设置。', rules: '打开规则页' },
  account: {
    add: '新建账户', edit: '修改', username: '用户名', name: '姓名', role: '角色', organisation: '单位', language: '语言', state: '状态', last: '最近登录', never: '从未', active: '可登录', disabled: '已停用', once: '待设密码', onceOver: '首次登录密码已过期', onceExpired: '首次登录密码已过期，请联系管理员重新发放。', empty: '没有符合条件的账户', emptyHint: '点“新建账户”添加。',
    usernameHint: '3–40 个字母、数字、点、- 或 _；开通后不能更改。', anyOrganisation: '不属于单位', disable: '停用', enable: '启用', reset: '重置密码', sessions: '登录情况', reason: '原因', reasonExample: '例如：离职、忘记密码',
    disableTitle: '停用 {{name}}？', disableHint: '立即退出其所有登录，之后不能再登录；记录保留。', enableTitle: '启用 {{name}}？', enableHint: '可以用原密码重新登录。', resetTitle: '重置 {{name}} 的密码？', resetHint: '原密码作废，立即退出其所有登录；新密码只显示一次。',
    made: '账户已开通', renewed: '密码已重置', passwordHint: '一次性密码只在这里显示一次，请当面或用电话告知本人。首次登录时须设置自己的密码。', onceUntil: '有效期至', password: '一次性密码', copied: '已复制',
    sessionsOf: '{{name}} 的登录', end: '退出', endAll: '全部退出', noSessions: '当前没有登录。', since: '登录于', from: '地址', with: '浏览器', own: '当前登录', moved: '更改角色或单位会立即退出其所有登录。',
  },
  organisation: {
    add: '新建单位', edit: '修改', name: '名称', nameEn: '英文名称', kindTitle: '类别', stageTitle: '学段', phone: '电话', lon: '经度', lat: '纬度', pick: '坐标为 WGS-84 十进制度，两项都填或都不填。', onMap: '位置', empty: '没有符合条件的单位', emptyHint: '点“新建单位”添加。', retired: '已停用', inUse: '使用中', retire: '停用', restore: '恢复', remove: '删除', removeConfirm: '删除后不能恢复，确定删除？', referring: '被引用', nothingRefers: '没有被引用，可以删除。', refers: '有引用的单位不能删除，可以停用：停用后不再供选择，原有记录不变。', showRetired: '含已停用',
    kind: { education: '教育', police: '公安交管', transport: '交通运输', emergency: '应急管理', government: '政府', road_keeper: '公路、城管', town: '镇街', school: '学校', operator: '校车服务提供者' },
    stage: { kindergarten: '幼儿园', primary: '小学', junior_middle: '初中', nine_year: '九年一贯制' },
  },
  calendar: { terms: '学期', addTerm: '新增学期', name: '名称', starts: '开始日', ends: '结束日', remove: '删除', removeConfirm: '删除这一学期？', noTerms: '还没有学期：上课日按工作日推算不了，班次不会生成。', days: '与日历不同的上课日', daysHint: '补课日、停课日。不在此列的日子按学期内的工作日上课。', addDay: '登记', day: '日期', kind: '当天', classes: '上课', noClasses: '停课', note: '说明', noDays: '没有登记。', office: '办公日与国务院放假安排不同的' },
  audit: { empty: '没有记录', emptyHint: '放宽条件。', program: '系统', at: '时间', by: '操作人', action: '操作', object: '对象', detail: '内容', from: '地址', kindFilter: '对象类别，如 vehicle', idFilter: '对象编号', actionFilter: '操作，如 account.', since: '自', until: '至', title: '操作记录', ofFile: '谁看过、谁办过' },
  password: { title: '设置自己的密码', lead: '您使用的是一次性密码，请先设置自己的密码。', old: '一次性密码', oldOwn: '原密码', new: '新密码', hint: '至少 10 个字符。', again: '再输一次', differs: '两次输入不一致', submit: '保存并继续', short: '至少 10 个字符' },
}
export const importsZhCN = {
  title: '导入', lead: '把已有的车辆、人员、线路、许可表格一次导入：先检查，全部无误才写入；未被使用前可以撤销。',
  kind: { vehicles: '车辆', drivers: '驾驶人', attendants: '照管人员', lines: '线路', permits: '许可' },
  step: '第 {{n}} 步', template: '模板', columns: '各列填什么', column: '列', says: '填什么', required: '必填', example: '例', pick: '选择或拖入 {{kind}} 表格', pickHint: 'XLSX 或 CSV（UTF-8、GB18030），最多 20000 行', another: '改好后可再次选择', reading: '正在检查…', datum: '坐标系', datumHint: '表中没有“坐标系”列时按此换算',
  rows: '{{count}} 行', wishes: '{{n}} 条', wrong: '{{n}} 处有误', good: '没有错误', cell: '单元格', row: '行', problem: '问题', fix: '请在表格中改正后重新选择；有一处错误就不会写入。', cut: '只列出前 {{n}} 处。', preview: '前 {{n}} 条', run: '导入 {{n}} 条', done: '已导入 {{n}} 条。', toList: '查看导入记录',
  history: '导入记录', empty: '还没有导入过', emptyHint: '导入后在这里查看，未被使用前可以撤销。', file: '文件', made: '写入', at: '时间', by: '导入人', state: '状态', live: '有效', undone: '已撤销 {{time}}（{{by}}）', undo: '撤销', undoTitle: '撤销“{{name}}”的导入？', canUndo: '没有被使用或修改，可以整批撤销。', permitsStay: '许可撤销导入后立即失效、标牌停用，记录保留；同一编号可以重新导入。', inTheWay: '以下内容已被使用或修改，不能撤销：', moreInTheWay: '还有 {{n}} 处。', undoNow: '撤销导入', thing: '内容', why: '情况',
  missing: {
    title: '每辆车还缺什么', lead: '补齐后再打开对应的规则，否则会误报。', complete: '齐全 {{n}} / {{all}} 辆', any: '有缺项的', empty: '没有缺项', emptyHint: '所选范围内的车辆都已齐全。', plate: '号牌', operator: '运营单位', lacks: '缺', nothing: '齐全', search: '号牌',
    what: { operator: '运营单位', seats: '核载人数', registered_on: '注册日期', inspection: '检验有效期', licence_class: '准驾车型', permit: '许可', sign: '标牌', driver: '有资格的驾驶人', line: '线路', attendant: '已培训的照管人员', device: '终端' },
  },
}
