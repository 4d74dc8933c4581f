// A state as the map draws it, and its word: never one without the other in the accessible tree.
import { useTranslation } from 'react-i18next'
import { drawState } from '../map/icons'
import { STATE_STYLES, type ShownState } from '../map/states'
import { useMode } from '../theme/mode'
import { TOKENS, type Mode } from '../theme/tokens'

const drawn = new Map<string, string>()

function urlOf(state: ShownState, mode: Mode): string {
  const key = `${mode}/${state}`
  const kept = drawn.get(key)
  if (kept) return kept
  const url = drawState(state, TOKENS[mode].verdict, 2).toDataURL()
  drawn.set(key, url)
  return url
}

/** The drawing alone, in a square of `box_px`; for beside a word. */
export function StateIcon({ state, box_px = 24 }: { state: ShownState; box_px?: number }) {
  const { mode } = useMode()
  const side = Math.min(box_px, (STATE_STYLES[state].size_px * box_px) / 30)
  return (
    <span className="sb-state-icon" style={{ width: box_px, height: box_px }} aria-hidden>
      <img src={urlOf(state, mode)} width={side} height={side} alt="" />
    </span>
  )
}

export function StateTag({ state }: { state: ShownState }) {
  const { t } = useTranslation()
  return (
    <span className="sb-state-tag" data-state={state}>
      <StateIcon state={state} box_px={20} />
      {t(`state.${state}`)}
    </span>
  )
}
