// Words of places, of their import, and of what is declared, in Chinese.
export const placesZh = {
  place: {
    title: '地点', lead: '在地图上点选，或从列表选择；修改立即生效，从下一批定位起按新内容判定，已有报警不变。', desktopOnly: '绘制地点需要在电脑上进行；手机上可以查看。',
    new: '新建地点', import: '导入', edit: '修改', editing: '修改 {{name}}', save: '保存', saved: '已保存，即刻生效', saveHint: '保存后从下一批定位起按新内容判定；已有的报警不会改变。',
    search: '按名称、来源查找', category: '类别', anyCategory: '全部类别', kind: '类型', anyKind: '全部类型', showEnded: '已停用的', count: '{{count}} 处', more: '再显示 {{count}} 处',
    noneTitle: '没有地点', noneHint: '新建第一个地点，或导入 GeoJSON、KML、CSV、OpenStreetMap 文件。',
    categories: { zone: '围栏', risk_segment: '危险路段', road_section: '路段' },
    shape: { polygon: '多边形', linestring: '线', circle: '圆' },
    howTo: {
      polygon: '逐点单击，点回起点或按 Enter 完成；会吸附到附近的道路和地点。', linestring: '逐点单击，再次单击最后一点或按 Enter 完成；会吸附到附近的道路。',
      circle: '单击圆心，移动后再次单击。', select: '拖动顶点修改，拖动中点加点，右键单击顶点删除。',
    },
    tools: '绘制工具', undo: '撤销', redo: '重做', drawFirst: '请先在地图上画出范围。', required: '必填',
    nameEn: '英文名称', school: '学校', limit: '限速', limitIs: '限速 {{n}}', limitHint: '标志上的数字；不知道就留空', limitLaw: '条例第三十五条：载学生时 20 km/h，与标志无关', width: '宽度', widthIs: '宽 {{n}} 米', radius: '半径', radiusIs: '半径 {{n}} 米',
    area: '多边形', extent: '范围', direction: '方向', directions: { both: '双向', forward: '仅沿绘制方向' }, when: '生效时段', hours: '每日时段', hoursHint: '不填为全天；多段用逗号隔开', season: '季节', seasonHint: '月-日；不填为全年，可跨年',
    facilities: '第二十八条的设施', facility: { guard_rail: '防护设施', limit_sign: '限速标志', warning_sign: '警告标志' }, presence: { there: '有', missing: '缺', unknown: '未核实' },
    source: '来源', sourceHint: '谁、何处得知，例如“现场核对”', surveyed: '核实日期', since: '自',
    end: '停用', endAsk: '停用“{{name}}”？从现在起不再据此判定，可以恢复。', endReason: '原因（必填）', endedOn: '已于 {{time}} 停用', restore: '恢复为此版', history: '历史（第 {{n}} 版）', historyHint: '恢复即另立一版，内容同所选版本。',
    version: '第 {{n}} 版', road: '道路', correct: '更正限速', correctHere: '更正“{{name}}”的限速。', correctNew: '此处没有登记路段，将按本次行驶的轨迹新建一段。', signSays: '标志上的限速', signSeen: '现场标志', corrected: '限速已更正，从下一批定位起生效',
    correctHint: '本条及以往报警不变。',
  },
  placeImport: {
    title: '导入地点', pick: '选择或拖入 GeoJSON、KML、CSV、OSM 文件', pickHint: '先检查，再导入；有一处错误则全部不导入。最多 5000 处、16 MB。', again: '重新检查', run: '导入 {{count}} 处', fix: '请改正文件后重新选择。', inFile: '以文件为准',
    done: '新增 {{made}} 处，更新 {{changed}} 处', usualHint: '文件中没有写明的，按这里填写的补上。OpenStreetMap 取 highway 与 maxspeed 标签，未标限速的道路略过。',
    datum: '坐标系', datums: { wgs84: 'WGS-84（GPS、北斗、OSM）', gcj02: 'GCJ-02（高德、腾讯）', bd09: 'BD-09（百度）' },
    new: '新增 {{count}}', changed: '更新 {{count}}', same: '相同 {{count}}', wrong: '有误 {{count}}', what: { new: '新增', change: '更新', same: '相同' },
    leftOut: { no_limit: '{{count}} 条道路没有限速，略过', cut_way: '{{count}} 条道路不完整，略过', bad_node: '{{count}} 个点无效，略过' },
    column: {
      name: '名称', name_en: '英文名称', category: '类别', kind: '类型', limit_kmh: '限速', width_m: '宽度', radius_m: '半径', direction: '方向', season: '季节', hours: '时段', geometry: '几何', source: '来源', surveyed_on: '核实日期',
      guard_rail: '防护设施', limit_sign: '限速标志', warning_sign: '警告标志',
    },
  },
  declared: {
    tab: '天气与豁免', declare: '发布', title: { conditions: '天气与路面', exemptions: '绕行豁免' }, new: { conditions: '发布天气与路面', exemptions: '发布绕行豁免' },
    lead: { conditions: '第三十五条：低能见度或冰雪、泥泞路面，载学生时速不超过 20 公里；到时自动结束。', exemptions: '第三十条：交通管制、道路施工、灾害、恶劣天气、重大事故时可以绕行，期间不报偏离线路。' },
    none: { conditions: '现在没有发布', exemptions: '现在没有豁免' }, kind: '情形', reason: '事由', visibility: '观测能见度', visibilityHint: '低于本区标准（默认 200 米）才降低限速', where: '范围',
    extent: { district: '全区', area: '画一个区域', road: '一条道路', place: '一个地点', line: '一条线路' }, drawArea: '请在地图上画出区域。', district: '全区', drawnArea: '所画区域', endsAt: '结束时间', endsHint: '到时自动结束，可续期', sourceHint: '例如：区气象台、现场观察',
    kinds: {
      fog: '雾', rain: '雨', snow: '降雪', sand: '沙尘', hail: '冰雹', ice: '路面结冰', snow_cover: '路面积雪', mud: '路面泥泞',
      traffic_control: '交通管制', road_works: '道路施工', disaster: '自然灾害', weather: '恶劣天气', major_accident: '重大交通事故',
    },
    withMetres: '{{kind}}，能见度 {{n}} 米', until: '至 {{time}}', lowers: '载学生限速 20 km/h', lowersNot: '能见度未低于标准，不降低限速', exempts: '期间不报偏离线路', manage: '查看与管理',
    state: { current: '生效中', planned: '尚未开始', past: '已结束' }, past: '已结束 {{count}} 条', renew: '续期 {{n}} 小时', end: '提前结束', endAsk: '现在结束？已续期的一并结束。',
  },
}
