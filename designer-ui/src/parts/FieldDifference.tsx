import { Table, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangedField, ShownField } from '../api/reviewing';
import { Scrolled } from './Scrolled';

interface FieldDifferenceProps {
  readonly label: string;
  readonly fields: readonly ChangedField[];
  /** Whether there is nothing to compare with, so that all of it is new. */
  readonly first?: boolean;
}

/** What changes for callers, field by field: type, label, and the mask for each relation. */
export function FieldDifference({ label, fields, first = false }: FieldDifferenceProps): ReactNode {
  const { t } = useTranslation();
  if (fields.length === 0) return <p>{t('fields.same')}</p>;
  return (
    <Scrolled label={label}>
      <Table<ChangedField>
        rowKey="path"
        size="small"
        pagination={false}
        dataSource={[...fields]}
        columns={[
          { title: t('fields.field'), render: (_, field) => <code>{field.path}</code> },
          ...(first ? [] : [{ title: t('fields.before'), render: (_: unknown, field: ChangedField) => <Shown field={field.before} /> }]),
          { title: t('fields.after'), render: (_, field) => <Shown field={field.after} /> },
        ]}
      />
    </Scrolled>
  );
}

function Shown({ field }: { readonly field: ShownField | null }): ReactNode {
  const { t } = useTranslation();
  if (field === null) return <span className="tg-quiet">{t('fields.absent')}</span>;
  return (
    <>
      <div>
        <code>{field.type}</code> {field.nullable && <span className="tg-quiet">{t('fields.nullable')}</span>} <Tag>{field.label}</Tag>
      </div>
      {Object.entries(field.masks).map(([relation, mask]) => (
        <div key={relation} className="tg-quiet">
          {t(`relation.${relation}`, relation)} <code>{mask}</code>
        </div>
      ))}
    </>
  );
}
