// The one way to the API: JSON in, JSON out, problems (RFC 9457) as ApiError.
import type { Page } from './types'

const ROOT = '/api/v1'

export interface FieldProblem {
  field: string
  message: string
}

interface Problem {
  title?: string
  detail?: string
  code?: string
  errors?: FieldProblem[]
}

/** What the API refused or failed, with its stable code; status 0 means the network did not answer. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string | null
  readonly retryAfterS: number | null
  /** What is wrong with which field, in the reader's language. */
  readonly fields: readonly FieldProblem[]

  constructor(status: number, problem: Problem, retryAfterS: number | null = null) {
    super(problem.title ?? `HTTP ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.code = problem.code ?? (status === 0 ? 'unreachable' : `http_${status}`)
    this.detail = problem.detail ?? problem.errors?.map((e) => `${e.field}: ${e.message}`).join('; ') ?? null
    this.retryAfterS = retryAfterS
    this.fields = problem.errors ?? []
  }
}

async function problemOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as Problem
  const wait = Number(response.headers.get('Retry-After'))
  return new ApiError(response.status, problem, Number.isFinite(wait) && wait > 0 ? wait : null)
}

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  if (body === undefined) return send(method, path)
  return send(method, path, JSON.stringify(body), 'application/json')
}

/** As every call, with headers of its own. */
export const withHeaders = (more: Record<string, string>, method: string, path: string, body?: BodyInit, type?: string): Promise<Response> =>
  send(method, path, body, type, more)

/** What is refused is said in the language of the page, whatever the browser prefers. */
async function send(method: string, path: string, body?: BodyInit, type?: string, more: Record<string, string> = {}): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': document.documentElement.lang || 'zh-CN', ...more }
  if (type) headers['Content-Type'] = type
  const init: RequestInit = { method, credentials: 'same-origin', headers, ...(body === undefined ? {} : { body }) }
  const response = await fetch(ROOT + path, init).catch(() => {
    throw new ApiError(0, {})
  })
  if (!response.ok) throw await problemOf(response)
  return response
}

/** `path` may have a query of its own already. */
export async function get<T>(path: string, query: Record<string, string | undefined> = {}): Promise<T> {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
  const search = new URLSearchParams(given).toString()
  const response = await call('GET', search ? `${path}${path.includes('?') ? '&' : '?'}${search}` : path)
  return (await response.json()) as T
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  return (await (await call('POST', path, body)).json()) as T
}

export async function patch<T>(path: string, body: unknown): Promise<T> {
  return (await (await call('PATCH', path, body)).json()) as T
}

export async function put<T>(path: string, body: unknown): Promise<T> {
  return (await (await call('PUT', path, body)).json()) as T
}

/** What is answered with nothing but that it was done. */
export async function tell(method: 'POST' | 'PUT', path: string, body: unknown): Promise<void> {
  await call(method, path, body)
}

/** Send a file as it lies on the disk. */
export async function upload<T>(path: string, file: Blob, type: string, headers: Record<string, string> = {}): Promise<T> {
  return (await (await send('POST', path, file, type, headers)).json()) as T
}

/** A file that the server makes. */
export async function blob(method: string, path: string): Promise<Blob> {
  return (await call(method, path, {})).blob()
}

/** The address of what a link or an image loads. */
export const addressOf = (path: string): string => ROOT + path

export async function remove(path: string): Promise<void> {
  await call('DELETE', path)
}

/** All items of a list, following `next`, up to `most`; `cut` says that more exist. */
export async function getAll<T>(
  path: string,
  query: Record<string, string | undefined> = {},
  most = 2000,
): Promise<{ items: T[]; cut: boolean }> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page = await get<Page<T>>(path, { limit: '200', ...query, cursor })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor && items.length < most)
  return { items, cut: cursor !== undefined }
}
