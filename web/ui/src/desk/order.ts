// The order of the desk's list: what is overdue, then the gravest, then what has the least time left.
import type { Case } from '../api/desk'

const GRAVITY = { B: 0, A1: 1, A2: 2 } as const
const FAR = Number.MAX_SAFE_INTEGER
const WAITING = new Set(['open', 'acknowledged', 'assigned'])

const rank = (one: Case): [number, number, number, number] => [
  WAITING.has(one.state) ? 0 : 1,
  one.overdue ? 0 : 1,
  GRAVITY[one.severity] ?? 3,
  one.due_at ? Date.parse(one.due_at) : FAR,
]

export function inOrder(cases: readonly Case[]): Case[] {
  return [...cases].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)]
    for (let i = 0; i < left.length; i++) {
      const difference = (left[i] ?? 0) - (right[i] ?? 0)
      if (difference !== 0) return difference
    }
    return Number(b.id) - Number(a.id)
  })
}

export const isGrave = (one: Case): boolean => one.severity !== 'A2' && one.state === 'open'

/** Minutes and hours of a length of time in milliseconds, for "12 分钟" as for "3 小时 5 分". */
export const lengthS = (ms: number): number => Math.max(0, Math.round(Math.abs(ms) / 1000))
