import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checked, CheckedField } from '../../api/designing';
import { Scrolled } from '../../parts/Scrolled';
import { useFormats } from '../../texts/formats';
import { isMasked } from '../model/verdicts';
import { Label } from './Canvas';

/** What leaves, from where, how sensitive it is, and how each relation sees it; and the certificate in plain words. */
export function GovernancePanel({ checked }: { readonly checked: Checked }): ReactNode {
  const { t } = useTranslation('designer');
  const formats = useFormats();
  if (checked.fields === undefined) return <p className="tg-pad tg-quiet">{t('governance.refused')}</p>;
  return (
    <div className="tg-form">
      <Scrolled label={t('tab.governance')}>
      <Table<CheckedField>
        rowKey="path"
        size="small"
        pagination={false}
        dataSource={[...checked.fields]}
        columns={[
          {
            title: t('governance.field'),
            render: (_, field) => (
              <>
                <code>{field.path}</code>
                <div className="tg-quiet">{field.sources.map((source) => (source.title ? formats.text(source.title) : source.column)).join('、')}</div>
              </>
            ),
          },
          { title: t('governance.label'), render: (_, field) => <Label label={field.label} /> },
          ...(checked.relations ?? []).map((relation) => ({
            title: formats.text(relation.title),
            key: relation.relation,
            render: (_: unknown, field: CheckedField) => {
              const mask = field.masks[relation.relation];
              return mask === undefined ? null : <span className={isMasked(mask) ? 'tg-masked-count' : 'tg-quiet'}>{mask}</span>;
            },
          })),
          { title: t('governance.rules'), render: (_, field) => <span className="tg-quiet">{field.rules.join(', ')}</span> },
        ]}
      />
      </Scrolled>
      {checked.words !== undefined && (
        <section>
          <h2>{t('governance.certificate')}</h2>
          <ul>
            {checked.words.map((words) => (
              <li key={words.en}>{formats.text(words)}</li>
            ))}
          </ul>
          <p className="tg-quiet">
            {t('governance.fingerprint')} <code>{checked.fingerprint}</code>
          </p>
        </section>
      )}
    </div>
  );
}
