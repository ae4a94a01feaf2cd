import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from './Notice';

/** An address that leads nowhere. */
export function NoPage(): ReactNode {
  const { t } = useTranslation();
  return <Notice title={t('noPage.title')} hint={t('noPage.hint')} />;
}
