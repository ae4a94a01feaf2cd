import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Select, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForStaff, confirmAccount, disableAccount, openAccount, resetAccount, STAFF, unlockAccount } from '../../api/people';
import type { HandedAccount, ListedAccount } from '../../api/people';
import { problemOf } from '../../api/problem';
import { STAFF_ROLES } from '../../api/session';
import type { StaffRole } from '../../api/session';
import { useClient, useSession } from '../../app/session';
import { Page } from '../../parts/Page';
import { Pages } from '../../parts/Pages';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { accountActs, mayOpen } from './people';
import type { AccountAct } from './people';

const STATE_COLOURS = { proposed: 'warning', active: 'success', disabled: undefined } as const;

/** Accounts of staff: asked for by one person, confirmed by another. */
export function StaffPage(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const session = useSession();
  const queries = useQueryClient();
  const formats = useFormats();
  const { modal, message } = App.useApp();
  const [handed, setHanded] = useState<HandedAccount>();
  const query = useInfiniteQuery({
    queryKey: [STAFF],
    queryFn: ({ pageParam }) => askForStaff(client, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_after,
  });
  const renew = (): Promise<void> => queries.invalidateQueries({ queryKey: [STAFF] });
  const act = useMutation({
    mutationFn: async ({ account, does }: { account: ListedAccount; does: AccountAct }) => {
      if (does === 'confirm') await confirmAccount(client, account);
      else if (does === 'disable') await disableAccount(client, account);
      else if (does === 'unlock') await unlockAccount(client, account);
      else setHanded(await resetAccount(client, account));
    },
    onSuccess: async (_, { account, does }) => {
      await renew();
      void message.success(t(`staff.done.${does}`, { login: account.login }));
    },
  });
  const ask = (account: ListedAccount, does: AccountAct): void =>
    void modal.confirm({
      title: t(`staff.ask.${does}`, { login: account.login }),
      content: t(`staff.hint.${does}`),
      okText: t(`staff.act.${does}`),
      onOk: () => act.mutateAsync({ account, does }).catch(() => undefined),
    });
  return (
    <Page title={t('staff.title')} intro={t('staff.intro')} call={`GET ${STAFF}`}>
      {handed && <Handed account={handed} close={() => setHanded(undefined)} />}
      {mayOpen(session) && (
        <Open
          opened={(account) => {
            setHanded(account);
            void renew();
          }}
        />
      )}
      {act.isError && <ProblemNotice problem={problemOf(act.error)} />}
      <Pages query={query} label={t('staff.title')}>
        {(pages) => (
          <Table<ListedAccount>
            rowKey="login"
            size="middle"
            pagination={false}
            dataSource={pages.flatMap((page) => page.staff)}
            columns={[
              { title: t('staff.login'), dataIndex: 'login' },
              { title: t('staff.person'), render: (_, account) => (account.person === null ? '–' : `${account.name ?? ''} (${account.person})`) },
              { title: t('staff.role'), render: (_, account) => t(`staffRole.${account.role}`) },
              {
                title: t('approvals.state'),
                render: (_, account) => (
                  <>
                    <Tag color={STATE_COLOURS[account.state]}>{t(`staff.state.${account.state}`)}</Tag>
                    {account.one_time && <Tag>{t('staff.oneTime')}</Tag>}
                    {!account.intact && <Tag color="error">{t('staff.broken')}</Tag>}
                  </>
                ),
              },
              { title: t('staff.askedBy'), dataIndex: 'asked_by' },
              { title: t('staff.lastUsed'), render: (_, account) => (account.last_used_at === null ? t('staff.never') : formats.dateTime(account.last_used_at)) },
              {
                title: t('grid.do'),
                render: (_, account) => (
                  <Space wrap>
                    {accountActs(account, session).map((does) => (
                      <Button key={does} size="small" type={does === 'confirm' ? 'primary' : 'default'} danger={does === 'disable'} disabled={act.isPending} onClick={() => ask(account, does)}>
                        {t(`staff.act.${does}`)}
                      </Button>
                    ))}
                  </Space>
                ),
              },
            ]}
          />
        )}
      </Pages>
    </Page>
  );
}

/** A password that is told once. */
function Handed({ account, close }: { readonly account: HandedAccount; readonly close: () => void }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  return (
    <section className="tg-handed" role="status">
      <p>{t('staff.handed', { login: account.login, until: formats.dateTime(account.good_until) })}</p>
      <p>
        <code>{account.one_time_password}</code>
      </p>
      <Button onClick={close}>{t('staff.handedOver')}</Button>
    </section>
  );
}

function Open({ opened }: { readonly opened: (account: HandedAccount) => void }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const [login, setLogin] = useState('');
  const [role, setRole] = useState<StaffRole>('provider');
  const [person, setPerson] = useState('');
  const [name, setName] = useState('');
  const open = useMutation({
    mutationFn: () => openAccount(client, { login, role, person, name }),
    onSuccess: (account) => {
      opened(account);
      setLogin('');
      setPerson('');
      setName('');
    },
  });
  return (
    <section className="tg-decide" aria-label={t('staff.open')}>
      <h2>{t('staff.open')}</h2>
      <p className="tg-quiet">{t('staff.openHint')}</p>
      <div className="tg-form">
        <label>
          {t('staff.login')}
          <Input value={login} maxLength={64} onChange={(event) => setLogin(event.target.value.trim())} />
        </label>
        <label>
          {t('staff.personId')}
          <Input value={person} maxLength={64} onChange={(event) => setPerson(event.target.value.trim())} />
        </label>
        <label>
          {t('staff.name')}
          <Input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        </label>
        <Select<StaffRole> aria-label={t('staff.role')} value={role} onChange={setRole} options={STAFF_ROLES.map((one) => ({ value: one, label: t(`staffRole.${one}`) }))} />
        <Button type="primary" disabled={login === '' || person === '' || name.trim() === '' || open.isPending} loading={open.isPending} onClick={() => open.mutate()}>
          {t('staff.openDo')}
        </Button>
      </div>
      {open.isError && <ProblemNotice problem={problemOf(open.error)} />}
    </section>
  );
}
