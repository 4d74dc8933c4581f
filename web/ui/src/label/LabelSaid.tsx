// What a label says, as facts.
import { useTranslation } from 'react-i18next'
import type { LabelSaid as Said } from '../api/labels'
import { Facts } from '../ui/Facts'
import { Plate } from '../ui/Plate'

/** "0710-0742" as the sign writes it. */
const spanned = (time: string) => time.replace(/^(\d\d)(\d\d)-(\d\d)(\d\d)$/, '$1:$2–$3:$4')

export function LabelSaid({ said }: { said: Said }) {
  const { t } = useTranslation()
  return (
    <section className="sb-report-standing" data-testid="label-said">
      <h3>{t('label.saysTitle')}</h3>
      <p className="sb-label-plate"><Plate plate={said.plate} /></p>
      <p className="sb-note">{t('label.compare')}</p>
      <Facts
        facts={[
          [t('label.permit'), t('label.permitOf', { number: said.permit_number, version: said.version })],
          [t('label.sign'), said.sign_number],
          [t('label.validity'), t('label.span', { from: said.valid_from, to: said.valid_to })],
          [t('label.issuer'), said.issuer],
          [t('label.serial'), said.serial],
        ]}
      />
      <ul className="sb-label-lines">
        {said.lines.map((line) => (
          <li key={line.name}><span>{line.name}</span><span>{line.times.map(spanned).join('  ')}</span></li>
        ))}
        {said.lines_left_out > 0 && <li className="sb-muted">{t('label.moreLines', { n: said.lines_left_out })}</li>}
      </ul>
    </section>
  )
}
