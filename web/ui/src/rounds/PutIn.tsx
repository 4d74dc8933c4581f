// Put applications into a round: those that could be, by kind, state and applicant; ticked, then put in.
import { useState } from 'react'
import { App, Button, Modal, Select, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOrganisations } from '../api/hazards'
import { KINDS, UNDER_WAY, type Application } from '../api/permits'
import { useCandidates, usePutIn, type FileFilter, type RoundDetail } from '../api/rounds'
import { named } from '../i18n'
import { StateChip } from '../permits/Chips'
import { stateWords } from '../permits/words'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Plate } from '../ui/Plate'
import { Refused } from '../ui/Refused'

export function PutIn({ round, onClose }: { round: RoundDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [filter, setFilter] = useState<FileFilter>({})
  const [chosen, setChosen] = useState<string[]>([])
  const answer = useCandidates(round.id, filter)
  const put = usePutIn(round.id)
  const there = new Set(answer.data?.map((one) => one.id))
  const picked = chosen.filter((id) => there.has(id))
  const send = () =>
    put.mutate(picked, {
      onSuccess: (made) => {
        void message.success(t('rounds.put.made', { n: made.put_in }))
        if (made.left_out.length > 0) void message.warning(t('rounds.put.left', { n: made.left_out.length }))
        onClose()
      },
    })
  return (
    <Modal
      open width={860} title={t('rounds.put.title')} onCancel={onClose} onOk={send} okText={t('rounds.put.button', { n: picked.length })} confirmLoading={put.isPending}
      okButtonProps={{ disabled: picked.length === 0, 'data-testid': 'round-put-submit' }}
    >
      <div className="sb-dialog" data-testid="round-put">
        <p className="sb-muted">{t('rounds.put.lead')}</p>
        <div className="sb-toolbar">
          <PutFilters round={round} filter={filter} change={(part) => setFilter(pruned({ ...filter, ...part }))} />
          <span className="sb-grow" />
          <Button disabled={there.size === 0 || answer.isPlaceholderData} onClick={() => setChosen([...there])} data-testid="round-put-all">{t('rounds.put.all', { n: there.size })}</Button>
        </div>
        {!answer.data && (answer.isError ? <Failure error={answer.error} /> : <Waiting rows={5} />)}
        {answer.data?.length === 0 && <Empty title={t('rounds.put.none')} />}
        {answer.data && answer.data.length > 0 && (
          <Table<Application>
            size="small" rowKey="id" dataSource={answer.data} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 'max-content', y: 380 }}
            rowSelection={{ selectedRowKeys: picked, onChange: (_, rows) => setChosen(rows.map((one) => one.id)), preserveSelectedRowKeys: true }}
            columns={[
              { key: 'plate', title: t('permits.plate'), render: (_, one) => (one.vehicle ? <Plate plate={one.vehicle.name} /> : null) },
              { key: 'number', title: t('permits.number'), render: (_, one) => one.number ?? t('permits.draft') },
              { key: 'kind', title: t('permits.kindTitle'), render: (_, one) => t(`procedure.kind.${one.kind}`) },
              { key: 'state', title: t('permits.stateTitle'), render: (_, one) => <StateChip state={one.state} /> },
              { key: 'applicant', title: t('permits.applicant'), render: (_, one) => one.applicant.name },
            ]}
          />
        )}
        <Refused error={put.error} />
      </div>
    </Modal>
  )
}

const pruned = (filter: { [K in keyof FileFilter]: FileFilter[K] | undefined }): FileFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as FileFilter

interface FilterProps {
  round: RoundDetail
  filter: FileFilter
  change: (part: { [K in keyof FileFilter]?: FileFilter[K] | undefined }) => void
}

function PutFilters({ round, filter, change }: FilterProps) {
  const { t, i18n } = useTranslation()
  const all = useOrganisations().data
  const applicants = (all ?? []).filter((one) => one.kind === 'school' || one.kind === 'operator').map((one) => ({ value: one.id, label: named(i18n.language, one.name, one.name_en) }))
  return (
    <>
      {!round.organisation && (
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} className="sb-toolbar-filter" placeholder={t('rounds.put.applicant')} aria-label={t('rounds.put.applicant')} popupMatchSelectWidth={false} value={filter.applicant_id ?? null} options={applicants} onChange={(value) => change({ applicant_id: value ?? undefined })} data-testid="put-applicant" />
      )}
      <Select allowClear className="sb-toolbar-filter" placeholder={t('rounds.put.kind')} aria-label={t('rounds.put.kind')} value={filter.kind ?? null} options={KINDS.map((value) => ({ value, label: t(`procedure.kind.${value}`) }))} onChange={(value) => change({ kind: value ?? undefined })} data-testid="put-kind" />
      <Select allowClear className="sb-toolbar-filter" placeholder={t('rounds.put.state')} aria-label={t('rounds.put.state')} popupMatchSelectWidth={false} value={filter.state ?? null} options={UNDER_WAY.map((value) => ({ value, label: stateWords(t, 'application', value) }))} onChange={(value) => change({ state: value ?? undefined })} data-testid="put-state" />
    </>
  )
}
