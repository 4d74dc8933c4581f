// The looks keep WCAG 2.2 AA: text 4.5 to 1 on what it stands on, marks on the map 3 to 1 against land and water.
import { describe, expect, it } from 'vitest'
import { TOKENS } from '../src/theme/tokens'

const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const luminance = (hex: string) => {
  const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}
const contrast = (a: string, b: string) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

describe.each(['light', 'dark'] as const)('the %s looks', (mode) => {
  const t = TOKENS[mode]
  it.each(['text', 'textMuted', 'textFaint', 'primary'] as const)('can be read: %s', (name) => {
    for (const ground of [t.surface, t.raised, t.sunken, t.page]) expect(contrast(t[name], ground)).toBeGreaterThanOrEqual(4.5)
  })
  it('can be read: what is in breach', () => {
    for (const ground of [t.surface, t.raised, t.sunken]) expect(contrast(t.verdict.breach, ground)).toBeGreaterThanOrEqual(4.5)
  })
  it.each(['inOrder', 'breach', 'silent'] as const)('can be made out on the map: %s', (name) => {
    for (const ground of [t.map.land, t.map.water]) expect(contrast(t.verdict[name], ground)).toBeGreaterThanOrEqual(3)
  })
  it('write legible names on the map', () => {
    expect(contrast(t.map.label, t.map.labelHalo)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(t.map.labelMuted, t.map.labelHalo)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(t.map.risk, t.map.labelHalo)).toBeGreaterThanOrEqual(4.5)
  })
  it('tells late by its dark hands as well as by amber', () => expect(contrast(t.verdict.late, '#2b1b00')).toBeGreaterThanOrEqual(4.5))
})
