import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agreement } from '../../api/applying';
import { dayOf } from '../model/day';
import { standingOf } from '../model/standing';
import type { Standing } from '../model/standing';

const COLOURS: Readonly<Record<Standing, string>> = { offered: 'warning', signed: 'processing', ahead: 'processing', in_force: 'success', over: 'default', ended: 'error' };

export function StandingTag({ agreement }: { readonly agreement: Agreement }): ReactNode {
  const { t } = useTranslation('portal');
  const standing = standingOf(agreement, dayOf(new Date()));
  return <Tag color={COLOURS[standing]}>{t(`standing.${standing}`)}</Tag>;
}
