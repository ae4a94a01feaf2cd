import { useQuery } from '@tanstack/react-query';
import { Modal, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CHECKS, checkText, DRAFTS } from '../../api/designing';
import type { Draft } from '../../api/designing';
import { askForDifference, askForTexts } from '../../api/reviewing';
import { useClient } from '../../app/session';
import { FieldDifference } from '../../parts/FieldDifference';
import { LineDifference } from '../../parts/LineDifference';
import { Loaded } from '../../parts/Loaded';
import { useFormats } from '../../texts/formats';
import { effectOf } from '../model/effect';
import type { StepTable } from '../model/table';
import RouteDifference from './RouteDifference';

interface CompareDialogProps {
  readonly draft: Draft;
  /** As it is on the screen. */
  readonly text: string;
  readonly table: StepTable;
  readonly onClose: () => void;
}

/** What is on the screen against what is in force, or against any revision of the draft: steps, fields with their masks, lines. */
export function CompareDialog({ draft, text, table, onClose }: CompareDialogProps): ReactNode {
  const { t } = useTranslation('designer');
  const client = useClient();
  const formats = useFormats();
  const [against, setAgainst] = useState<number>();
  const query = useQuery({
    queryKey: [DRAFTS, draft.id, 'compared', draft.revision],
    queryFn: async () => {
      const [live, written] = await Promise.all([askForDifference(client, draft.id), askForTexts(client, draft.id)]);
      return { live, texts: written.texts.toSorted((one, other) => other.revision - one.revision) };
    },
  });
  return (
    <Modal open width="min(1400px, 96vw)" title={t('compare.title')} footer={null} onCancel={onClose}>
      <Loaded query={query}>
        {({ live, texts }) => {
          const chosen = against ?? (live.live_text === null ? (texts[0]?.revision ?? LIVE) : LIVE);
          const before = chosen === LIVE ? (live.live_text ?? '') : (texts.find((one) => one.revision === chosen)?.text ?? '');
          return (
            <>
              <Select<number>
                aria-label={t('compare.against')}
                className="tg-from-table"
                value={chosen}
                onChange={setAgainst}
                options={[
                  ...(live.live_text === null ? [] : [{ value: LIVE, label: t('compare.live', { version: live.live_version }) }]),
                  ...texts.map((one) => ({ value: one.revision, label: t('compare.revision', { revision: one.revision, author: one.author, at: formats.dateTime(one.at) }) })),
                ]}
              />
              <RouteDifference key={chosen} before={before} after={text} table={table} />
              <h3>{t('compare.effect')}</h3>
              <Effect before={before} after={text} />
              <h3>{t('compare.lines')}</h3>
              <LineDifference label={t('compare.lines')} before={before} after={text} />
            </>
          );
        }}
      </Loaded>
    </Modal>
  );
}

/** Stands for what is in force; revisions count from 1. */
const LIVE = 0;

function Effect({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  const { t } = useTranslation('designer');
  const client = useClient();
  const query = useQuery({
    queryKey: [CHECKS, 'both', before, after],
    queryFn: ({ signal }) => Promise.all([checkText(client, before, signal), checkText(client, after, signal)]),
    staleTime: 60_000,
  });
  return (
    <Loaded query={query}>
      {([was, is]) => (was.fields === undefined || is.fields === undefined ? <p>{t('compare.refused')}</p> : <FieldDifference label={t('compare.effect')} fields={effectOf(was.fields, is.fields)} />)}
    </Loaded>
  );
}
