// The tokens as an Ant Design theme and as CSS variables for our own style sheets.
import { theme as antd, type ThemeConfig } from 'antd'
import { FONT_FAMILY, FONT_SIZE_PX, LINE_HEIGHT, RADIUS_PX, TOKENS, type Mode } from './tokens'

export function antdTheme(mode: Mode): ThemeConfig {
  const t = TOKENS[mode]
  return {
    algorithm: mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: t.primary,
      colorInfo: t.primary,
      colorLink: t.primary,
      colorError: t.verdict.breach,
      colorWarning: t.verdict.late,
      colorSuccess: t.verdict.inOrder,
      colorText: t.text,
      colorTextSecondary: t.textMuted,
      colorTextDescription: t.textMuted,
      colorTextPlaceholder: t.textFaint,
      colorBgLayout: t.page,
      colorBgContainer: t.surface,
      colorBgElevated: t.raised,
      colorBorder: t.border,
      colorBorderSecondary: t.border,
      fontFamily: FONT_FAMILY,
      fontSize: FONT_SIZE_PX,
      lineHeight: LINE_HEIGHT,
      borderRadius: RADIUS_PX,
      // who wants less of it: a list that opens must not wait for a motion that never ends
      motion: typeof matchMedia === 'undefined' || !matchMedia('(prefers-reduced-motion: reduce)').matches,
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.2s',
    },
    components: {
      Table: { headerBg: t.sunken, headerColor: t.textMuted, headerSortActiveBg: t.sunken, headerSortHoverBg: t.border, bodySortBg: t.surface, headerSplitColor: 'transparent', cellPaddingBlockMD: 10 },
      Button: { primaryShadow: 'none', defaultShadow: 'none', primaryColor: mode === 'dark' ? t.page : '#ffffff' },
    },
  }
}

/** `--sb-…` on the root element, read by the style sheets. */
export function applyTokens(root: HTMLElement, mode: Mode): void {
  const t = TOKENS[mode]
  const flat: Record<string, string> = {
    primary: t.primary, text: t.text, muted: t.textMuted, faint: t.textFaint, page: t.page, surface: t.surface,
    raised: t.raised, sunken: t.sunken, border: t.border, shadow: t.shadow, 'in-order': t.verdict.inOrder,
    late: t.verdict.late, breach: t.verdict.breach, silent: t.verdict.silent, parked: t.verdict.parked,
    font: FONT_FAMILY,
  }
  for (const [name, value] of Object.entries(flat)) root.style.setProperty(`--sb-${name}`, value)
  root.style.colorScheme = mode
  root.dataset.theme = mode
}
