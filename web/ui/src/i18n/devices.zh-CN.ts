// The words about terminals: the list, setting one up, importing, commands, photographs; in Chinese.
export const devicesZh = {
  devices: {
    unbound: '未绑定', never: '从未收到', emptyTitle: '还没有终端', emptyHint: '登记第一个终端，或用表格批量导入；已在尝试接入的终端在“未知终端”里。',
    parkedEmpty: '没有待查数据', onlyCounted: '另有 {{n}} 条同类数据，只计数，没有逐条保存。', shutUntil: '发送过多，暂停至 {{time}}', shutMeaning: '它发送的数据远超上限，MQTT 服务在此之前不让它接入，之后自动恢复；频繁出现请检查终端的上报间隔。',
    qualified: '数据合格率', qualifiedWhose: '{{month}} 按整车统计，含该车的其他终端', parkedEmptyHint: '收到的数据都已采用。', text: '文本', hex: '十六进制', title: '车载终端', gone: '找不到这个终端，可能已超出你的查看范围。',
    add: '登记终端', import: '批量导入', edit: '修改', id: '终端编号', idHint: '4 至 32 个字母、数字、- 或 _；不填则自动编号', phoneHint: '终端里设置的手机号，数字，不含前导零',
    protocol: '协议', name: '名称', nameHint: '例如安装位置', silentAfter: '失联时限', silentDefault: '{{n}} 秒（系统默认）', silentHint: '10 至 86400 秒；不填用系统默认值',
    seconds: '秒', registered: '登记时间', save: '保存', created: '终端已登记', disable: '停用', enable: '启用', disableAsk: '停用后立即拒绝它接入，绑定保留。确定停用？',
    vehicle: '绑定车辆', vehicleHint: '可以以后再绑定', vehiclePick: '按号牌查找', done: '完成', cancel: '取消', open: '打开终端',
  },
  binding: {
    title: '绑定历史', none: '还没有绑定过车辆', now: '现在', until: '至', bind: '绑定车辆', unbind: '解除绑定', since: '自何时起', sinceHint: '不填为现在；可以早于现在，之前未采用的位置会补判',
    at: '何时解除', atHint: '不填为现在；只能提前，不能推后', planned: '尚未开始', bindTitle: '绑定车辆', unbindTitle: '解除与 {{plate}} 的绑定', vehicleMissing: '请选择车辆',
    hint: '绑定后，它发来的位置才算作该车的位置。',
  },
  secret: {
    title: '接入方法', renew: '重置密钥', renewAsk: '原密钥立即失效，终端须改用新密钥。确定重置？', renewAsk808: '原鉴权码立即失效，终端须重新注册；换了终端机时也用它。确定重置？',
    once: '密码只显示这一次，请立即复制并填入终端。', copy: '复制', copied: '已复制', label: '密钥',
  },
  howto: {
    host: '地址', port: '端口', user: '用户名', password: '密码', topic: '主题', client: '客户端编号', phone: '终端手机号', url: '服务器地址', deviceId: '设备标识',
    firstLine: '首行编号', encryption: '加密',
    shut: '此入口没有开放，请联系管理员。', unproven: '此入口不核实身份，位置在地图和证据中注明“未经证明”。', jt808Register: '终端首次连接时自动注册并取得鉴权码，一般不必填密码。',
    jt808Code: '终端只能填固定鉴权码时，填这里的密码。', osmandApp: '在 Traccar Client 中填服务器地址和设备标识；OsmAnd 用同一地址。', owntracksMode: '在 OwnTracks 中选 MQTT 模式。',
    jt809: '位置由其他平台上报：地址和端口填在该平台的主链路参数中，接入码和密码按平台登记。', stored: 'QoS 1；需要入库回执时用响应主题 bus/<编号>/stored。', secretHint: '密码在登记或重置时显示一次。',
  },
  unknown: {
    emptyTitle: '没有未知终端', emptyHint: '终端接入被拒时会出现在这里；先让它按接入方法连接一次。', ignoredEmpty: '没有忽略的终端', showIgnored: '显示已忽略',
    adopt: '登记', ignore: '忽略', adoptTitle: '登记 {{device}}', bindProposed: '按注册号牌建议', adopted: '{{device}} 已登记',
    waiting: '{{count}} 条', waitingMost: '{{count}} 条以上', willJudge: '之前收到的 {{count}} 条位置将补判并保存。', judged: '之前收到的 {{count}} 条位置正在补判。',
    sinceFirst: '不填则自第一条待判数据当天起', sinceNow: '不填为现在', notAdoptable: '它自报的编号不能作为终端编号，请在终端上改正', 
    knownHint: '编号已登记，但密钥不对或是另一台终端；请打开终端重置密钥。', 
    why: { unknown: '没有登记', wrong_secret: '密钥不对', disabled: '已停用', unnamed: '没有报编号' },
  },
  command: {
    title: '指令', none: '还没有发过指令', text: '给驾驶人发文字', locate: '查询位置', interval: '上报间隔', confirm_alarm: '确认报警', snapshot: '拍照',
    words: '文字', wordsHint: '显示并播报，最多 250 个汉字', urgent: '紧急', bytes: '{{count}} / 500 字节', tooLong: '文字过长', wordsMissing: '请输入文字', every: '每隔', channel: '摄像头通道', channelNo: '通道 {{n}}', send: '发送',
    alarms: '哪些报警', alarmsHint: '终端收到后停止相应的提示', given: '指令已下达', to: '发送给 {{plate}}', by: '{{name}}，{{time}}',
    alarm: { emergency: '紧急报警', danger: '危险预警', area: '进出区域', route: '进出路线', section_time: '路段行驶时间', ignition: '非法点火', displacement: '非法位移' },
    state: { waiting: '等待终端上线', lapsed: '未发出，已作废', sent: '已发出，等待应答', done: '已执行', failed: '执行失败', wrong: '指令有误', unsupported: '终端不支持' },
  },
  importing: {
    title: '批量导入终端', pick: '选择或拖入 CSV、XLSX 文件', pickHint: '按模板填写：终端编号、协议、号牌、启用时间、名称。先检查，再导入；有一处错误则全部不导入。',
    template: '下载模板', reading: '正在检查', rows: '共 {{count}} 行', bad: '{{count}} 行有误', line: '行', wrong: '问题', run: '导入 {{count}} 个终端', another: '换一个文件',
    done: '已导入 {{count}} 个终端', secrets: '下载密钥清单', secretsHint: '密钥只给这一次，请先下载清单再关闭。', fix: '请在表格中改正后重新选择文件。', onlyWrong: '只看有误的行', ok: '正确', leave: '还没有下载密钥清单，确定关闭？',
  },
  media: {
    title: '照片', none: '还没有照片；可以用指令让终端拍照。', photoOf: '{{time}}，通道 {{n}}', card: '驾驶员卡', cardIn: '{{time}} 插卡', cardOut: '{{time}} 拔卡', cardUnread: '卡片未能读出', qualified: '资格有效期', other: '{{kind}} · {{time}}', audio: '录音', video: '录像',
  },
}
