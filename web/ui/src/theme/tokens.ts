// The one file of looks: colours, type and measures of the chrome, the verdicts and the map, light and dark.

export type Mode = 'light' | 'dark'

/** Colours spent on verdicts; checked for contrast against both maps and for colour-blind eyes (shape and word go with each). */
export interface VerdictColours {
  inOrder: string
  late: string
  breach: string
  hatchDark: string
  silent: string
  parked: string
  halo: string
}
export interface MapColours {
  water: string
  land: string
  hill: string
  saltPan: string
  coast: string
  outline: string
  road: string
  roadCasing: string
  label: string
  labelMuted: string
  labelHalo: string
  line: string
  stop: string
  zone: string
  noGo: string
  risk: string
  section: string
  selection: string
}
export interface Tokens {
  primary: string
  text: string
  textMuted: string
  textFaint: string
  page: string
  surface: string
  raised: string
  sunken: string
  border: string
  shadow: string
  verdict: VerdictColours
  map: MapColours
}

export const TOKENS: Record<Mode, Tokens> = {
  light: {
    primary: '#2a5d8f',
    text: '#1d2730',
    textMuted: '#55626e',
    textFaint: '#626f7b',
    page: '#f3f5f6',
    surface: '#ffffff',
    raised: '#ffffff',
    sunken: '#f5f7f8',
    border: '#e1e6ea',
    shadow: '0 1px 2px rgb(20 32 44 / 8%), 0 6px 20px rgb(20 32 44 / 10%)',
    verdict: {
      inOrder: '#0b8a7d',
      late: '#d98a00',
      breach: '#d3222a',
      hatchDark: '#15181b',
      silent: '#69747e',
      parked: '#96a1ab',
      halo: '#ffffff',
    },
    map: {
      water: '#dde6ea',
      land: '#f4f4f1',
      hill: '#ebede6',
      saltPan: '#e6ebec',
      coast: '#c3cfd5',
      outline: '#aab4bb',
      road: '#ffffff',
      roadCasing: '#d5d8d8',
      label: '#3d4852',
      labelMuted: '#64717d',
      labelHalo: '#f8f8f6',
      line: '#7d93a8',
      stop: '#5d7389',
      zone: '#4d78a3',
      noGo: '#8b5a5a',
      risk: '#7d55a0',
      section: '#8d9aa5',
      selection: '#2a5d8f',
    },
  },
  dark: {
    primary: '#6aa3d8',
    text: '#e4e9ed',
    textMuted: '#a3aeb8',
    textFaint: '#8793a0',
    page: '#12161a',
    surface: '#191e23',
    raised: '#1f252b',
    sunken: '#151a1e',
    border: '#2c343b',
    shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 45%)',
    verdict: {
      inOrder: '#19b3a3',
      late: '#f0a92a',
      breach: '#f55f64',
      hatchDark: '#0b0d0f',
      silent: '#a3aeb8',
      parked: '#66727d',
      halo: '#11161a',
    },
    map: {
      water: '#14191e',
      land: '#1d2328',
      hill: '#21292c',
      saltPan: '#191f25',
      coast: '#313b43',
      outline: '#4a555e',
      road: '#323b43',
      roadCasing: '#262d33',
      label: '#c4ccd3',
      labelMuted: '#8d99a4',
      labelHalo: '#171c20',
      line: '#5f7d99',
      stop: '#8ba4bb',
      zone: '#6f9bc6',
      noGo: '#b98585',
      risk: '#a988c9',
      section: '#6f7c87',
      selection: '#8fc1ee',
    },
  },
}

/** System fonts only: CJK first where the system has them, nothing from a network, no italics. */
export const FONT_FAMILY =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'
export const FONT_SIZE_PX = 14
export const LINE_HEIGHT = 1.6
export const RADIUS_PX = 8
/** Below this width the phone's page: navigation at the bottom, panels as sheets. */
export const PHONE_BELOW_PX = 768
