// A plausible Lianyun District: coast, roads, schools, stops, places; drawn by hand, not surveyed.
import type { Feature, Geometry } from 'geojson'

type At = [number, number]

export const ROADS: Record<string, { name: string; en: string; class: string; limit: number; path: At[] }> = {
  zhonghua: { name: '中华路', en: 'Zhonghua Road', class: 'other', limit: 50, path: [[119.348, 34.722], [119.356, 34.731], [119.363, 34.739], [119.372, 34.745], [119.383, 34.749]] },
  haitang: { name: '海棠路', en: 'Haitang Road', class: 'other', limit: 60, path: [[119.330, 34.747], [119.345, 34.745], [119.358, 34.741], [119.372, 34.736], [119.386, 34.734]] },
  yuanqian: { name: '院前路', en: 'Yuanqian Road', class: 'other', limit: 40, path: [[119.363, 34.739], [119.366, 34.730], [119.371, 34.722], [119.378, 34.716]] },
  shanhai: { name: '山海路', en: 'Shanhai Road', class: 'other', limit: 40, path: [[119.383, 34.749], [119.395, 34.752], [119.404, 34.748], [119.410, 34.752], [119.418, 34.748], [119.430, 34.746], [119.445, 34.742], [119.458, 34.739]] },
  binhai: { name: '滨海大道', en: 'Binhai Avenue', class: 'trunk', limit: 60, path: [[119.290, 34.762], [119.310, 34.757], [119.330, 34.747], [119.340, 34.735], [119.348, 34.722], [119.352, 34.705], [119.350, 34.688], [119.342, 34.668], [119.330, 34.650]] },
  g310: { name: '310国道', en: 'National Road 310', class: 'trunk', limit: 70, path: [[119.225, 34.640], [119.255, 34.648], [119.290, 34.652], [119.330, 34.650], [119.365, 34.657], [119.395, 34.668], [119.428, 34.682], [119.452, 34.700], [119.458, 34.739]] },
  expressway: { name: '连霍高速', en: 'Lianhuo Expressway', class: 'motorway', limit: 80, path: [[119.215, 34.622], [119.260, 34.630], [119.310, 34.634], [119.370, 34.640], [119.415, 34.655], [119.462, 34.676]] },
  suwu: { name: '宿城路', en: 'Sucheng Road', class: 'other', limit: 40, path: [[119.378, 34.716], [119.392, 34.712], [119.402, 34.704], [119.410, 34.694], [119.428, 34.682]] },
  gangcheng: { name: '港城大道', en: 'Gangcheng Avenue', class: 'urban_expressway', limit: 70, path: [[119.240, 34.690], [119.275, 34.698], [119.310, 34.702], [119.352, 34.705], [119.371, 34.722]] },
}

const LAND: At[] = [[119.18, 34.58], [119.50, 34.58], [119.50, 34.70], [119.482, 34.722], [119.468, 34.744], [119.452, 34.750], [119.436, 34.756], [119.420, 34.760], [119.402, 34.764], [119.386, 34.760], [119.372, 34.757], [119.356, 34.756], [119.342, 34.760], [119.326, 34.764], [119.306, 34.772], [119.280, 34.782], [119.252, 34.790], [119.220, 34.800], [119.18, 34.806], [119.18, 34.58]]
const ISLAND: At[] = [[119.450, 34.766], [119.470, 34.758], [119.492, 34.754], [119.500, 34.760], [119.488, 34.768], [119.468, 34.772], [119.450, 34.766]]
const LAKE: At[] = [[119.262, 34.716], [119.278, 34.722], [119.290, 34.716], [119.286, 34.707], [119.268, 34.706], [119.262, 34.716]]
const OUTLINE: At[] = [[119.205, 34.605], [119.30, 34.612], [119.40, 34.628], [119.485, 34.66], [119.495, 34.72], [119.49, 34.79], [119.36, 34.80], [119.215, 34.82], [119.205, 34.70], [119.205, 34.605]]

const feature = (geometry: Geometry, properties: Record<string, unknown>): Feature => ({ type: 'Feature', geometry, properties })
const polygon = (ring: At[]): Geometry => ({ type: 'Polygon', coordinates: [ring] })
const way = (path: At[]): Geometry => ({ type: 'LineString', coordinates: path })

export const BASE: Feature[] = [
  feature(polygon(LAND), { kind: 'land' }),
  feature(polygon(ISLAND), { kind: 'land', name_zh: '连岛', name_en: 'Liandao' }),
  feature(way(LAND.slice(2, -1)), { kind: 'coast' }),
  feature(way(ISLAND), { kind: 'coast' }),
  feature(polygon(LAKE), { kind: 'water', name_zh: '猴嘴水库', name_en: 'Houzui Reservoir' }),
  feature(way(OUTLINE), { kind: 'outline', name_zh: '连云区', name_en: 'Lianyun District' }),
  ...Object.values(ROADS).map((road) => feature(way(road.path), { kind: 'road', class: road.class, name_zh: road.name, name_en: road.en })),
]

export const SCHOOLS = [
  { id: 's1', name: '连云港市墟沟小学', en: 'Xugou Primary School', stage: 'primary', at: [119.3655, 34.7425] as At },
  { id: 's2', name: '连云港市海州湾中学（初中部）', en: 'Haizhou Bay Junior Middle School', stage: 'junior_middle', at: [119.3500, 34.7270] as At },
  { id: 's3', name: '连云区院前幼儿园', en: 'Yuanqian Kindergarten', stage: 'kindergarten', at: [119.3740, 34.7200] as At },
  { id: 's4', name: '连云港市宿城中心小学', en: 'Sucheng Central Primary School', stage: 'primary', at: [119.4060, 34.7010] as At },
  { id: 's5', name: '连云港市板桥街道中心小学', en: 'Banqiao Central Primary School', stage: 'primary', at: [119.3320, 34.6560] as At },
  { id: 's6', name: '连云港市朝阳街道实验学校', en: 'Chaoyang Experimental School', stage: 'primary', at: [119.2760, 34.6960] as At },
]

const square = ([lon, lat]: At, half = 0.0014): At[] => [[lon - half, lat - half * 0.8], [lon + half, lat - half * 0.8], [lon + half, lat + half * 0.8], [lon - half, lat + half * 0.8], [lon - half, lat - half * 0.8]]
const place = (id: string, category: string, kind: string, name: string, name_en: string, geometry: Geometry, limit_kmh: number | null, width_m: number | null, road_class: string | null) =>
  feature(geometry, { id, key: id, version: 3, category, kind, name, name_en, limit_kmh, width_m, source: '现场勘查', road_class })

export const RISKS = [
  { id: 'rk1', kind: 'sharp_bend', name: '山海路急弯', en: 'Shanhai Road sharp bend', path: ROADS.shanhai!.path.slice(1, 5) },
  { id: 'rk2', kind: 'steep_slope', name: '宿城路陡坡（老虎崖至留云岭隧道口段）', en: 'Sucheng Road steep slope (Laohuya to Liuyunling tunnel)', path: ROADS.suwu!.path.slice(1, 4) },
  { id: 'rk3', kind: 'narrow_bridge', name: '板桥窄桥', en: 'Banqiao narrow bridge', path: [[119.3412, 34.6662], [119.3376, 34.6605]] as At[] },
]

export const PLACES: Feature[] = [
  ...SCHOOLS.map((s) => place(`z-${s.id}`, 'zone', 'school', s.name, s.en, polygon(square(s.at)), null, null, null)),
  place('z-d1', 'zone', 'depot', '墟沟停车场', 'Xugou depot', polygon(square([119.3295, 34.7440], 0.0022)), null, null, null),
  place('z-d2', 'zone', 'depot', '板桥停车场', 'Banqiao depot', polygon(square([119.3215, 34.6520], 0.0022)), null, null, null),
  place('z-p1', 'zone', 'petrol_station', '中山路加油站', 'Zhongshan Road petrol station', polygon(square([119.3445, 34.7170], 0.001)), null, null, null),
  place('z-n1', 'zone', 'no_go', '港区禁行区', 'Port no-go area', polygon([[119.432, 34.752], [119.452, 34.747], [119.452, 34.742], [119.433, 34.748], [119.432, 34.752]]), null, null, null),
  ...RISKS.map((r) => place(r.id, 'risk_segment', r.kind, r.name, r.en, way(r.path), 20, 24, null)),
  ...Object.entries(ROADS).map(([id, r]) => place(`rs-${id}`, 'road_section', 'posted', r.name, r.en, way(r.path), r.limit, 20, r.class)),
]

const LINE_ROADS: [string, string, string, string, (keyof typeof ROADS)[], string[]][] = [
  ['l1', '墟沟小学1号线（海棠路方向）', 'Xugou Line 1 (Haitang Road)', 's1', ['haitang'], ['海棠花园', '海棠路口', '墟沟市场', '墟沟小学']],
  ['l2', '墟沟小学2号线（经山海路）', 'Xugou Line 2 (Shanhai Road)', 's1', ['shanhai'], ['连云老街', '果城里社区', '山海路口', '云台山景区北门', '墟沟小学']],
  ['l3', '海州湾中学东线', 'Haizhou Bay East Line', 's2', ['zhonghua'], ['中华路东', '新世界广场', '墟沟邮局', '海州湾中学']],
  ['l4', '院前幼儿园接送线', 'Yuanqian Kindergarten Line', 's3', ['yuanqian'], ['院前新村', '云门寺', '院前幼儿园']],
  ['l5', '宿城中心小学南线（经老虎崖、留云岭隧道）', 'Sucheng South Line (by Laohuya and Liuyunling)', 's4', ['suwu'], ['夏庄村', '船山飞瀑', '留云岭', '宿城中心小学']],
  ['l6', '板桥中心小学滨海线', 'Banqiao Coast Line', 's5', ['binhai'], ['西墅新村', '盐场一区', '滨海公园', '台南盐场', '板桥中心小学']],
  ['l7', '板桥中心小学310线', 'Banqiao 310 Line', 's5', ['g310'], ['东辛农场', '猴嘴公园', '板桥街口', '中云台', '港口新村', '板桥中心小学']],
  ['l8', '朝阳实验学校港城线', 'Chaoyang Gangcheng Line', 's6', ['gangcheng'], ['尹宋村', '朝阳街道', '刘顶村', '朝阳实验学校']],
]

export interface MockLine { id: string; code: string; name: string; en: string; school: string; path: At[]; stops: { name: string; at: At; part: number }[] }

export const LINES: MockLine[] = LINE_ROADS.map(([id, name, en, school, roads, stops], index) => {
  const path = roads.flatMap((road) => ROADS[road]!.path)
  return { id, code: `LY-${String(index + 1).padStart(2, '0')}`, name, en, school, path, stops: stops.map((stop, n) => ({ name: stop, part: n / (stops.length - 1), at: along(path, n / (stops.length - 1)).at })) }
})

/** The point a part (0…1) along a path, and the heading there. */
export function along(path: At[], part: number): { at: At; course_deg: number } {
  const scale = Math.cos((34.7 * Math.PI) / 180)
  const lengths = path.slice(1).map((to, i) => Math.hypot((to[0] - path[i]![0]) * scale, to[1] - path[i]![1]))
  let left = Math.min(1, Math.max(0, part)) * lengths.reduce((a, b) => a + b, 0)
  let i = 0
  while (i < lengths.length - 1 && left > lengths[i]!) left -= lengths[i++]!
  const [a, b] = [path[i]!, path[i + 1]!]
  const f = lengths[i] ? left / lengths[i]! : 0
  return { at: [a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f], course_deg: ((Math.atan2((b[0] - a[0]) * scale, b[1] - a[1]) * 180) / Math.PI + 360) % 360 }
}
