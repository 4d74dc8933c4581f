// Chinese and English: the same keys, nothing empty, the same values asked for, every key that the page uses.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from '../src/i18n/en'
import { zhCN } from '../src/i18n/zh-CN'

type Tree = { [key: string]: string | Tree }
const flat = (tree: Tree, path = ''): Map<string, string> =>
  new Map(Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value] as const] : [...flat(value, `${path}${key}.`)])))
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((hole) => hole[1]).sort()

const asked = (words: Map<string, string>) => Object.fromEntries([...words].map(([key, text]) => [key, holes(text)]))

const chinese = flat(zhCN)
const english = flat(en)

describe('the dictionaries', () => {
  it('have the same keys', () => expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort()))

  it('leave nothing empty and ask for the same values', () => {
    expect([...chinese, ...english].filter(([, text]) => text.trim() === '')).toEqual([])
    expect(asked(english)).toEqual(asked(chinese))
  })

  it('hold Chinese in the one and no Chinese in the other (but for the name of the language)', () => {
    const wrong = [...english].filter(([key, text]) => /\p{Script=Han}/u.test(text) && key !== 'shell.language')
    expect(wrong).toEqual([])
  })

  it('know every key that the page names', () => {
    const root = join(import.meta.dirname, '../src')
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
    const named = files.flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\bt\('([\w.]+)'/g)].map((use) => use[1] ?? ''))
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter((key) => !chinese.has(key))).toEqual([])
  })
})
