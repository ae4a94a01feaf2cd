import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OWN_CALLS } from '../../api/lent';
import { Page } from '../../parts/Page';
import { CallsTable } from './CallsTable';

/** What the programs of the enterprise called, and what came of it. */
export default function OwnCallsPage(): ReactNode {
  const { t } = useTranslation('portal');
  return (
    <Page title={t('lent.ownCalls')} intro={t('lent.ownCallsIntro')} call={`GET ${OWN_CALLS}`}>
      <CallsTable path={OWN_CALLS} label={t('lent.ownCalls')} />
    </Page>
  );
}
