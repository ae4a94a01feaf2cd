import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { answerQuestion, askForRequest, requestPath, REQUESTS, withdraw } from '../../api/applying';
import type { AccessRequest } from '../../api/applying';
import { problemOf } from '../../api/problem';
import { useClient } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { NoPage } from '../../parts/NoPage';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { Facts } from '../Facts';
import { isLive, left, openQuestion } from '../model/progress';
import { ClockText, StateTag, Way } from './RequestParts';

/** One request: how far it is, what was said about it, and what its applicant can do. */
export default function RequestPage(): ReactNode {
  const { id = '' } = useParams();
  const client = useClient();
  const number = Number(id);
  const query = useQuery({
    queryKey: [requestPath(number)],
    queryFn: () => askForRequest(client, number),
    enabled: Number.isSafeInteger(number),
    // others decide about it
    refetchInterval: 15_000,
  });
  if (!Number.isSafeInteger(number)) return <NoPage />;
  return <Loaded query={query}>{(request) => <Request request={request} />}</Loaded>;
}

function Request({ request }: { readonly request: AccessRequest }): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  const client = useClient();
  const queries = useQueryClient();
  const renew = (after: AccessRequest): void => {
    queries.setQueryData([requestPath(request.id)], after);
    void queries.invalidateQueries({ queryKey: [REQUESTS] });
  };
  const giveUp = useMutation({ mutationFn: () => withdraw(client, request), onSuccess: renew });
  const answer = useMutation({ mutationFn: (typed: { text: string }) => answerQuestion(client, request, typed.text), onSuccess: renew });
  const question = openQuestion(request);
  const refused = left(request);
  return (
    <Page
      title={t('requests.name', { id: request.id })}
      intro={
        <>
          <Link to={`/portal/services/${encodeURIComponent(request.service)}`}>
            <code>{`${request.service} v${request.major}`}</code>
          </Link>{' '}
          <StateTag state={request.state} /> <ClockText request={request} />
        </>
      }
      actions={
        isLive(request) && (
          <Popconfirm title={t('requests.withdrawAsk')} okText={t('requests.withdraw')} onConfirm={() => giveUp.mutate()}>
            <Button danger loading={giveUp.isPending}>
              {t('requests.withdraw')}
            </Button>
          </Popconfirm>
        )
      }
      call={`GET ${requestPath(request.id)}`}
    >
      {giveUp.isError && <ProblemNotice problem={problemOf(giveUp.error)} again={() => void queries.invalidateQueries({ queryKey: [requestPath(request.id)] })} />}
      <Way request={request} />
      {request.agreement !== undefined && (
        <p className="tg-gap">
          <Link className="tg-button" to={`/portal/agreements/${request.agreement}`}>
            {t('requests.toAgreement')}
          </Link>
        </p>
      )}
      {question !== undefined && (
        <section className="tg-card tg-gap" aria-labelledby="tg-question">
          <h2 id="tg-question">{t('requests.question')}</h2>
          <blockquote>{question}</blockquote>
          <Form<{ text: string }> layout="vertical" onFinish={(typed) => answer.mutate(typed)}>
            <Form.Item name="text" label={t('requests.answer')} rules={[{ required: true, whitespace: true, message: t('requests.answerMissing') }]}>
              <Input.TextArea rows={4} maxLength={1000} showCount />
            </Form.Item>
            {answer.isError && <ProblemNotice problem={problemOf(answer.error)} />}
            <Button type="primary" htmlType="submit" loading={answer.isPending}>
              {t('requests.answerDo')}
            </Button>
          </Form>
        </section>
      )}
      <section className="tg-card tg-gap" aria-labelledby="tg-wish">
        <h2 id="tg-wish">{t('requests.wish')}</h2>
        <Facts
          facts={[
            [t('wish.application'), <code>{request.application}</code>],
            request.owner !== undefined && [t('wish.owner'), <code>{request.owner}</code>],
            [t('wish.purpose'), t(`purpose.${request.purpose}`, request.purpose)],
            [t('wish.period'), t('wish.fromTo', { from: request.from, to: request.to })],
            [t('wish.perDay'), request.per_day === undefined ? t('wish.asClass') : formats.number(request.per_day)],
            [t('wish.perMonth'), request.per_month === undefined ? t('wish.asClass') : formats.number(request.per_month)],
            [t('wish.fields'), <Names names={request.fields} />],
            refused.length > 0 && [t('requests.left'), <Names names={refused} />],
            request.renews !== undefined && [t('wish.renews'), String(request.renews)],
          ]}
        />
      </section>
      <section className="tg-card tg-gap" aria-labelledby="tg-events">
        <h2 id="tg-events">{t('requests.events')}</h2>
        <ol className="tg-events">
          {request.events.map((event) => (
            <li key={event.at + event.act}>
              <span className="tg-quiet">{formats.dateTime(event.at)}</span>{' '}
              <b>
                {t(`event.${event.act}`)}
                {event.stage !== undefined && ` · ${t(`stage.${event.stage}`, event.stage)}`}
              </b>
              {event.note !== '' && <p>{event.note}</p>}
              {event.fields !== undefined && event.fields.length < request.asked.length && <Names names={event.fields} />}
            </li>
          ))}
        </ol>
      </section>
    </Page>
  );
}

function Names({ names }: { readonly names: readonly string[] }): ReactNode {
  return (
    <span className="tg-names">
      {names.map((name) => (
        <code key={name}>{name}</code>
      ))}
    </span>
  );
}
