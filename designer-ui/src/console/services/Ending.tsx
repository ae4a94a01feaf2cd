import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Space } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { announceEnd, askForLives, retireService, SERVICE_LIVES } from '../../api/lives';
import { problemOf } from '../../api/problem';
import type { LiveService } from '../../api/services';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { lifeOf, majorOf, mayAnnounce, mayRetire } from './life';

/** How a service that is live ends: by a day that is announced, and then by being taken out of force. */
export function Ending({ release }: { readonly release: LiveService }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const session = useSession();
  const queries = useQueryClient();
  const formats = useFormats();
  const { modal, message } = App.useApp();
  const major = majorOf(release.version);
  const [sunset, setSunset] = useState('');
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [successor, setSuccessor] = useState('');
  const [reason, setReason] = useState('');
  const lives = useQuery({ queryKey: [SERVICE_LIVES], queryFn: () => askForLives(client) });
  const announce = useMutation({
    mutationFn: () => announceEnd(client, release.service, { major, sunset, notice_zh: zh, notice_en: en, successor }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const retire = useMutation({
    mutationFn: () => retireService(client, release.service, major, reason),
    onSuccess: async () => {
      await queries.invalidateQueries();
      void message.success(t('life.retiredNow', { service: release.service, version: release.version }));
    },
  });
  return (
    <section className="tg-decide" aria-label={t('life.ending', { version: release.version })}>
      <h2>{t('life.ending', { version: release.version })}</h2>
      <Loaded query={lives}>
        {(found) => {
          const announced = lifeOf(found.services, release.service, major)?.deprecation;
          return announced === undefined ? (
            <p className="tg-quiet">{t('life.open')}</p>
          ) : (
            <p>
              {t('life.announced', { day: formats.date(announced.sunset), at: formats.dateTime(announced.since) })} {formats.text(announced.notice)}{' '}
              {announced.successor !== '' && t('life.instead', { successor: announced.successor })}
            </p>
          );
        }}
      </Loaded>
      {mayAnnounce(session) && (
        <>
          <h3>{t('life.announce')}</h3>
          <label>
            {t('life.sunset')}
            <Input type="date" className="tg-short" value={sunset} onChange={(event) => setSunset(event.target.value)} />
          </label>
          <label>
            {t('life.noticeZh')}
            <Input maxLength={500} value={zh} onChange={(event) => setZh(event.target.value)} />
          </label>
          <label>
            {t('life.noticeEn')}
            <Input maxLength={500} value={en} onChange={(event) => setEn(event.target.value)} />
          </label>
          <label>
            {t('life.successor')}
            <Input className="tg-short" value={successor} onChange={(event) => setSuccessor(event.target.value.trim())} />
          </label>
          <Space>
            <Button disabled={sunset === '' || announce.isPending} loading={announce.isPending} onClick={() => announce.mutate()}>
              {t('life.announceDo')}
            </Button>
          </Space>
          {announce.isError && <ProblemNotice problem={problemOf(announce.error)} />}
        </>
      )}
      {mayRetire(session) && (
        <>
          <h3>{t('life.retire')}</h3>
          <p className="tg-quiet">{t('life.retireHint')}</p>
          <label>
            {t('life.retireReason')}
            <Input.TextArea rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <Space>
            <Button
              danger
              disabled={retire.isPending}
              loading={retire.isPending}
              onClick={() =>
                void modal.confirm({
                  title: t('life.retireAsk', { service: release.service, version: release.version }),
                  content: t('life.retireHint'),
                  okText: t('life.retireDo'),
                  onOk: () => retire.mutateAsync().catch(() => undefined),
                })
              }
            >
              {t('life.retireDo')}
            </Button>
          </Space>
          {retire.isError && <ProblemNotice problem={problemOf(retire.error)} />}
        </>
      )}
    </section>
  );
}
