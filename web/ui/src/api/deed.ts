// Something that is done; afterwards what it touches is asked for anew.
import { useMutation, useQueryClient } from '@tanstack/react-query'

export function useDeed<Given, Answer>(deed: (given: Given) => Promise<Answer>, touches: readonly string[]) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: deed,
    onSuccess: () => Promise.all(touches.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
}
