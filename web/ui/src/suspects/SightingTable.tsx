// The sightings of one plate, the newest first.
import { useTranslation } from 'react-i18next'
import type { Sighting } from '../api/suspects'
import { useClock } from '../lib/useClock'

export function SightingTable({ seen }: { seen: readonly Sighting[] }) {
  const { t } = useTranslation()
  const clock = useClock()
  return (
    <div className="sb-suspect-scroll">
      <table className="sb-desk-table" data-testid="sightings">
        <thead>
          <tr>
            <th scope="col">{t('suspects.time')}</th><th scope="col">{t('suspects.place')}</th><th scope="col">{t('suspects.by')}</th>
            <th scope="col">{t('suspects.children')}</th><th scope="col">{t('suspects.kind')}</th><th scope="col">{t('suspects.note')}</th>
          </tr>
        </thead>
        <tbody>
          {seen.map((one) => (
            <tr key={one.id}>
              <td className="sb-suspect-time">{clock.date(one.seen_at)} {clock.seconds(one.seen_at)} <span className="sb-chip" data-tone={one.within ? 'bad' : undefined}>{t(`suspects.within.${one.within ?? 'none'}`)}</span></td>
              <td>{one.school ?? one.place ?? t('common.none')}</td>
              <td>{[t(`suspects.told.${one.source}`), one.source_name ?? one.reference].filter(Boolean).join(' · ')}</td>
              <td>{one.children === null ? '' : t('suspects.nth', { n: one.children })}</td>
              <td>{[one.colour, one.vehicle_kind ? t(`suspects.vehicle.${one.vehicle_kind}`) : null].filter(Boolean).join(' ')}</td>
              <td>{[one.photo, one.note].filter(Boolean).join('；')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
