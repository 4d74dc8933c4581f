// The frame of a file: the way back, its title, what is asked for, then its parts in two columns.
import type { ReactNode } from 'react'
import { Button } from 'antd'
import { EditOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Facts, type Fact } from '../ui/Facts'

interface Props {
  list: string
  title: string
  kind: string
  facts: Fact[]
  actions?: ReactNode
  onEdit: (() => void) | null
  main: ReactNode
  beside: ReactNode
}

export function FileFrame({ list, title, kind, facts, actions, onEdit, main, beside }: Props) {
  const { t } = useTranslation()
  return (
    <div className="sb-page sb-permit-file" data-testid="register-file">
      <Link href={`/registers?list=${list}`} className="sb-permit-back">{`← ${t('registers.back')}`}</Link>
      <section className="sb-permit-card sb-permit-head">
        <div className="sb-permit-title">
          <h1>{title}</h1>
          <span className="sb-muted">{kind}</span>
          {onEdit && <Button size="small" icon={<EditOutlined />} onClick={onEdit} data-testid="register-edit">{t('registers.act.edit')}</Button>}
          {actions}
        </div>
        <Facts facts={facts} />
      </section>
      <div className="sb-register-columns"><div>{main}</div><div>{beside}</div></div>
    </div>
  )
}
