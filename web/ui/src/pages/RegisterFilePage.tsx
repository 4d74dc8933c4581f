// The file of a bus, a person, a school or an operator; which, the address says.
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { FILES } from '../api/registers'
import { OrganisationView } from '../registers/OrganisationView'
import { PersonView } from '../registers/PersonView'
import { VehicleView } from '../registers/VehicleView'
import { Empty } from '../ui/Answer'

const VIEWS = { vehicles: VehicleView, people: PersonView, organisations: OrganisationView }

export default function RegisterFilePage({ kind, id }: { kind: string; id: string }) {
  const { t } = useTranslation()
  const known = FILES.find((one) => one === kind)
  if (!known || !/^[0-9]{1,10}$/.test(id)) return <Empty title={t('registers.gone')} action={<Link href="/registers">{t('registers.back')}</Link>} />
  const View = VIEWS[known]
  return <View id={id} />
}
