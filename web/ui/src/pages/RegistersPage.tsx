// The registers: buses, people, schools and operators, each with what in its file is worst; a row opens the file.
import { useState } from 'react'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { CalendarOutlined, PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import { LISTS, PATHS, useRegister, type ListName, type Row } from '../api/registers'
import { useMay } from '../lib/may'
import { usePhone } from '../lib/usePhone'
import { StateChip, useBoth } from '../registers/Items'
import { NewPerson } from '../registers/NewPerson'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { ExportButton } from '../ui/ExportButton'
import { ListSearch } from '../ui/ListSearch'
import { PageFrame } from '../ui/PageFrame'

const fileOf = (list: ListName, id: string) => `/registers/${list === 'vehicles' ? 'vehicles' : list === 'schools' || list === 'operators' ? 'organisations' : 'people'}/${id}`

/** The list as the API has it, with what is searched. */
function exported(list: ListName, q: string): { list: string; query: string } {
  const [path = '', query] = PATHS[list].split('?')
  return { list: path, query: new URLSearchParams([...new URLSearchParams(query), ...(q.trim() ? [['q', q.trim().slice(0, 64)]] : [])]).toString() }
}

export default function RegistersPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const search = new URLSearchParams(useSearch())
  const list = LISTS.find((one) => one === search.get('list')) ?? 'vehicles'
  const q = search.get('q') ?? ''
  const go = (to: ListName, asked: string) => navigate(`/registers?${new URLSearchParams({ list: to, ...(asked ? { q: asked } : {}) }).toString()}`, { replace: true })
  const mayAdd = useMay('addPerson')
  const [adding, setAdding] = useState(false)
  return (
    <PageFrame
      title={t('registers.title')} lead={t('registers.lead')}
      actions={
        <>
          <ExportButton {...exported(list, q)} />
          <Button icon={<CalendarOutlined />} onClick={() => navigate('/registers/tomorrow')} data-testid="to-tomorrow">{t('registers.tomorrow')}</Button>
          {mayAdd && <Button icon={<PlusOutlined />} onClick={() => setAdding(true)} data-testid="add-person">{t('registers.addPerson')}</Button>}
        </>
      }
    >
      <div className="sb-table" data-testid="table-registers">
        <div className="sb-toolbar">
          <ListSearch key={list} q={q} onChange={(asked) => go(list, asked)} placeholder={t('registers.search')} testId="register-search" />
          <Segmented value={list} onChange={(value) => go(value, '')} options={LISTS.map((value) => ({ value, label: t(`registers.list.${value}`) }))} data-testid="register-lists" />
        </div>
        <List list={list} q={q} onOpen={(id) => navigate(fileOf(list, id))} />
      </div>
      {adding && <NewPerson onClose={() => setAdding(false)} onMade={(id) => navigate(`/registers/people/${id}`)} />}
    </PageFrame>
  )
}

function List({ list, q, onOpen }: { list: ListName; q: string; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const answer = useRegister(list, q.trim().slice(0, 64))
  const rows = answer.data?.pages.flatMap((page) => page.items)
  if (!rows) return answer.isError ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : <Waiting rows={8} />
  if (rows.length === 0) return <Empty title={q ? t('registers.empty.noMatch') : t('registers.empty.title')} hint={q ? t('registers.empty.noMatchHint') : t('registers.empty.hint')} />
  return (
    <>
      {phone ? <Cards list={list} rows={rows} /> : <Rows list={list} rows={rows} onOpen={onOpen} />}
      {answer.hasNextPage && <Button className="sb-permit-more" loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>{t('registers.more')}</Button>}
    </>
  )
}

function Rows({ list, rows, onOpen }: { list: ListName; rows: Row[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const isPeople = list === 'drivers' || list === 'attendants' || list === 'safety'
  const columns: TableColumnsType<Row> = [
    { key: 'name', title: t('registers.name'), render: (_, one) => <Link href={fileOf(list, one.id)}>{one.name}</Link> },
    ...(isPeople ? [{ key: 'phone', title: t('registers.phone'), render: (_: unknown, one: Row) => one.phone_masked ?? '' }] : []),
    ...(list === 'schools' || list === 'operators' ? [] : [{ key: 'organisation', title: t('registers.organisation'), render: (_: unknown, one: Row) => one.organisation ?? '' }]),
    { key: 'standing', title: t('registers.standing'), render: (_, one) => <Standing one={one} /> },
  ]
  return (
    <Table<Row>
      size="middle" rowKey="id" dataSource={rows} columns={columns} pagination={false} scroll={{ x: 'max-content' }} sticky rowClassName="sb-row-link"
      onRow={(one) => ({ 'data-row': one.id, onClick: () => onOpen(one.id) }) as React.HTMLAttributes<HTMLElement>}
    />
  )
}

function Cards({ list, rows }: { list: ListName; rows: Row[] }) {
  return (
    <ul className="sb-register-cards">
      {rows.map((one) => (
        <li key={one.id}>
          <Link href={fileOf(list, one.id)}>
            <b>{one.name}</b>
            <span className="sb-fine">{[one.organisation, one.phone_masked].filter(Boolean).join(' · ')}</span>
            <Standing one={one} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Standing({ one }: { one: Row }) {
  const { t } = useTranslation()
  const both = useBoth()
  if (one.detail === 'left') return <span className="sb-chip">{t('registers.left')}</span>
  if (!one.first) return <StateChip state="in_order" />
  return (
    <span className="sb-inline">
      <StateChip state={one.worst} />
      <span>{both(one.first.title)}</span>
      <span className="sb-fine">{t('registers.amiss', { n: one.open })}</span>
    </span>
  )
}
