import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../parts/Page';
import { NoPage } from '../parts/NoPage';

/** The door of providers. */
export default function Designer(): ReactNode {
  const { t } = useTranslation('designer');
  return (
    <Page title={t('title')}>
      <NoPage />
    </Page>
  );
}
