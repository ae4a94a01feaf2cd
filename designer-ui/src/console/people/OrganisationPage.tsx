import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select, Space, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { askForOrganisation, decideOrganisation, LEVELS, ORGANISATIONS, PURPOSES, rateOrganisation } from '../../api/people';
import type { KnownOrganisation, OrganisationAct } from '../../api/people';
import { problemOf } from '../../api/problem';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { STATE_COLOURS } from './OrganisationsPage';
import { mayRate, needsReason, organisationActs } from './people';

/** One organisation: who it says it is, how far it is trusted, and the decisions about it. */
export function OrganisationPage(): ReactNode {
  const code = useParams().code ?? '';
  const client = useClient();
  const query = useQuery({ queryKey: [ORGANISATIONS, code], queryFn: () => askForOrganisation(client, code) });
  return <Loaded query={query}>{(organisation) => <Shown key={organisation.revision} organisation={organisation} />}</Loaded>;
}

function Shown({ organisation }: { readonly organisation: KnownOrganisation }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  const session = useSession();
  return (
    <Page
      title={organisation.name}
      intro={
        <>
          <Tag color={STATE_COLOURS[organisation.state]}>{t(`organisations.state.${organisation.state}`)}</Tag>
          <code>{organisation.code}</code>
        </>
      }
      actions={<Link to="/console/organisations">{t('organisations.back')}</Link>}
      call={`GET ${ORGANISATIONS}/${organisation.code}`}
    >
      <dl className="tg-terms">
        <dt>{t('organisations.contact')}</dt>
        <dd>{organisation.contact}</dd>
        <dt>{t('organisations.since')}</dt>
        <dd>{formats.dateTime(organisation.created_at)}</dd>
        {organisation.decided_by !== null && organisation.decided_at !== null && (
          <>
            <dt>{t('organisations.decided')}</dt>
            <dd>{`${organisation.decided_by}, ${formats.dateTime(organisation.decided_at)}`}</dd>
          </>
        )}
        {organisation.reason !== null && organisation.reason !== '' && (
          <>
            <dt>{t('request.reason')}</dt>
            <dd>{organisation.reason}</dd>
          </>
        )}
        <dt>{t('organisations.level')}</dt>
        <dd>{t(`level.${organisation.level}`, organisation.level)}</dd>
        <dt>{t('organisations.purposes')}</dt>
        <dd>{organisation.purposes.length === 0 ? t('organisations.noPurposes') : organisation.purposes.map((purpose) => <Tag key={purpose}>{t(`purpose.${purpose}`, purpose)}</Tag>)}</dd>
      </dl>
      <Decision organisation={organisation} acts={organisationActs(organisation, session)} />
      {mayRate(session) && <Rating organisation={organisation} />}
    </Page>
  );
}

function useRenewed(): (next: KnownOrganisation) => void {
  const queries = useQueryClient();
  return (next) => {
    queries.setQueryData([ORGANISATIONS, next.code], next);
    void queries.invalidateQueries({ queryKey: [ORGANISATIONS, 'list'] });
  };
}

function Decision({ organisation, acts }: { readonly organisation: KnownOrganisation; readonly acts: readonly OrganisationAct[] }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const renewed = useRenewed();
  const [reason, setReason] = useState('');
  const decide = useMutation({ mutationFn: (act: OrganisationAct) => decideOrganisation(client, organisation, act, reason), onSuccess: renewed });
  if (acts.length === 0) return null;
  return (
    <section className="tg-decide" aria-label={t('review.decision')}>
      <h2>{t('review.decision')}</h2>
      <p className="tg-quiet">{t(`organisations.hint.${organisation.state}`)}</p>
      {acts.some(needsReason) && (
        <label>
          {t('organisations.reason')}
          <Input.TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
      )}
      <Space wrap>
        {acts.map((act) => (
          <Button
            key={act}
            type={needsReason(act) ? 'default' : 'primary'}
            danger={needsReason(act)}
            disabled={decide.isPending || (needsReason(act) && reason.trim() === '')}
            loading={decide.isPending && decide.variables === act}
            onClick={() => decide.mutate(act)}
          >
            {t(`organisations.act.${act}`)}
          </Button>
        ))}
      </Space>
      {decide.isError && <ProblemNotice problem={problemOf(decide.error)} />}
    </section>
  );
}

function Rating({ organisation }: { readonly organisation: KnownOrganisation }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const renewed = useRenewed();
  const [level, setLevel] = useState(organisation.level);
  const [purposes, setPurposes] = useState<readonly string[]>(organisation.purposes);
  const rate = useMutation({ mutationFn: () => rateOrganisation(client, organisation, level, purposes), onSuccess: renewed });
  return (
    <section className="tg-decide" aria-label={t('organisations.rating')}>
      <h2>{t('organisations.rating')}</h2>
      <p className="tg-quiet">{t('organisations.ratingHint')}</p>
      <Select className="tg-short" aria-label={t('organisations.level')} value={level} onChange={setLevel} options={LEVELS.map((one) => ({ value: one, label: t(`level.${one}`) }))} />
      <Checkbox.Group
        className="tg-choices"
        aria-label={t('organisations.purposes')}
        value={[...purposes]}
        onChange={setPurposes}
        options={PURPOSES.map((one) => ({ value: one, label: t(`purpose.${one}`) }))}
      />
      <Space>
        <Button loading={rate.isPending} disabled={rate.isPending} onClick={() => rate.mutate()}>
          {t('organisations.rate')}
        </Button>
      </Space>
      {rate.isError && <ProblemNotice problem={problemOf(rate.error)} />}
    </section>
  );
}
