// Photographs after their report: sent one by one, and those that did not get through again when the person says so.
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { sendPhoto, useOpenForm, type Key } from '../../api/publicReports'
import { Refused } from '../../ui/Refused'
import { PhotosPick } from './PhotosPick'

interface Props {
  of: Key
  first: File[]
  left: number
  onSent: () => void
}
interface Course {
  all: number
  done: number
  failed: File[]
  error: unknown
}

const NOTHING: Course = { all: 0, done: 0, failed: [], error: null }

export function SendPhotos({ of, first, left, onSent }: Props) {
  const { t } = useTranslation()
  const form = useOpenForm().data
  const [course, setCourse] = useState<Course>(NOTHING)
  const [chosen, setChosen] = useState<File[]>([])
  const send = useCallback(
    async (files: File[]) => {
      setCourse({ ...NOTHING, all: files.length })
      for (const file of files) {
        try {
          await sendPhoto(of, file)
          setCourse((now) => ({ ...now, done: now.done + 1 }))
        } catch (error) {
          setCourse((now) => ({ ...now, failed: [...now.failed, file], error }))
        }
      }
      onSent()
    },
    [of, onSent],
  )
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current || first.length === 0) return
    begun.current = true
    void send(first)
  }, [first, send])
  const busy = course.all > course.done + course.failed.length
  if (left === 0 && course.all === 0) return null
  return (
    <section className="sb-report-noprint sb-report-more" data-testid="report-photos">
      {busy && <p role="status">{t('report.uploading', { done: course.done + 1, all: course.all })}<Progress percent={Math.round((100 * course.done) / course.all)} showInfo={false} /></p>}
      {!busy && course.failed.length > 0 && (
        <>
          <Refused error={course.error} />
          <p className="sb-inline"><span className="sb-late">{t('report.photoFailed', { n: course.failed.length })}</span><Button onClick={() => void send(course.failed)} data-testid="report-retry-photos">{t('report.retryPhotos')}</Button></p>
        </>
      )}
      {!busy && form && left > 0 && (
        <PhotosPick files={chosen} most={left} mostBytes={form.photo_max_bytes} onFiles={(files) => { setChosen([]); if (files.length > 0) void send(files) }} />
      )}
    </section>
  )
}
