// Words of places, of their import, and of what is declared, in English; the same keys as places.zh-CN.
import type { placesZh } from './places.zh-CN'

export const placesEn: typeof placesZh = {
  place: {
    title: 'Places', lead: 'Choose on the map or in the list. A change holds at once: the next positions are judged by it, no finding changes.', desktopOnly: 'Drawing needs a desktop; on a phone places can be read.',
    new: 'New place', import: 'Import', edit: 'Change', editing: 'Change {{name}}', save: 'Save', saved: 'Saved; it holds from now on', saveHint: 'From the next batch of positions on buses are judged by it; findings that were made stay as they are.',
    search: 'Find by name or source', category: 'Category', anyCategory: 'Any category', kind: 'Kind', anyKind: 'Any kind', showEnded: 'Ended', count: '{{count}} places', more: '{{count}} more',
    noneTitle: 'No places', noneHint: 'Draw the first place, or import a GeoJSON, KML, CSV or OpenStreetMap file.',
    categories: { zone: 'Zone', risk_segment: 'Risk segment', road_section: 'Road section' },
    shape: { polygon: 'Polygon', linestring: 'Line', circle: 'Circle' },
    howTo: {
      polygon: 'Click corner by corner; click the first again or press Enter to finish. Corners snap to roads and places nearby.', linestring: 'Click point by point; click the last again or press Enter to finish. Points snap to roads nearby.',
      circle: 'Click the middle, move, click again.', select: 'Drag a corner to move it, a midpoint to add one; right-click a corner to remove it.',
    },
    tools: 'Drawing tools', undo: 'Undo', redo: 'Redo', drawFirst: 'Draw its extent on the map first.', required: 'Required',
    nameEn: 'English name', school: 'School', limit: 'Limit', limitIs: '{{n}} km/h', limitHint: 'What the sign says; empty when unknown', limitLaw: 'Article 35: 20 km/h with pupils aboard, whatever a sign says', width: 'Width', widthIs: '{{n}} m wide', radius: 'Radius', radiusIs: 'radius {{n}} m',
    area: 'polygon', extent: 'Extent', direction: 'Direction', directions: { both: 'Both', forward: 'As drawn only' }, when: 'Holds', hours: 'Hours', hoursHint: 'Empty: all day; separate by commas', season: 'Season', seasonHint: 'Month-day; empty: all year; may pass the new year',
    facilities: 'Facilities of Article 28', facility: { guard_rail: 'Guard rail', limit_sign: 'Limit sign', warning_sign: 'Warning sign' }, presence: { there: 'There', missing: 'Missing', unknown: 'Not looked at' },
    source: 'Source', sourceHint: 'Who says so, such as “seen on site”', surveyed: 'Surveyed', since: 'Since',
    end: 'End', endAsk: 'End “{{name}}”? Nothing is judged by it from now on; it can be restored.', endReason: 'Reason (required)', endedOn: 'Ended on {{time}}', restore: 'Restore this one', history: 'History (version {{n}})', historyHint: 'Restoring makes a new version equal to the chosen one.',
    version: 'Version {{n}}', road: 'Road', correct: 'Correct the limit', correctHere: 'Correct the limit of “{{name}}”.', correctNew: 'No road section is known here: one is made on the way that the bus took.', signSays: 'The sign says', signSeen: 'Sign seen on site', corrected: 'The limit is corrected from the next positions on',
    correctHint: 'This finding and earlier ones stay as they are.',
  },
  placeImport: {
    title: 'Import places', pick: 'Choose or drop a GeoJSON, KML, CSV or OSM file', pickHint: 'It is looked at first; with a single error nothing is imported. 5,000 places and 16 MB at most.', again: 'Look again', run: 'Import {{count}} places', fix: 'Correct the file and choose it again.', inFile: 'As in the file',
    done: '{{made}} new, {{changed}} changed', usualHint: 'What the file leaves open is filled in from here. Of OpenStreetMap the highway and maxspeed tags are taken; roads without a limit are left out.',
    datum: 'Datum', datums: { wgs84: 'WGS-84 (GPS, BeiDou, OSM)', gcj02: 'GCJ-02 (Amap, Tencent)', bd09: 'BD-09 (Baidu)' },
    new: '{{count}} new', changed: '{{count}} changed', same: '{{count}} the same', wrong: '{{count}} wrong', what: { new: 'new', change: 'changed', same: 'the same' },
    leftOut: { no_limit: '{{count}} roads without a limit left out', cut_way: '{{count}} roads cut off, left out', bad_node: '{{count}} bad points left out' },
    column: {
      name: 'Name', name_en: 'English name', category: 'Category', kind: 'Kind', limit_kmh: 'Limit', width_m: 'Width', radius_m: 'Radius', direction: 'Direction', season: 'Season', hours: 'Hours', geometry: 'Geometry', source: 'Source', surveyed_on: 'Surveyed',
      guard_rail: 'Guard rail', limit_sign: 'Limit sign', warning_sign: 'Warning sign',
    },
  },
  declared: {
    tab: 'Weather and exemptions', declare: 'Declare', title: { conditions: 'Weather and road surface', exemptions: 'Exemptions from the line' }, new: { conditions: 'Declare weather or surface', exemptions: 'Declare an exemption' },
    lead: { conditions: 'Article 35: in low visibility, on ice, snow or mud 20 km/h with pupils aboard. It ends by itself.', exemptions: 'Article 30: in control, works, disaster, weather or a major accident buses may leave their line; no finding of it meanwhile.' },
    none: { conditions: 'Nothing is declared now', exemptions: 'No exemption now' }, kind: 'What', reason: 'Reason', visibility: 'Visibility observed', visibilityHint: "The limit is lowered only under the district's figure (200 m by default)", where: 'Where',
    extent: { district: 'The district', area: 'An area drawn', road: 'A road', place: 'A place', line: 'A line' }, drawArea: 'Draw the area on the map.', district: 'the district', drawnArea: 'the area drawn', endsAt: 'Ends', endsHint: 'By itself; it can be renewed', sourceHint: 'Weather office, seen on site',
    kinds: {
      fog: 'Fog', rain: 'Rain', snow: 'Snowfall', sand: 'Sand', hail: 'Hail', ice: 'Ice on the road', snow_cover: 'Snow on the road', mud: 'Mud on the road',
      traffic_control: 'Traffic control', road_works: 'Road works', disaster: 'Disaster', weather: 'Severe weather', major_accident: 'Major accident',
    },
    withMetres: '{{kind}}, visibility {{n}} m', until: 'until {{time}}', lowers: '20 km/h with pupils aboard', lowersNot: 'not low: the limit is not lowered', exempts: 'leaving the line is no finding', manage: 'Look and manage',
    state: { current: 'holds', planned: 'planned', past: 'over' }, past: '{{count}} are over', renew: 'Renew for {{n}} h', end: 'End now', endAsk: 'End it now, with what renews it?',
  },
}
