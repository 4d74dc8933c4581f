// The board of runs: which are due, ready, under way, at school, over, off, and which should have left and have not.
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { STATES, useBoard, type Board, type RunState } from '../api/runs'
import { useClock } from '../lib/useClock'
import { readBoard, writeBoard, type BoardAddress } from '../runs/address'
import { Bar } from '../runs/Bar'
import { Groups, MARK, TONE } from '../runs/Groups'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { PageFrame } from '../ui/PageFrame'

export default function RunsPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const address = readBoard(useSearch())
  const answer = useBoard({ day: address.day ?? undefined, q: address.q || undefined, school_id: address.school ?? undefined, operator_id: address.operator ?? undefined, state: address.state ?? undefined })
  const board = answer.data
  const change = (part: Partial<BoardAddress>) => navigate(writeBoard({ ...readBoard(window.location.search), ...part }), { replace: true })
  return (
    <PageFrame title={t('runs.title')} lead={t('runs.lead')}>
      {board && <Bar day={address.day ?? board.day} address={address} change={change} />}
      {board && <Counts board={board} chosen={address.state} onChosen={(state) => change({ state })} />}
      {board && <Notes board={board} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {!board && !answer.isError && <Waiting rows={10} />}
      {board?.items.length === 0 && <Empty title={t('runs.empty')} hint={t('runs.emptyHint')} />}
      {board && <Groups board={board} by={address.by} />}
    </PageFrame>
  )
}

function Counts({ board, chosen, onChosen }: { board: Board; chosen: RunState | null; onChosen: (state: RunState | null) => void }) {
  const { t } = useTranslation()
  const all = STATES.reduce((sum, state) => sum + board.counts[state], 0)
  return (
    <div className="sb-run-counts" role="group" aria-label={t('runs.sum', { n: all })} data-testid="runs-counts">
      <button type="button" aria-pressed={chosen === null} onClick={() => onChosen(null)}>{t('runs.all', { n: all })}</button>
      {STATES.map((state) => (
        <button key={state} type="button" data-tone={board.counts[state] > 0 ? TONE[state] : 'quiet'} aria-pressed={chosen === state} title={t(`runs.stateHint.${state}`)} onClick={() => onChosen(chosen === state ? null : state)} data-testid={`runs-count-${state}`}>
          <span aria-hidden>{MARK[state]}</span> {t(`runs.state.${state}`)} <b>{board.counts[state]}</b>
        </button>
      ))}
    </div>
  )
}

/** What the day is, when its runs were made, whose papers are amiss. */
function Notes({ board }: { board: Board }) {
  const { t } = useTranslation()
  const clock = useClock()
  const { calendar } = board
  return (
    <p className="sb-run-notes sb-muted" data-testid="runs-notes">
      <span>{board.made_at ? t('runs.made', { at: clock.moment(board.made_at, Date.parse(board.now)) }) : t('runs.notMade')}</span>
      {!calendar.classes && <span>{t('runs.noClasses')}</span>}
      {calendar.no_term && <span>{t('runs.noTerm')}</span>}
      {calendar.unsaid && <b className="sb-late">{t('runs.unsaid')}</b>}
      {calendar.note && <span>{t('runs.note', { note: calendar.note })}</span>}
      {board.papers_amiss > 0 && <b className="sb-late">{t('runs.papersAmiss', { n: board.papers_amiss })}</b>}
      {board.cut && <span>{t('runs.cut')}</span>}
    </p>
  )
}
