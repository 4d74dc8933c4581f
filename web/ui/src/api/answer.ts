// What an office without an account asks of the API over its link; the token goes in a header, never in an address.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { withHeaders } from './client'
import { sentType, type Grade, type Kind, type Purpose, type State } from './hazards'

export interface Asked {
  number: string
  kind: Kind
  subject: string
  location: string | null
  title: string
  description: string
  grade: Grade | null
  state: State
  responsible: string | null
  measure: string | null
  due_on: string | null
  overdue: boolean
  asked_by: string | null
  phone: string | null
  sent_back: string | null
  answered_at: string | null
  may_answer: boolean
  photos: { id: string; purpose: Purpose; name: string; media_type: string }[]
  photos_left: number
}

/** What is not of this form no link has; it is never put into a header. */
export const isToken = (text: string): boolean => /^[\w-]{16,128}$/.test(text)
const key = (token: string) => ['answer', token]
const send = async (token: string, method: string, path: string, body?: BodyInit, type?: string): Promise<Response> =>
  withHeaders({ 'X-Answer-Token': token }, method, path, body, type)

export const useAsked = (token: string) =>
  useQuery({ queryKey: key(token), queryFn: async () => (await (await send(token, 'GET', '/answer')).json()) as Asked, retry: false, enabled: isToken(token) })

function useSent<Given>(token: string, sent: (given: Given) => Promise<Response>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (given: Given) => (await (await sent(given)).json()) as Asked,
    onSuccess: (asked) => queries.setQueryData(key(token), asked),
  })
}

export const useSendPhoto = (token: string) =>
  useSent(token, ({ photo, name }: { photo: Blob; name: string }) =>
    send(token, 'POST', `/answer/photos?${new URLSearchParams({ name }).toString()}`, photo, sentType(photo)),
  )
export const useAnswer = (token: string) =>
  useSent(token, (given: { name: string; note: string }) => send(token, 'POST', '/answer', JSON.stringify(given), 'application/json'))

/** A photograph as an address of this page: an image cannot send a header. */
export const usePhoto = (token: string, id: string) =>
  useQuery({
    queryKey: [...key(token), 'photo', id],
    queryFn: async () => URL.createObjectURL(await (await send(token, 'GET', `/answer/photos/${encodeURIComponent(id)}`)).blob()),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
  })
