// What is to be typed in somewhere else, each to be copied; with a warning where a secret is among it, which is told once.
import { Alert, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Facts, type Fact } from './Facts'

export interface Typed {
  label: string
  value: string
  /** How it is read: shut for what stands for a secret that nobody is told, secret for one that is. */
  kind: 'plain' | 'secret' | 'shut'
}

/** `once` is the sentence that warns. */
export function ToType({ items, once }: { items: Typed[]; once: string }) {
  const { t } = useTranslation()
  return (
    <>
      {items.some(({ kind }) => kind === 'secret') && <Alert type="warning" showIcon title={once} data-testid="secret-once" />}
      <Facts
        facts={items.map(({ label, value, kind }): Fact => [
          label,
          <Typography.Text key={label} copyable={kind === 'shut' ? false : { text: value, tooltips: [t('secret.copy'), t('secret.copied')] }}>
            <code data-secret={kind === 'secret'}>{value}</code>
          </Typography.Text>,
        ])}
      />
    </>
  )
}
