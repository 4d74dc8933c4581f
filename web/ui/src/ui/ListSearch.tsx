// The search above a list: "/" leads to it, and it asks once the typing pauses.
import { useEffect, useRef, useState } from 'react'
import { Input, type InputRef } from 'antd'
import { SearchOutlined } from '@ant-design/icons'
import { useKeys } from '../lib/useKeys'

const PAUSE_MS = 300

interface Props {
  q: string
  onChange: (q: string) => void
  placeholder: string
  testId: string
}

export function ListSearch({ q, onChange, placeholder, testId }: Props) {
  const [typed, setTyped] = useState(q)
  const input = useRef<InputRef>(null)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })
  useKeys({
    '/': (event) => {
      event.preventDefault()
      input.current?.focus()
    },
  })
  useEffect(() => {
    if (typed === q) return
    const timer = setTimeout(() => latest.current(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, q])
  return (
    <Input
      ref={input} allowClear className="sb-toolbar-search" prefix={<SearchOutlined aria-hidden />} placeholder={placeholder} aria-label={placeholder} maxLength={64}
      value={typed} onChange={(event) => setTyped(event.target.value)} data-testid={testId}
    />
  )
}
