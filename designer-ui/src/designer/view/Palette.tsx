import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import type { InputRef } from 'antd';
import { memo, useDeferredValue, useState } from 'react';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { findResources, RESOURCES } from '../../api/designing';
import type { Resource } from '../../api/designing';
import { askForLiveServices, LIVE_SERVICES } from '../../api/services';
import { useClient } from '../../app/session';
import { useFormats } from '../../texts/formats';
import { kindOf, newStep, wordOf } from '../model/table';
import type { StepKind, StepTable } from '../model/table';
import { drag } from './Canvas';

interface PaletteProps {
  readonly table: StepTable;
  readonly search: Ref<InputRef>;
  /** A tile was pressed, by mouse or key. */
  readonly onChoose: (element: string) => void;
}

/**
 * What can be put into a route: the steps the engine takes, the tables and operations of the catalog, and the services that are live. Every tile writes
 * its element, so it is not drawn anew with each edit.
 */
export const Palette = memo(function Palette({ table, search, onChoose }: PaletteProps): ReactNode {
  const { t } = useTranslation('designer');
  const formats = useFormats();
  const client = useClient();
  const [typed, setTyped] = useState('');
  const looked = useDeferredValue(typed.trim());
  const resources = useQuery({ queryKey: [RESOURCES, looked], queryFn: () => findResources(client, looked), placeholderData: keepPreviousData });
  const services = useQuery({ queryKey: [LIVE_SERVICES], queryFn: () => askForLiveServices(client) });
  const matches = (...texts: readonly string[]): boolean => texts.some((text) => text.toLowerCase().includes(looked.toLowerCase()));
  const sql = kindOf(table, 'to', 'sql');
  const source = kindOf(table, 'to', 'source');
  const service = kindOf(table, 'to', 'service');
  return (
    <aside className="tg-palette" aria-label={t('palette.title')}>
      <Input ref={search} allowClear placeholder={t('palette.search')} aria-label={t('palette.search')} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <Group title={t('palette.steps')}>
        {table.steps
          .filter((kind) => matches(kind.name, kind.endpoint ?? '', kind.title.zh, kind.title.en))
          .map((kind) => (
            <Tile key={wordOf(kind)} kind={kind.endpoint ?? kind.name} title={formats.text(kind.title)} sub={wordOf(kind)} help={formats.text(kind.meaning)} element={newStep(kind)} onChoose={onChoose} />
          ))}
      </Group>
      <Group title={t('palette.resources')}>
        {(resources.data?.resources ?? []).map((resource) => {
          const element = stepOf(resource, sql, source);
          return (
            element !== undefined && (
              <Tile key={resource.id} kind={resource.kind === 'operation' ? 'source' : 'sql'} title={formats.text(resource.title) || resource.name} sub={resource.id} element={element} onChoose={onChoose} />
            )
          );
        })}
      </Group>
      <Group title={t('palette.services')}>
        {service !== undefined &&
          (services.data?.services ?? [])
            .filter((one) => matches(one.service, one.title.zh, one.title.en))
            .map((one) => <Tile key={one.path} kind="service" title={formats.text(one.title)} sub={one.service} element={newStep(service, { service: one.service })} onChoose={onChoose} />)}
      </Group>
    </aside>
  );
});

/** A read of a resource with all its fields, which the author then takes away from. */
function stepOf(resource: Resource, sql: StepKind | undefined, source: StepKind | undefined): string | undefined {
  if (resource.kind === 'operation') {
    return source && newStep(source, { operation: resource.id, ...Object.fromEntries((resource.inputs ?? []).filter((input) => input.required).map((input) => [input.name, `\${header.${input.name}}`])) });
  }
  const query = `select ${resource.fields.map((field) => field.name).join(', ')}\nfrom ${resource.schema}.${resource.name}\n`;
  return sql && newStep(sql, { dataSource: `#${resource.source}`, query });
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <details open>
      <summary>{title}</summary>
      <div className="tg-tiles">{children}</div>
    </details>
  );
}

interface TileProps {
  readonly kind: string;
  readonly title: string;
  readonly sub: string;
  readonly help?: string;
  readonly element: string;
  readonly onChoose: (element: string) => void;
}

function Tile({ kind, title, sub, help, element, onChoose }: TileProps): ReactNode {
  return (
    <button type="button" className="tg-tile" draggable title={help} data-tile={sub} onDragStart={(event) => drag(event, { element })} onClick={() => onChoose(element)}>
      <span className={`tg-kind tg-kind-${kind}`} aria-hidden />
      <span>
        <b>{title}</b>
        <code>{sub}</code>
      </span>
    </button>
  );
}
