// A draft that saves itself a moment after the last change, each time as the version that this page made; what was changed
// elsewhere is never overwritten.
import { useCallback, useEffect, useState } from 'react'
import { isChanged, useKeepDraft, type PermitFile } from '../../api/permits'
import { draftOf, type DraftValues } from './values'

const PAUSE_MS = 800
export type Saving = 'loaded' | 'unsaved' | 'saving' | 'saved' | 'failed' | 'changed'

export interface DraftHand {
  /** The version that this page has seen or made itself. */
  version: number
  saving: Saving
  savedAt: number | null
  error: unknown
  edit: (values: DraftValues) => void
  own: (version: number) => void
}

export function useDraft(one: PermitFile): DraftHand {
  const [version, setVersion] = useState(one.version)
  const [wish, setWish] = useState<DraftValues | null>(null)
  const [tried, setTried] = useState<DraftValues | null>(null)
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const keep = useKeepDraft(one.id, setVersion)
  const { mutate, isPending, error } = keep
  const changed = one.version > version || isChanged(error)
  const edited = wish !== null && wish !== tried
  useEffect(() => {
    if (!edited || isPending || changed) return
    const timer = setTimeout(() => {
      setTried(wish)
      mutate(draftOf(wish, version), { onSuccess: () => setSavedAt(Date.now()) })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [edited, wish, version, isPending, changed, mutate])
  const own = useCallback((made: number) => setVersion((now) => (made === now + 1 ? made : now)), [])
  return { version, savedAt, error, edit: setWish, own, saving: stateOf() }

  function stateOf(): Saving {
    if (changed) return 'changed'
    if (isPending) return 'saving'
    if (edited) return 'unsaved'
    if (error) return 'failed'
    return savedAt === null ? 'loaded' : 'saved'
  }
}
