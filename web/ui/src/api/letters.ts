// The texts of letters as the API tells them: each with its fields, and what the office made of it before.
import { useQuery } from '@tanstack/react-query'
import { get, put } from './client'
import { useDeed } from './deed'

export const MOST_CHARS = 6000

export interface LetterField {
  name: string
  zh: string
  en: string
}

/** `version` 0: nobody has changed the text as it was delivered. */
export interface LetterTemplate {
  name: string
  title: string
  text: string
  default: string
  version: number
  since: string | null
  by: string | null
  fields: LetterField[]
}

export interface LetterVersion {
  version: number
  text: string
  since: string
  by: string
}

const ROOT = '/letter-templates'
const KEY = 'letter-templates'
const one = (name: string) => `${ROOT}/${encodeURIComponent(name)}`

export const useLetterTemplates = () => useQuery({ queryKey: [KEY], queryFn: () => get<LetterTemplate[]>(ROOT) })
export const useLetterVersions = (name: string) => useQuery({ queryKey: [KEY, name], queryFn: () => get<LetterVersion[]>(`${one(name)}/versions`) })
export const useKeepLetter = (name: string) => useDeed((given: { text: string; version: number }) => put<LetterTemplate>(one(name), given), [KEY])
