// An account opened or changed: who, in which role, for which organisation.
import { Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChangeAccount, useOffered, useOpenAccount, type AccountKept, type AccountMade, type OrganisationKind } from '../api/office'
import { useSession } from '../api/queries'
import type { Role } from '../api/types'
import { Refused } from '../ui/Refused'

interface Given {
  username: string
  display_name: string
  role: Role
  organisation_id?: string
  locale: string
}
interface Props {
  roles: readonly Role[]
  account?: AccountKept
  onClose: () => void
  onMade?: (made: AccountMade) => void
}
const NAMES = { username: 'username', display_name: 'display_name', role: 'role', organisation_id: 'organisation_id', locale: 'locale' }
/** For which kinds a role acts; the others for any, or for none. */
const ACTS_FOR: Partial<Record<Role, readonly OrganisationKind[]>> = { school: ['school'], teacher: ['school'], operator: ['operator'], driver: ['operator', 'school'], attendant: ['operator', 'school'] }

export function AccountDialog({ roles, account, onClose, onMade }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Given>()
  const own = useSession().data
  const open = useOpenAccount()
  const change = useChangeAccount(account?.id ?? '')
  const role = Form.useWatch('role', form)
  const offered = useOffered().data ?? []
  const kinds = role && ACTS_FOR[role]
  const bound = own?.role !== 'admin'
  const choices = offered.filter((one) => (bound ? one.id === own?.organisation?.id : !kinds || kinds.includes(one.kind)))
  const submit = ({ username, ...given }: Given) => {
    if (account) change.mutate(given, { onSuccess: onClose })
    else open.mutate({ username, ...given }, { onSuccess: onMade })
  }
  const first: Partial<Given> = account
    ? { display_name: account.display_name, role: account.role, locale: account.locale, ...(account.organisation_id ? { organisation_id: account.organisation_id } : {}) }
    : { locale: 'zh-CN', ...(bound && own?.organisation ? { organisation_id: own.organisation.id } : {}), ...(roles.length < 5 && roles[0] ? { role: roles[0] } : {}) }
  return (
    <Modal open title={account ? `${t('admin.account.edit')} ${account.username}` : t('admin.account.add')} onCancel={onClose} onOk={() => form.submit()} okText={account ? t('admin.save') : t('admin.account.add')} cancelText={t('admin.cancel')} confirmLoading={open.isPending || change.isPending} okButtonProps={{ 'data-testid': 'account-save' }}>
      <Form form={form} layout="vertical" initialValues={first} onFinish={submit} className="sb-dialog" data-testid="account-dialog">
        {!account && <Form.Item name="username" label={t('admin.account.username')} extra={t('admin.account.usernameHint')} rules={[{ required: true, message: t('admin.needed') }]}><Input autoComplete="off" maxLength={40} data-testid="account-username" /></Form.Item>}
        <Form.Item name="display_name" label={t('admin.account.name')} rules={[{ required: true, whitespace: true, message: t('admin.needed') }]}><Input maxLength={100} data-testid="account-name" /></Form.Item>
        <Form.Item name="role" label={t('admin.account.role')} rules={[{ required: true, message: t('admin.needed') }]}><Select showSearch={{ optionFilterProp: 'label' }} options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} data-testid="account-role" /></Form.Item>
        <Form.Item name="organisation_id" label={t('admin.account.organisation')} rules={[{ required: Boolean(kinds), message: t('admin.needed') }]}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('admin.account.anyOrganisation')} options={choices.map((one) => ({ value: one.id, label: one.name }))} data-testid="account-organisation" />
        </Form.Item>
        <Form.Item name="locale" label={t('admin.account.language')}><Radio.Group optionType="button" options={[{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'English' }]} /></Form.Item>
        {account && <p className="sb-fine">{t('admin.account.moved')}</p>}
        <Refused error={open.error ?? change.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
