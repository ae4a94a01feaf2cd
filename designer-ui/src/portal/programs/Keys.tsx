import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber, Popconfirm, Select, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForKeys, issueKey, keysPath, revokeKey } from '../../api/organisation';
import type { IssuedKey, KeyKind, Program, ProgramKey } from '../../api/organisation';
import { problemOf } from '../../api/problem';
import { useClient } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { Scrolled } from '../../parts/Scrolled';
import { useFormats } from '../../texts/formats';
import { BringKey } from '../keys/BringKey';
import { browserKeys } from '../keys/useKeys';
import { canIssue } from '../model/rotation';

interface KeysProps {
  readonly program: Program;
  readonly administers: boolean;
}

const LONGEST_DAYS = 365;

/** What a program proves its calls by: two good keys of a kind at once, so that one is changed over without a call that fails. */
export function Keys({ program, administers }: KeysProps): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const formats = useFormats();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Exclude<KeyKind, 'sm2_sm3'>>('api_key');
  const [days, setDays] = useState(LONGEST_DAYS);
  const query = useQuery({
    queryKey: [keysPath(program.id)],
    queryFn: async () => ({ keys: await askForKeys(client, program.id), held: (await browserKeys.of(program.id)).map((key) => key.keyId) }),
  });
  const renew = (): void => void queries.invalidateQueries({ queryKey: [keysPath(program.id)] });
  const issue = useMutation({ mutationFn: () => issueKey(client, program.id, kind, days), onSuccess: renew });
  const revoke = useMutation({
    mutationFn: async (key: string) => {
      await revokeKey(client, program.id, key);
      await browserKeys.forget(key);
    },
    onSuccess: renew,
  });
  const forget = useMutation({ mutationFn: (key: string) => browserKeys.forget(key), onSuccess: renew });
  return (
    <section className="tg-card tg-gap" aria-labelledby="tg-keys">
      <h2 id="tg-keys">{t('keys.title')}</h2>
      <p className="tg-quiet">{t('keys.intro')}</p>
      {issue.data?.secret !== undefined && <Told key={issue.data.id} issued={issue.data} done={() => issue.reset()} />}
      {revoke.isError && <ProblemNotice problem={problemOf(revoke.error)} />}
      <Loaded query={query}>
        {({ keys, held }) => {
          const may = canIssue(keys, kind);
          return (
            <>
              <Scrolled label={t('keys.title')}>
                <Table<ProgramKey>
                  rowKey="id"
                  size="small"
                  pagination={false}
                  locale={{ emptyText: t('keys.none') }}
                  dataSource={[...keys]}
                  columns={[
                    { title: t('keys.id'), render: (_, key) => <code>{key.id}</code> },
                    { title: t('keys.kind'), render: (_, key) => t(`keyKind.${key.kind}`) },
                    {
                      title: t('requests.state'),
                      render: (_, key) => (
                        <>
                          <Tag color={key.state === 'good' ? 'success' : 'default'}>{t(`keys.${key.state}`)}</Tag>
                          {key.ends_soon && <Tag color="warning">{t('keys.endsSoon')}</Tag>}
                          {held.includes(key.id) && <Tag color="processing">{t('keys.here')}</Tag>}
                        </>
                      ),
                    },
                    { title: t('keys.until'), render: (_, key) => formats.dateTime(key.expires_at) },
                    { title: t('keys.used'), render: (_, key) => (key.last_used_at === null ? '–' : formats.dateTime(key.last_used_at)) },
                    {
                      title: t('keys.acts'),
                      render: (_, key) => (
                        <span className="tg-actions">
                          {administers && key.state === 'good' && (
                            <Popconfirm title={t('keys.revokeAsk')} okText={t('keys.revoke')} onConfirm={() => revoke.mutate(key.id)}>
                              <Button size="small" danger>
                                {t('keys.revoke')}
                              </Button>
                            </Popconfirm>
                          )}
                          {held.includes(key.id) && (
                            <Popconfirm title={t('keys.forgetAsk')} okText={t('keys.forget')} onConfirm={() => forget.mutate(key.id)}>
                              <Button size="small">{t('keys.forget')}</Button>
                            </Popconfirm>
                          )}
                        </span>
                      ),
                    },
                  ]}
                />
              </Scrolled>
              {administers && (
                <>
                  <div className="tg-actions tg-gap">
                    <Select
                      aria-label={t('keys.kind')}
                      value={kind}
                      onChange={setKind}
                      options={(program.sandbox ? (['api_key'] as const) : (['api_key', 'hmac_sm3'] as const)).map((one) => ({ value: one, label: t(`keyKind.${one}`) }))}
                    />
                    <InputNumber aria-label={t('keys.days')} min={1} max={LONGEST_DAYS} precision={0} value={days} onChange={(value) => setDays(value ?? LONGEST_DAYS)} suffix={t('keys.daysUnit')} />
                    <Button type="primary" disabled={!may} loading={issue.isPending} onClick={() => issue.mutate()} aria-describedby="tg-may">
                      {t('keys.issue')}
                    </Button>
                  </div>
                  <p id="tg-may" className="tg-quiet">
                    {t(may ? 'keys.rotate' : 'keys.full')}
                  </p>
                  {issue.isError && <ProblemNotice problem={problemOf(issue.error)} />}
                </>
              )}
              {!program.sandbox && (
                <section className="tg-gap" aria-labelledby="tg-sm2">
                  <h3 id="tg-sm2">{t('key.title')}</h3>
                  <BringKey application={program.id} good={keys.filter((key) => key.kind === 'sm2_sm3' && key.state === 'good')} done={renew} />
                </section>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

/** A secret, this once. */
function Told({ issued, done }: { readonly issued: IssuedKey; readonly done: () => void }): ReactNode {
  const { t } = useTranslation('portal');
  return (
    <div className="tg-notice tg-notice-warning" role="status">
      <div>
        <b>{t('keys.once', { id: issued.id })}</b>
        <Typography.Paragraph copyable={{ text: issued.secret }}>
          <code>{issued.secret}</code>
        </Typography.Paragraph>
      </div>
      <Button onClick={done}>{t('keys.noted')}</Button>
    </div>
  );
}
