import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { askForAgreements, askForData, checkWish, REQUEST_CHECKS, REQUESTS } from '../../api/applying';
import type { Agreement, Check } from '../../api/applying';
import { askForService, wayOf } from '../../api/catalogue';
import type { CatalogueRelease } from '../../api/catalogue';
import { newKey } from '../../api/client';
import { askForOwnOrganisation, askForPrograms } from '../../api/organisation';
import type { Organisation, Program } from '../../api/organisation';
import { problemOf } from '../../api/problem';
import { useClient, useSession } from '../../app/session';
import { Loaded, Loading } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { dayOf, plusWorkingDays } from '../model/day';
import type { Day } from '../model/day';
import { blankWish, findingsToShow, keepWish, keptWish, ownerOf, periodFrom, purposesFor, termsFor, wishOf } from '../model/wish';
import type { WishDraft } from '../model/wish';
import { beginnings, former } from '../model/standing';

/** Asking for a service: what is needed and how long it takes stands there before anything is sent. */
export default function ApplyPage(): ReactNode {
  const { service = '' } = useParams();
  const client = useClient();
  const query = useQuery({
    queryKey: ['apply', service],
    queryFn: async () => {
      const [found, organisation, programs, agreed] = await Promise.all([askForService(client, service), askForOwnOrganisation(client), askForPrograms(client), askForAgreements(client)]);
      return { release: found.releases[0], organisation, agreements: agreed.agreements, programs: programs.filter((program) => program.state === 'active' && !program.sandbox) };
    },
  });
  return (
    <Loaded query={query}>
      {({ release, ...known }) => release !== undefined && <Apply release={release} {...known} />}
    </Loaded>
  );
}

interface ApplyProps {
  readonly release: CatalogueRelease;
  readonly organisation: Organisation;
  readonly programs: readonly Program[];
  /** The latest of them. */
  readonly agreements: readonly Agreement[];
}

function Apply({ release, organisation, programs, agreements }: ApplyProps): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const login = useSession()?.login ?? '';
  const purposes = useMemo(() => purposesFor(release, organisation.level), [release, organisation.level]);
  const today = dayOf(new Date());
  const [address] = useSearchParams();
  const [draft, setDraft] = useState<WishDraft>(() => {
    const begun = keptWish(login, release.service) ?? { ...blankWish(today), application: programs.length === 1 ? programs[0]?.id : undefined, purpose: purposes[0] };
    const asked = address.get('application');
    return asked === null ? begun : { ...begun, application: asked };
  });
  const [key] = useState(newKey);
  const set = (change: Partial<WishDraft>): void => setDraft((before) => ({ ...before, ...change }));
  useEffect(() => keepWish(login, release.service, draft), [draft, login, release.service]);
  const followed = draft.application === undefined ? undefined : former(agreements, draft.application, release.service, today, ownerOf(draft));
  const wish = wishOf(draft, release, followed?.id);
  const check = useQuery({
    queryKey: [REQUEST_CHECKS, wish],
    queryFn: async ({ signal }) => {
      // typing is not asked about letter by letter
      await new Promise((resolve) => setTimeout(resolve, 300));
      return wish === undefined ? null : checkWish(client, wish, signal);
    },
    placeholderData: keepPreviousData,
  });
  const send = useMutation({
    mutationFn: async () => {
      if (wish === undefined) throw new Error('nothing to send');
      return askForData(client, wish, key);
    },
    onSuccess: (request) => {
      keepWish(login, release.service, undefined);
      void queries.invalidateQueries({ queryKey: [REQUESTS] });
      void navigate(`/portal/requests/${request.id}`);
    },
  });
  const shown = check.data ? findingsToShow(check.data, draft) : [];
  const ready = check.data?.passes === true && !check.isFetching;
  return (
    <Page
      title={t('apply.title', { service: formats.text(release.title) })}
      intro={
        <>
          <Link to={`/portal/services/${encodeURIComponent(release.service)}`}>
            <code>{`${release.service} ${release.version}`}</code>
          </Link>{' '}
          · {t('apply.kept')}
        </>
      }
      call={`POST ${REQUEST_CHECKS} · POST ${REQUESTS}`}
    >
      <div className="tg-apply">
        <form
          className="tg-card"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) send.mutate();
          }}
        >
          <fieldset>
            <legend>{t('apply.who')}</legend>
            {organisation.state !== 'verified' && <p className="tg-notice tg-notice-warning">{t(`organisation.${organisation.state}`)}</p>}
            {programs.length === 0 ? (
              <p className="tg-notice tg-notice-warning">
                {t('apply.noProgram')} <Link to="/portal/programs">{t('nav.programs')}</Link>
              </p>
            ) : (
              <Labelled id="application" label={t('wish.application')}>
                <Select
                  id="application"
                  value={draft.application}
                  onChange={(application) => set({ application })}
                  options={programs.map((program) => ({ value: program.id, label: `${program.name} (${program.id})` }))}
                />
              </Labelled>
            )}
            {followed !== undefined && (
              <Labelled id="follows" label={t('apply.follows', { name: followed.name, to: followed.to })}>
                <Radio.Group
                  id="follows"
                  aria-label={t('apply.how')}
                  value={draft.from}
                  onChange={(event) => set(periodFrom(event.target.value as Day))}
                  options={beginnings(followed, today).map((day, place) => ({ value: day, label: place === 0 ? t('apply.replaces') : t('apply.after', { day }) }))}
                />
              </Labelled>
            )}
            <Labelled id="purpose" label={t('wish.purpose')} hint={purposes.length === 0 ? t('apply.noPurpose') : undefined}>
              <Select
                id="purpose"
                value={draft.purpose}
                onChange={(purpose) => set({ purpose })}
                options={purposes.map((purpose) => ({ value: purpose, label: t(`purpose.${purpose}`, purpose) }))}
              />
            </Labelled>
            <Labelled id="owner" label={t('wish.owner')} hint={t('apply.ownerHint')}>
              <Input id="owner" maxLength={18} allowClear value={draft.owner ?? ''} onChange={(event) => set({ owner: event.target.value })} />
            </Labelled>
          </fieldset>
          <fieldset>
            <legend>{t('wish.fields')}</legend>
            <p className="tg-quiet">{t('apply.fieldsHint')}</p>
            <p>
              <Button size="small" onClick={() => set({ fields: release.fields.map(wayOf) })}>
                {t('apply.all')}
              </Button>{' '}
              <Button size="small" onClick={() => set({ fields: [] })}>
                {t('apply.noneOfThem')}
              </Button>{' '}
              <span aria-live="polite">{t('apply.chosen', { count: draft.fields.length, all: release.fields.length })}</span>
            </p>
            <Checkbox.Group
              className="tg-fields"
              value={[...draft.fields]}
              onChange={(fields) => set({ fields })}
              options={release.fields.map((field) => ({
                value: wayOf(field),
                label: (
                  <>
                    {field.title && `${formats.text(field.title)} `}
                    <code>{wayOf(field)}</code>
                  </>
                ),
              }))}
            />
          </fieldset>
          <fieldset>
            <legend>{t('apply.howMuch')}</legend>
            <div className="tg-pair">
              <Labelled id="from" label={t('wish.from')}>
                <Input id="from" type="date" value={draft.from} onChange={(event) => set({ from: event.target.value })} />
              </Labelled>
              <Labelled id="to" label={t('wish.to')}>
                <Input id="to" type="date" value={draft.to} min={draft.from} onChange={(event) => set({ to: event.target.value })} />
              </Labelled>
              <Labelled id="perDay" label={t('wish.perDay')} hint={t('apply.asClass')}>
                <InputNumber id="perDay" min={1} max={1e12} precision={0} value={draft.perDay ?? null} onChange={(perDay) => set({ perDay: perDay ?? undefined })} />
              </Labelled>
              <Labelled id="perMonth" label={t('wish.perMonth')} hint={t('apply.asClass')}>
                <InputNumber id="perMonth" min={1} max={1e12} precision={0} value={draft.perMonth ?? null} onChange={(perMonth) => set({ perMonth: perMonth ?? undefined })} />
              </Labelled>
            </div>
            <Labelled id="reason" label={t('wish.reason')} hint={t('apply.reasonHint')}>
              <Input.TextArea id="reason" rows={4} maxLength={1000} showCount value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />
            </Labelled>
          </fieldset>
          {send.isError && <ProblemNotice problem={problemOf(send.error)} />}
          <Button type="primary" size="large" htmlType="submit" disabled={!ready} loading={send.isPending} aria-describedby="tg-why">
            {t('apply.do')}
          </Button>
          <p id="tg-why" className="tg-quiet">
            {!ready && t(wish === undefined ? 'apply.whyIncomplete' : draft.fields.length === 0 || draft.reason === '' ? 'apply.whyMissing' : 'apply.whyCheck')}
          </p>
        </form>
        <aside className="tg-card" aria-labelledby="tg-ahead" aria-live="polite">
          <h2 id="tg-ahead">{t('apply.ahead')}</h2>
          {wish === undefined ? (
            <>
              <ul className="tg-findings">
                {termsFor(release, organisation.level).map((terms) => (
                  <li key={terms.purposes.join()}>
                    {terms.purposes.filter((purpose) => purpose !== 'unstated').map((purpose) => t(`purpose.${purpose}`, purpose)).join(t('apply.comma'))}
                    {': '}
                    <b>{t(`approval.${terms.approval}`, terms.approval)}</b>
                  </li>
                ))}
              </ul>
              <p className="tg-quiet">{t('apply.whyIncomplete')}</p>
            </>
          ) : check.isError ? (
            <ProblemNotice problem={problemOf(check.error)} again={() => void check.refetch()} />
          ) : check.data ? (
            <>
              <Ahead check={check.data} />
              <ul className="tg-findings">
                {shown.map((finding) => (
                  <li key={finding.about + finding.said.en} className={finding.bars ? 'tg-bars' : undefined}>
                    <b>{t(finding.bars ? 'apply.bars' : 'apply.asks')}</b> {formats.text(finding.said)}
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <Loading />
          )}
        </aside>
      </div>
    </Page>
  );
}

/** Who will have to agree, and when there is an answer at the latest. */
function Ahead({ check }: { readonly check: Check }): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  return (
    <>
      {!check.needed && <p>{t('apply.notNeeded')}</p>}
      <ol className="tg-way tg-way-down">
        {check.route.map((stage) => (
          <li key={stage.stage}>
            <b>{formats.text(stage.title)}</b>
            <span>{t('apply.days', { count: stage.working_days })}</span>
          </li>
        ))}
        <li>
          <b>{t('stage.sign')}</b>
          <span>{t('apply.signHint')}</span>
        </li>
      </ol>
      <p>
        {check.working_days === 0
          ? t('apply.atOnce')
          : t('apply.answerBy', { day: plusWorkingDays(dayOf(new Date()), check.working_days), count: check.working_days })}
      </p>
      <p className="tg-quiet">{t('apply.class', { class: check.limit })}</p>
    </>
  );
}

interface LabelledProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

function Labelled({ id, label, hint, children }: LabelledProps): ReactNode {
  return (
    <div className="tg-labelled">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && <span className="tg-quiet">{hint}</span>}
    </div>
  );
}
