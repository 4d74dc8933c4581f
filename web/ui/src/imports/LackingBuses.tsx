// What each bus lacks before its rules can be switched on, with the way to where it is entered.
import { useState } from 'react'
import { Button, Input, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useLacking, useLackingSum, type Lacking } from '../api/imports'
import { wordOr } from '../i18n'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Plate } from '../ui/Plate'

/** Where the missing thing is entered. */
const WHERE: Record<string, string> = { device: '/devices', permit: '/permits', sign: '/permits' }

export function LackingBuses() {
  const { t } = useTranslation()
  const [what, setWhat] = useState('any')
  const [plate, setPlate] = useState('')
  const sum = useLackingSum().data
  const answer = useLacking({ what, plate })
  const rows = answer.data?.pages.flatMap((page) => page.items)
  const word = (name: string) => wordOr(t, `imports.missing.what.${name}`, name)
  return (
    <section className="sb-table" data-testid="lacking">
      <p className="sb-muted">{t('imports.missing.lead')}</p>
      <div className="sb-actions">
        {sum && <b>{t('imports.missing.complete', { n: sum.complete, all: sum.vehicles })}</b>}
        <Button size="small" type={what === 'any' ? 'primary' : 'default'} onClick={() => setWhat('any')}>{t('imports.missing.any')}</Button>
        {sum?.counts.filter((one) => one.count > 0).map((one) => (
          <Button key={one.what} size="small" type={what === one.what ? 'primary' : 'default'} onClick={() => setWhat(one.what)} data-testid={`lacks-${one.what}`}>{`${word(one.what)} ${one.count}`}</Button>
        ))}
        <Input.Search allowClear placeholder={t('imports.missing.search')} onSearch={setPlate} style={{ width: 160 }} />
      </div>
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Waiting rows={6} />}
      {rows?.length === 0 && <Empty title={t('imports.missing.empty')} hint={t('imports.missing.emptyHint')} />}
      {rows && rows.length > 0 && (
        <Table<Lacking>
          size="middle" rowKey="id" dataSource={rows} pagination={false} scroll={{ x: 'max-content' }}
          columns={[
            { key: 'plate', title: t('imports.missing.plate'), render: (_, one) => <Link href={`/buses?q=${encodeURIComponent(one.plate)}`}><Plate plate={one.plate} /></Link> },
            { key: 'operator', title: t('imports.missing.operator'), render: (_, one) => one.operator_name ?? t('admin.none') },
            {
              key: 'lacks', title: t('imports.missing.lacks'),
              render: (_, one) => <span className="sb-inline">{one.missing.map((name) => <Link key={name} href={WHERE[name] ?? '/imports'}><span className="sb-chip" data-tone="bad">{word(name)}</span></Link>)}{one.missing.length === 0 && t('imports.missing.nothing')}</span>,
            },
          ]}
        />
      )}
      {answer.hasNextPage && <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>{t('admin.more')}</Button>}
    </section>
  )
}
