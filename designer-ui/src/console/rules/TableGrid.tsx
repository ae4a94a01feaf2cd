import { ArrowDownOutlined, ArrowUpOutlined, CopyOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Diagnostic } from '../../api/diagnostic';
import { useFormats } from '../../texts/formats';
import { copyRow, moveRow, removeRow, setCell, setId, setWhy, TableError } from './table';
import type { DecisionTable, Row, Side } from './table';

interface TableGridProps {
  readonly text: string;
  readonly table: DecisionTable;
  /** What was found in this file. */
  readonly diagnostics: readonly Diagnostic[];
  readonly readOnly: boolean;
  readonly change: (text: string) => void;
}

/** A decision table as a grid: a row is a rule, a column a condition or a decision. Each cell is written as in the file. */
export function TableGrid({ text, table, diagnostics, readOnly, change }: TableGridProps): ReactNode {
  const { t, i18n } = useTranslation('console');
  const formats = useFormats();
  const [looked, setLooked] = useState('');
  const [more, setMore] = useState<Readonly<Record<Side, readonly string[]>>>({ when: [], then: [] });
  const [column, setColumn] = useState('');
  const columns = (side: Side): readonly string[] => [...new Set([...table.columns[side], ...more[side]])];
  const sides: readonly (readonly [Side, string])[] = (['when', 'then'] as const).flatMap((side) => columns(side).map((key) => [side, key] as const));
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const shown = table.rows
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => [row.id, row.why.zh, row.why.en, ...row.when.values(), ...row.then.values()].some((cell) => cell.toLowerCase().includes(looked.trim().toLowerCase())));
  const wrong = (row: Row, index: number): boolean => {
    const next = table.rows[index + 1]?.line ?? Number.MAX_SAFE_INTEGER;
    return diagnostics.some((each) => each.severity === 'error' && each.line >= row.line && each.line < next);
  };

  return (
    <>
      <Space wrap className="tg-files">
        <Input.Search allowClear aria-label={t('grid.filter')} placeholder={t('grid.filter')} onChange={(event) => setLooked(event.target.value)} />
        {!readOnly && (
          <Space.Compact>
            <Input aria-label={t('grid.column')} placeholder={t('grid.column')} value={column} onChange={(event) => setColumn(event.target.value)} />
            {(['when', 'then'] as const).map((side) => (
              <Button
                key={side}
                disabled={!/^[a-z][a-z-]*$/.test(column.trim())}
                onClick={() => {
                  setMore({ ...more, [side]: [...more[side], column.trim()] });
                  setColumn('');
                }}
              >
                {t(`grid.add.${side}`)}
              </Button>
            ))}
          </Space.Compact>
        )}
      </Space>
      <div className="tg-grid" tabIndex={0} role="region" aria-label={formats.text(table.title)}>
        <table>
          <thead>
            <tr>
              <th>{t('grid.rule')}</th>
              {sides.map(([side, key]) => (
                <th key={`${side}.${key}`}>
                  {key}
                  <small>{t(`grid.${side}`)}</small>
                </th>
              ))}
              <th>{t('grid.why')}</th>
              {!readOnly && <th>{t('grid.do')}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, index }) => (
              <tr key={row.id} className={wrong(row, index) ? 'tg-wrong' : undefined}>
                <td>
                  <Cell value={row.id} label={t('grid.cell', { rule: row.id, column: t('grid.rule') })} readOnly={readOnly} write={(cell) => change(setId(text, index, cell))} />
                </td>
                {sides.map(([side, key]) => (
                  <td key={`${side}.${key}`} className={side === 'then' ? 'tg-then' : undefined}>
                    <Cell
                      value={row[side].get(key) ?? ''}
                      label={t('grid.cell', { rule: row.id, column: key })}
                      readOnly={readOnly}
                      write={(cell) => change(setCell(text, index, side, key, cell))}
                    />
                  </td>
                ))}
                <td>
                  <Cell
                    value={row.why[language]}
                    label={t('grid.cell', { rule: row.id, column: t('grid.why') })}
                    readOnly={readOnly}
                    write={(cell) => change(setWhy(text, index, { ...row.why, [language]: cell }))}
                  />
                </td>
                {!readOnly && (
                  <td>
                    <Space.Compact size="small">
                      <Button aria-label={t('grid.up', { rule: row.id })} icon={<ArrowUpOutlined />} disabled={index === 0} onClick={() => change(moveRow(text, index, index - 1))} />
                      <Button
                        aria-label={t('grid.down', { rule: row.id })}
                        icon={<ArrowDownOutlined />}
                        disabled={index === table.rows.length - 1}
                        onClick={() => change(moveRow(text, index, index + 1))}
                      />
                      <Button aria-label={t('grid.copy', { rule: row.id })} icon={<CopyOutlined />} onClick={() => change(copyRow(text, index))} />
                      <Button
                        aria-label={t('grid.remove', { rule: row.id })}
                        icon={<DeleteOutlined />}
                        disabled={table.rows.length === 1}
                        onClick={() => change(removeRow(text, index))}
                      />
                    </Space.Compact>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface CellProps {
  readonly value: string;
  readonly label: string;
  readonly readOnly: boolean;
  /** Throws {@link TableError} when it cannot be written; the cell then keeps what was typed. */
  readonly write: (cell: string) => void;
}

/** Written when it is left or Enter is pressed; Escape takes back what was typed. */
function Cell({ value, label, readOnly, write }: CellProps): ReactNode {
  const [typed, setTyped] = useState<string>();
  const [bad, setBad] = useState(false);
  const done = (): void => {
    if (typed === undefined || typed === value) {
      setTyped(undefined);
      return;
    }
    try {
      write(typed);
      setTyped(undefined);
      setBad(false);
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      setBad(true);
    }
  };
  return (
    <input
      aria-label={label}
      aria-invalid={bad}
      readOnly={readOnly}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
        if (event.key === 'Escape') {
          setTyped(undefined);
          setBad(false);
        }
      }}
    />
  );
}
