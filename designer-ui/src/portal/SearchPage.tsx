import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { CATALOGUE, searchServices } from '../api/catalogue';
import type { FoundService, Search } from '../api/catalogue';
import { useClient } from '../app/session';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useFormats } from '../texts/formats';

const SIZE = 20;
const FACETS = ['area', 'department', 'openness', 'tag'] as const;

/** What there is, by words and facets. What is looked for stands in the address, so that it can be sent to somebody and found again. */
export function SearchPage(): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const [address, setAddress] = useSearchParams();
  const search: Search = {
    q: address.get('q') ?? undefined,
    ...Object.fromEntries(FACETS.map((facet) => [facet, address.get(facet) ?? undefined])),
    page: Math.max(1, Number(address.get('page')) || 1),
    size: SIZE,
  };
  const query = useQuery({
    queryKey: [CATALOGUE, search],
    queryFn: () => searchServices(client, search),
    placeholderData: keepPreviousData,
  });
  /** Looks for something else, from its first page on. */
  const look = (name: string, value: string | undefined): void =>
    setAddress((now) => {
      const next = new URLSearchParams(now);
      next.delete('page');
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  return (
    <Page title={t('search.title')} intro={t('search.intro')} call={`GET ${CATALOGUE}?${address}`}>
      <Input.Search
        size="large"
        allowClear
        enterButton={t('search.do')}
        aria-label={t('search.words')}
        placeholder={t('search.words')}
        defaultValue={search.q}
        onSearch={(words) => look('q', words.trim())}
      />
      <Loaded query={query}>
        {(found) => (
          <div className="tg-search">
            <aside aria-label={t('search.facets')}>
              {FACETS.map((facet) => (
                <section key={facet}>
                  <h2>{t(`facet.${facet}`)}</h2>
                  {(found.facets[facet] ?? []).map(({ value, count }) => (
                    <Tag.CheckableTag key={value} checked={search[facet] === value} onChange={(on) => look(facet, on ? value : undefined)}>
                      {`${t(`value.${facet}.${value}`, value)} ${count}`}
                    </Tag.CheckableTag>
                  ))}
                </section>
              ))}
            </aside>
            <section aria-label={t('search.found')}>
              <p className="tg-quiet" aria-live="polite">
                {t('search.total', { count: found.total })}
              </p>
              <ul className="tg-found">
                {found.items.map((service) => (
                  <li key={`${service.service} ${service.version}`}>
                    <Found service={service} />
                  </li>
                ))}
              </ul>
              {found.total > SIZE * search.page && (
                <Button onClick={() => setAddress((now) => new URLSearchParams([...now].filter(([name]) => name !== 'page').concat([['page', String(search.page + 1)]])))}>
                  {t('search.next')}
                </Button>
              )}
            </section>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Found({ service }: { readonly service: FoundService }): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  return (
    <article className="tg-card">
      <h2>
        <Link to={`services/${encodeURIComponent(service.service)}`}>{formats.text(service.title)}</Link>
      </h2>
      <p>{formats.text(service.summary)}</p>
      <p className="tg-quiet">
        {`${service.department} · `}
        <code>{`${service.service} ${service.version}`}</code>
      </p>
      <Tag>{t(`value.openness.${service.openness}`, service.openness)}</Tag>
      {service.tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
    </article>
  );
}
