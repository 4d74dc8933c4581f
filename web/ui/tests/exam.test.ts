// A paper on a telephone: choices, the clock, and answers that reach the server over a bad connection.
import { describe, expect, it } from 'vitest'
import { ApiError } from '../src/api/client'
import { clockOf, Saver, sessionOf, tapped, unanswered, type Waiting } from '../src/training/exam/paper'

const over = () => new ApiError(409, { code: 'exam_over' })

describe('a choice', () => {
  it('of one is the last tap', () => expect(tapped('single', [2], 0)).toEqual([0]))
  it('of true or false stays when it is tapped again', () => expect(tapped('true_false', [1], 1)).toEqual([1]))
  it('of several goes on and off, in order', () => {
    expect(tapped('multiple', [2], 0)).toEqual([0, 2])
    expect(tapped('multiple', [0, 2], 2)).toEqual([0])
  })
  it('is counted as open while nothing is chosen', () => {
    const asked = [1, 2, 3].map((seq) => ({ seq, kind: 'single' as const, text: '', options: [], chosen: null }))
    expect(unanswered(asked, { 1: [0], 2: [] })).toBe(2)
  })
})

describe('the time', () => {
  it.each([[1_745_000, '29:05'], [59_001, '1:00'], [1, '0:01'], [0, '0:00'], [-9_000, '0:00']])('%d ms left is %s', (left_ms, said) => expect(clockOf(left_ms)).toBe(said))
  it('is kept with the key under the session of the QR', () => expect(sessionOf('17-59123-0a1b')).toBe('17'))
})

function made(fails: unknown[], before: Waiting = {}) {
  const sent: [number, number[]][] = []
  const told: { waiting: Waiting; failed: boolean; refused: unknown }[] = []
  const waits: number[] = []
  const saver = new Saver(
    {
      send: (seq, chosen) => {
        const error = fails.shift()
        if (error) return Promise.reject(error)
        sent.push([seq, chosen])
        return Promise.resolve()
      },
      told: (waiting, failed, refused) => told.push({ waiting, failed, refused }),
      pause: (ms) => {
        waits.push(ms)
        return Promise.resolve()
      },
    },
    before,
  )
  return { saver, sent, told, waits }
}

describe('answers on their way', () => {
  it('are sent again until the server has them, ever less often', async () => {
    const { saver, sent, told, waits } = made([new ApiError(0, {}), new ApiError(503, {}), new ApiError(429, {})])
    saver.put(3, [1])
    await saver.flush()
    expect(sent).toEqual([[3, [1]]])
    expect(waits).toEqual([1000, 2000, 4000])
    expect(told.some((one) => one.failed && one.waiting[3])).toBe(true)
    expect(told.at(-1)).toEqual({ waiting: {}, failed: false, refused: null })
  })

  it('are of each question the newest, also when it changed under way', async () => {
    const { saver, sent } = made([])
    saver.put(1, [0])
    saver.put(1, [2])
    saver.put(2, [1])
    await saver.flush()
    expect(sent.findLast(([seq]) => seq === 1)).toEqual([1, [2]])
    expect(sent.at(-1)).toEqual([2, [1]])
  })

  it('that a reload interrupted are sent first', async () => {
    const { saver, sent } = made([], { 4: [0, 2] })
    await saver.flush()
    expect(sent).toEqual([[4, [0, 2]]])
  })

  it('outlive what a proxy says on the way, and one that is refused takes no other with it', async () => {
    const { saver, sent, told } = made([new ApiError(404, {}), new ApiError(403, {}), new ApiError(422, {})])
    saver.put(1, [0])
    saver.put(2, [1])
    await saver.flush()
    expect(sent).toEqual([[2, [1]]])
    expect(told.at(-1)).toEqual({ waiting: {}, failed: false, refused: null })
  })

  it('end when the server says that it is over', async () => {
    const { saver, sent, told, waits } = made([over()])
    saver.put(1, [0])
    await saver.flush()
    expect([sent, waits]).toEqual([[], []])
    expect(told.at(-1)?.refused).toBeInstanceOf(ApiError)
    expect(told.at(-1)?.waiting).toEqual({})
  })
})
