// Public reports in Chinese: the page of who reports, and the office's inbox.
export const reportZhCN = {
  title: '校车安全举报', lead: '任何人都可以在这里举报校车或接送学生车辆的违规行为，不需要登录，可以不留姓名。', toForm: '我要举报', toFollow: '查询办理情况', office: '工作人员登录',
  urgent: '孩子正处于危险之中？请先拨打 110（报警）或 120（急救）。', call: '拨打 {{n}}',
  kindLabel: '什么问题', kindMissing: '请选一项', wordsLabel: '看到了什么', wordsMissing: '请写明看到的情况', wordsExample: '例如：校车里站着好几个孩子，过道里也坐了人',
  placeLabel: '在哪里', placeExample: '路名、路口、学校门口', placeMissing: '请写明地点或在地图上标出', here: '用手机的当前位置', onMap: '在地图上标出', hideMap: '收起地图', tap: '点一下地图标出地点，可以再点一处更正。',
  marked: '已标出：{{lat}}，{{lon}}', unmark: '取消标记', locating: '正在定位', noPosition: '手机没有给出位置，请在地图上标出或写明地点。', mapFailed: '这台设备不能显示地图，请写明地点。', mapLabel: '标出地点的地图',
  whenLabel: '什么时候', plateLabel: '车牌号（知道的话）', plateExample: '如 苏G12345，只记得一部分也可以',
  photosLabel: '照片（最多 {{n}} 张）', addPhoto: '拍照或选照片', removePhoto: '移除照片 {{n}}', photosHint: '照片里的拍摄位置等信息会自动去除。拍摄时请先保证安全。', photoTooLarge: '{{name}} 超过 {{n}} MB，没有加入。', photoWrong: '{{name}} 不是 JPEG、PNG 或 WebP 照片，没有加入。',
  contactLabel: '联系方式（可以不填）', contactWhy: '只在需要向您核实时使用；只有教育局值班员和交警能看到，每次查看都有记录；结案 {{n}} 天后删除，您也可以随时自己删除。', name: '称呼', phone: '电话', phoneWrong: '电话号码只能有数字、空格和 + - ( )',
  privacyTitle: '个人信息说明', privacy: '处理者：本区教育局。为办理举报（《校车安全管理条例》第八条）收集您填写的内容；照片结案 {{photo}} 天后删除，联系方式结案 {{contact}} 天后删除；不予受理的，照片 {{refused}} 天后删除；连续 {{untouched}} 天没有进展的，视为自该日起已结案；办理记录按档案保存。不记录您的网络地址，只为防止滥用保留其不可还原的摘要，至多两小时。移送其他部门时只移送举报内容。',
  send: '发送举报', sending: '正在发送', kept: '已填写的内容保留在这台设备上，关闭本页后清除；照片在重新载入后需要重选。', failed: '没有发出去，已填写的内容都还在。', keptShort: '请检查网络后再发一次；不会重复登记。', incomplete: '还有没填好的项目，请看红字。',
  homepage: '请勿填写此栏',
  sent: '举报已收到', number: '编号', code: '查询码', keep: '请保存编号和查询码，凭两者查询。查询码只显示给您，遗失不能补发。', copy: '复制', copied: '已复制', print: '打印回执', again: '再举报一件',
  receivedAt: '收到时间', dueAt: '应于此前受理或移送', provisional: '（次年节假日安排未公布，暂按周一至周五推算）', lawNote: '依据《校车安全管理条例》第八条；本平台规定一个工作日内受理，或移送有权处理的部门并附回执。',
  uploading: '正在发送照片 {{done}} / {{all}}', photoFailed: '{{n}} 张照片没有发出去', retryPhotos: '重发照片', photoCount: '照片 {{n}} 张',
  followTitle: '查询办理情况', followLead: '输入回执上的编号和查询码。', ask: '查询', numberExample: '2611-00042', codeExample: '7K3M9-QWX2T', numberWrong: '编号形如 2611-00042', codeWrong: '查询码共 10 位字母和数字',
  state: { received: '已收到', accepted: '已受理', transferred: '已移送', refused: '不予受理', joined: '已并案', investigated: '已调查', answered: '已答复', closed: '已办结' },
  meaning: {
    received: '等待受理或移送。', accepted: '已受理，正在核查。', transferred: '已移送有权处理的部门。', refused: '不予受理，理由见下。', joined: '与另一件举报一并办理。', investigated: '已完成核查，即将答复。', answered: '已答复，见下。', closed: '已办结。',
  },
  overdue: '已超过期限，本局正在督办。', joinedNote: '另有人举报同一件事，一并办理，以下是办理情况。', transferredTo: '移送部门', receiptNumber: '回执号', receiptOn: '回执日期', reason: '理由', answer: '答复', progress: '办理经过',
  removeContact: '删除我的联系方式', contactGone: '联系方式已删除。', contactHeld: '已留联系方式', contactAsk: '删除后工作人员无法再联系您，举报照常办理。', notFound: '没有找到：请核对编号与查询码，两者都在回执上。',
  kind: {
    overload: '超员', no_permit: '没有许可或校车标牌', speeding: '超速', unqualified_driver: '驾驶人没有校车资格', no_attendant: '没有随车照管人员', child_left: '孩子被留在车上', wrong_stop: '不在站点停靠', dangerous_road: '道路危险', other: '其他',
  },
  refusal: {
    not_a_school_bus: '不是接送学生的车辆', not_a_violation: '所述情况不违反规定', too_little_known: '线索不足，无法核查', not_our_district: '不在本区', untrue: '经查与事实不符', other: '其他',
  },
}

export const reportsZhCN = {
  title: '公众举报', lead: '条例第八条：收到举报应及时受理，不属于本部门的应移送并取得回执。每件须在一个工作日内受理或移送。', publicPage: '公众举报页', publicHint: '把这个地址公布在学校和校车上：{{address}}',
  tabs: { inbox: '收件箱', days: '工作日' },
  clock: { waiting: '待受理 {{n}} 件', overdue: '超期 {{n}} 件', none: '没有待受理的举报', next: '最近的期限 {{time}}' },
  left: '剩 {{time}}', over: '超期 {{time}}', inTime: '按时受理', late: '超期受理', daysLong: '{{n}} 天', provisional: '暂定',
  columns: { number: '编号', kind: '类别', words: '内容', plate: '号牌', place: '地点', received: '收到', clock: '期限', state: '状态', photos: '照片' },
  open: '未办结', all: '全部', onlyOverdue: '超期', state: '状态', empty: '还没有举报', emptyHint: '把公众举报页的地址公布出去；有人举报时会出现在这里，并开始计时。', gone: '找不到这件举报。',
  numbered: '举报 {{n}}', report: '举报内容', happened: '发生时间', point: '坐标', ours: '本系统登记的校车', stranger: '不是登记的校车', seeBus: '查看车辆', noPlate: '没有写号牌', sighting: '受理后该号牌列入疑似车辆的目击记录。',
  near: '同一车辆前后两小时的报警', alike: '三天内同一号牌的其他举报', joinedHere: '并入本件的举报', joinedInto: '已并入', history: '办理经过', program: '系统', photos: '照片', noPhotos: '没有照片', photoOf: '举报照片 {{n}}',
  contact: '举报人联系方式', showContact: '查看联系方式', contactNone: '举报人没有留联系方式，或已删除。', contactHidden: '举报人留有联系方式，你的角色不能查看。', contactRecorded: '查看会留痕，请只为所选目的使用。', purpose: { ask: '向举报人核实', answer: '答复举报人', danger: '孩子有危险' },
  told: '已告知举报人', transferred: '移送', answered: '答复', refused: '不予受理',
  step: {
    accept: '受理', transfer: '移送', refuse: '不予受理', join: '并入另一件', investigate: '记录调查', answer: '答复', close: '办结', reopen: '重新办理', plate: '登记号牌', note: '备注', received: '收到举报', contact_deleted: '举报人删除了联系方式',
  },
  ask: {
    office: '移送给哪个部门', receipt_number: '该部门的回执号', receipt_on: '回执日期', reason: '理由', said: '告知举报人的话', saidHint: '举报人会看到这段话，请勿写内部情况和人名。', note: '内部说明', noteHint: '只有工作人员能看到。', duplicate_of: '并入哪一件（编号）', plate: '号牌', needed: '必填', transferHint: '取得对方回执后登记；在此之前期限继续计算。',
  },
  days: {
    lead: '一般按国务院公布的节假日和调休安排（PyPI chinesecalendar，已收录至 {{until}}）；与之不同的日子在此登记，写明依据。改动后，待受理举报的期限随即重算。', day: '日期', works: '上班', rests: '放假', kind: '安排', source: '依据', sourceExample: '例如：区政府办 2026 年 12 月 3 日通知', add: '登记', remove: '取消', empty: '没有另行登记的日子', emptyHint: '遇台风停工、当地调休等，在此登记。', adminOnly: '由系统管理员登记。',
  },
}
