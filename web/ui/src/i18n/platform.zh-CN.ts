// The words about other platforms in Chinese.
export const platformZhCN = {
  title: '其他平台', gone: '找不到这个平台，可能已超出你的查看范围。', add: '登记平台', registered: '{{name}} 已登记', open: '打开平台', editTitle: '修改 {{name}}',
  emptyTitle: '还没有接入其他平台',
  emptyHint: '多数校车已向服务提供者或设备厂商的平台上报位置。那个平台可以按 JT/T\u00a0809 作为下级平台接入本系统，车上不必再装终端。',
  firstStep: '按“登记平台”，填写对方平台的名称、标准版本、对方服务器的地址。', firstStepOthers: '由审批员或系统管理员登记对方平台的名称、标准版本、对方服务器的地址。',
  secondStep: '把地址、端口、接入码、用户和密码交给对方，填入其主链路参数。', thirdStep: '对方连接后，已登记的校车按号牌自动对应；没有登记的号牌列在“未知终端”。',
  standing: { up: '已连接', main_only: '只有主链路', slave_only: '只有从链路', down: '已断开', never: '从未连接', disabled: '已停用' },
  standingMeaning: {
    up: '主链路和从链路都已连接', main_only: '位置照常收到；从链路未连接，应答改走主链路', slave_only: '主链路未连接，数据改走从链路', down: '两条链路都未连接，收不到它的位置',
    never: '登记后还没有连接过', disabled: '不允许接入',
  },
  main: '主链路', slave: '从链路', since: '自 {{time}}', notUp: '未连接', vehicles: '上报车辆', vehiclesCount: '{{n}} 辆', edition: '标准版本', editionOf: '{{year}} 版', editionHint: '对方所用的 JT/T\u00a0809 版本',
  code: '接入码', codeAndUser: '接入码、用户', moreNetworks: '另有 {{n}} 个', networks: '来源网段', networksHint: '对方服务器的 IP 地址或网段，一行一个；只接受来自这里的登录，从链路也只连到这里。', networksMissing: '请填写至少一个地址或网段', notANetwork: '“{{text}}”不是 IP 地址或网段，例如 203.0.113.0/28',
  nameMissing: '请填写名称', nameExample: '例如 某校车公司平台', encrypted: '已约定 M1、IA1、IC1', clear: '不加密', encryptingHint: '对方加密传输时，填写双方约定的三个常数。',
  encrypting: { none: '不加密', kept: '沿用已约定的常数', given: '填写常数' }, constantMissing: '请填写', madeForYou: '不填则自动生成',
  changeEnds: '有改动时两条链路会断开，对方须重新登录。', handover: '交给对方的参数', handoverLead: '把下列参数交给对方，填入其平台的主链路设置。', once: '密码只显示这一次，请立即复制并交给对方。',
  slaveNote: '对方还须填写自己等候从链路的地址和端口；地址须为数字，并在来源网段之内。', newPassword: '重置密码', passwordAsk: '原密码立即失效，链路断开，对方须改用新密码登录。确定重置？',
  disableAsk: '停用后两条链路立即断开，不再接受它登录；登记的内容保留。确定停用？', problemTitle: '问题', problemAt: '最近一次 {{time}}，{{age}}',
  problem: {
    wrong_address: '有登录来自登记网段以外的地址', wrong_user: '登录所用的用户不对', wrong_password: '登录所用的密码不对', wrong_edition: '登录报文的长度不符合登记的版本', encrypted: '对方加密传输，而这里没有约定常数',
    slave_address: '对方等候从链路的地址不在登记的网段之内', slave_unreachable: '连不上对方等候从链路的服务器', slave_silent: '对方的从链路服务器接通后没有应答', slave_refused: '对方不接受从链路的校验码', slave_lost: '从链路中断，正在重新建立',
  },
  todo: {
    wrong_address: '是对方的新地址就加入网段；不认识的地址要查明是谁。', wrong_user: '请对方按下面的参数重新填写用户。', wrong_password: '请对方重新填写密码；不知道时在下面重置一个。',
    wrong_edition: '向对方确认所用的版本，在这里修改。', encrypted: '向对方索取 M1、IA1、IC1 填在这里，或请对方改为明文传输。', slave_address: '请对方改正这个地址，须为数字；确是新地址就加入网段。',
    slave_unreachable: '请对方检查其服务器和防火墙。位置经主链路照常收到。', slave_silent: '请对方检查其从链路服务。位置经主链路照常收到。', slave_refused: '多半因对方重新启动过，系统会自动重试；持续出现时请对方重新登录。', slave_lost: '不必处理；位置经主链路照常收到。',
  },
}
