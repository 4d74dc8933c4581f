// The words of rounds in Chinese.
export const roundsZhCN = {
  title: '批次办理', lead: '把同一学校、运营单位或同一季的申请放在一起办：一次办一步，办不了的单独列出原因。', new: '新建批次', back: '批次办理', calendar: '月历', empty: '还没有批次', emptyHint: '先建一个批次，再把申请加进来。', emptyOther: '批次由许可经办建立。', gone: '找不到这个批次。',
  name: '批次名称', nameExample: '例如：2026 秋季换证', target: '开学日', organisation: '申请单位', anybody: '不限（一季的申请）', anybodyShort: '各单位', files: '申请', finished: '已办结', late: '将误期', place: '查验地点', stateTitle: '状态', state: { open: '进行中', closed: '已结束' }, make: '建立', settle: '修改', save: '保存', close: '结束批次', closeAsk: '结束后不能再在本批次办理，未办结的申请各自继续，也可加入别的批次。', closedOn: '{{day}} 结束',
  progress: '进度', onTime: '都赶得上 {{day}}', willMiss: '{{n}} 份赶不上 {{day}}',
  stage: { draft: '草稿', correction: '待补正', submitted: '待受理', accepted: '待征求意见', consulting: '征求意见', reviewing: '审查', government: '政府审批', granted: '待发证', sign: '待标牌', done: '标牌已发', over: '已结束' },
  pace: '当前每步用时（工作日）', paceSeen: '{{stage}} {{n}} 天（近 90 天 {{seen}} 次的中位数）', paceLaw: '{{stage}} {{n}} 天（法定，历史不足）', paceHint: '预计日期按各步近 90 天实际用时的中位数推算；不足 5 次的按法定期限。申请人手中的时间不计。',
  list: '批次中的申请', chosen: '已选 {{n}} 份', only: '只选可办的', none: '取消选择', filterStage: '环节', search: '号牌、编号、单位', police: '公安', transport: '交通', forecast: '预计取得标牌', misses: '误期', provisional: '暂定', doneOn: '标牌 {{number}}', noForecast: '—', choose: '选择 {{plate}}',
  steps: '批量办理', stepsHint: '不选申请时对全部可办的办理。', stepsNone: '本批次现在没有你能批量办理的步骤。', stepCount: '{{step}}（{{n}}）', record: '补录：{{step}}',
  put: { title: '加入申请', lead: '列出在办且不在其他批次的申请；勾选后加入。', kind: '类别', state: '状态', applicant: '申请单位', button: '加入所选 {{n}} 份', all: '全选 {{n}} 份', made: '已加入 {{n}} 份', none: '没有可以加入的申请', left: '{{n}} 份没有加入' },
  drop: { title: '移出批次', lead: '{{plate}} 将离开本批次，按自己的期限单独办理。', reason: '原因', button: '移出', list: '移出的申请', by: '{{who}} {{time}}' },
  inspections: { title: '车辆查验安排', none: '尚未约定查验安排', said: '{{place}}，自 {{day}} 起，每日 {{n}} 辆，{{from}}–{{to}}', agree: '约定查验安排', place: '地点', capacity: '每日数量', from: '起始日', opens: '开始时间', closes: '结束时间', print: '打印查验名单', day: '{{day}} 周{{weekday}}', count: '{{n}} / {{of}} 辆', move: '改期', moveTitle: '{{plate}} 改期', to: '新的时间', empty: '通知交验后，这里按日列出车辆。', full: '满' },
  many: {
    title: '{{step}}：{{n}} 份', preview: '预览', previewing: '正在逐份试办…', act: '办理 {{n}} 份', acting: '正在办理 {{n}} 份…', again: '改后再预览', close: '关闭', will: '{{n}} 份可以办理', wont: '{{n}} 份不能办理', did: '已办理 {{n}} 份', didnt: '{{n}} 份未办理', letter: '打开文书和名单', previewHint: '预览逐份试办后全部撤回，什么都没有改变。', atomic: '办理后不能撤销，只能由后续步骤改变；不能办理的不受影响。', progress: '约需 {{n}} 秒',
    eachOwn: '逐份填写', paste: '从表格粘贴（号牌、编号，每行一辆）', pasteDo: '填入', pasted: '已填入 {{n}} 辆', unknown: '{{n}} 行没有对应车辆：{{lines}}', twice: '重复：{{plates}}', number: '标牌编号', validTo: '有效期至', validHint: '取检验与许可有效期中较早者', missing: '所缺材料（每行一项）', sameForAll: '对所选各份相同；逐份不同的请在下方填写', opinion: '意见', noSign: '缺编号 {{n}} 辆', auto: '按查验安排自动排期', autoHint: '自 {{day}} 起每日 {{n}} 辆，依次排入；也可在下方逐份改。', noPlan: '尚未约定查验安排，请先约定。',
    scan: '扫描件（适用于全部）', scanPick: '选择已上传的扫描件', scanUp: '上传扫描件',
  },
  deeds: { title: '批量办理记录', none: '还没有批量办理。', line: '{{done}} 份已办', refused: '{{n}} 份未办', open: '结果', letter: '文书和名单', recorded: '经办补录' },
  month: { title: '期限月历', lead: '每天到期的申请和约定的查验；先看红色。', prev: '上一月', next: '下一月', today: '本月', of: '{{year}} 年 {{month}} 月', all: '全部申请', round: '批次', works: '上班', make_up: '补班', holiday: '休', off: '休', provisional: '暂定', provisionalHint: '该年放假安排尚未公布，工作日按周一至周五推算，公布后自动更正。', due: '到期 {{n}}', called: '查验 {{n}}', target: '开学：{{name}}', nothing: '这天没有到期的申请', day: '{{day}}（{{weekday}}）', more: '另有 {{n}} 份', appointment: '查验', weekday: { mon: '一', tue: '二', wed: '三', thu: '四', fri: '五', sat: '六', sun: '日' }, open: '打开 {{day}}', noneMonth: '本月没有到期的申请' },
}
