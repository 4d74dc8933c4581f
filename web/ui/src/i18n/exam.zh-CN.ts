// The words of examinations in Chinese.
export const examZhCN = {
  kind: { single: '单选', multiple: '多选', true_false: '判断' },
  truth: { yes: '正确', no: '错误' },
  bank: {
    add: '新建试题', import: '导入试题', empty: '题库还没有试题', emptyHint: '点“新建试题”，或用表格导入。', course: '课程', kind: '题型', text: '题干', options: '选项', right: '答案', source: '依据', state: '状态', version: '版本', drawn: '已出卷', by: '编写', edit: '修改', retire: '停用', restore: '恢复',
    active: '可用', retired: '已停用', replaced: '旧版本', option: '选项 {{letter}}', more: '加一个选项', less: '去掉选项 {{letter}}', rightHint: '点选正确的选项；多选须全部选对才得分。', sourceHint: '条款或教材出处，交卷后给答错的人看。', editHint: '保存后成为新版本；已出的试卷仍用原来的题。',
  },
  course: { title: '手机考试', set: '设定考试', questions: '每卷题数', minutes: '考试分钟', said: '{{questions}} 题 · {{minutes}} 分钟', none: '未设定', remove: '不设手机考试' },
  sheet: { template: '下载模板', pick: '选择 CSV 或 XLSX 文件', rows: '{{n}} 行', wrong: '{{n}} 处有误，改正后再导入', good: '没有错误', cell: '单元格', column: '列', problem: '问题', run: '导入 {{n}} 题', done: '已导入 {{n}} 题', row: '第 {{n}} 行' },
  card: {
    title: '手机考试', plan: '每人随机抽 {{questions}} 题，{{minutes}} 分钟，{{mark}} 分合格。题库可用 {{bank}} 题。', none: '本课程没有设定手机考试。', few: '题库的题不够一份试卷，请先补充。', open: '开始考试', confirm: '开始后显示考试二维码。已到场的人用手机扫码，确认身份后各自计时。', hint: '已到场的人扫码考试；二维码每 30 秒更换。', projector: '投影显示',
    counts: '未开始 {{left}} · 考试中 {{now}} · 已交卷 {{done}}', absent: '未到场', not_begun: '未开始', under_way: '考试中，已答 {{answered}} / {{questions}}', handed_in: '已交卷', byClock: '到时收卷', score: '{{score}} 分', again: '准许再考', reason: '原因', againHint: '记入场次经过；以最后一次成绩为准。', granted: '可再考一次', paper: '答卷', attempt: '第 {{n}} 次 · {{score}} 分 · {{at}}', chosen: '所选', none_chosen: '未作答', right: '正确答案', noPaper: '还没有交卷。', ofExam: '考试',
  },
  phone: {
    title: '培训考试', lead: '{{organiser}} · {{place}}', rules: '{{questions}} 题，限时 {{minutes}} 分钟，{{mark}} 分合格。点“开始考试”即开始计时，只有一次机会。已经开始的，接着考。', start: '开始考试', nobody: '还没有人签到，请先扫码签到。', left: '剩余', question: '第 {{n}} / {{all}} 题', single: '单选：选一项', multiple: '多选：选出所有正确的', true_false: '判断：选一项', before: '上一题', next: '下一题', handIn: '交卷',
    saved: '已保存', saving: '正在保存 {{n}} 题…', offline: '网络不通，{{n}} 题未保存，正在重试。请不要关闭本页。', all: '题号', answered: '已答', open: '未答', sure: '确定交卷？', unanswered: '还有 {{n}} 题未答。交卷后不能再改。', everything: '全部已答。交卷后不能再改。', stay: '继续答题',
    passed: '合格', failed: '不合格', score: '{{score}} 分', said: '答对 {{right}} / {{asked}} 题，{{mark}} 分合格。', byClock: '时间到，已按保存的答案收卷。', wrong: '答错的题', yours: '你的答案：{{chosen}}', nothing: '未作答', source: '依据：{{source}}', other: '换人或重新进入', name: '考生 {{name}}', keys: '键盘：数字选择，← → 换题',
  },
}
