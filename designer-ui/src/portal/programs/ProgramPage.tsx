import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { askForProgram, changeProgram, programPath, PROGRAMS, setProgram } from '../../api/organisation';
import type { Program, ProgramWish } from '../../api/organisation';
import { problemOf } from '../../api/problem';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { Facts } from '../Facts';
import { Keys } from './Keys';
import { ProgramForm } from './ProgramForm';

/** A program: from where it calls, and what it proves its calls by. */
export default function ProgramPage(): ReactNode {
  const { program: id = '' } = useParams();
  const client = useClient();
  const query = useQuery({ queryKey: [programPath(id)], queryFn: () => askForProgram(client, id) });
  return <Loaded query={query}>{(program) => <Shown program={program} />}</Loaded>;
}

function Shown({ program }: { readonly program: Program }): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const queries = useQueryClient();
  const administers = useSession()?.roles.includes('organisation_administrator') ?? false;
  const renew = (after: Program): void => {
    queries.setQueryData([programPath(program.id)], after);
    void queries.invalidateQueries({ queryKey: [PROGRAMS] });
  };
  const change = useMutation({ mutationFn: (wish: ProgramWish) => changeProgram(client, program, wish), onSuccess: renew });
  const set = useMutation({ mutationFn: () => setProgram(client, program, program.state === 'active' ? 'suspend' : 'resume'), onSuccess: renew });
  return (
    <Page
      title={program.name}
      intro={
        <>
          <code>{program.id}</code> <Tag color={program.state === 'active' ? 'success' : 'error'}>{t(`programs.${program.state}`)}</Tag>
          {program.sandbox && <Tag>{t('programs.sandbox')}</Tag>}
        </>
      }
      actions={
        administers &&
        (program.state === 'active' ? (
          <Popconfirm title={t('programs.suspendAsk')} okText={t('programs.suspend')} onConfirm={() => set.mutate()}>
            <Button danger loading={set.isPending}>
              {t('programs.suspend')}
            </Button>
          </Popconfirm>
        ) : (
          <Button loading={set.isPending} onClick={() => set.mutate()}>
            {t('programs.resume')}
          </Button>
        ))
      }
      call={`GET ${programPath(program.id)}`}
    >
      {set.isError && <ProblemNotice problem={problemOf(set.error)} again={() => void queries.invalidateQueries({ queryKey: [programPath(program.id)] })} />}
      <section className="tg-card" aria-labelledby="tg-program">
        <h2 id="tg-program">{t('programs.about')}</h2>
        <Facts
          facts={[
            program.description !== '' && [t('programs.description'), program.description],
            [t('programs.networks'), program.networks.length === 0 ? t('programs.anywhere') : program.networks.join(', ')],
          ]}
        />
        {administers && (
          <details className="tg-gap">
            <summary>{t('programs.change')}</summary>
            <ProgramForm
              key={program.revision}
              program={program}
              does={t('programs.changeDo')}
              pending={change.isPending}
              problem={change.isError ? problemOf(change.error) : undefined}
              done={(wish) => change.mutate(wish)}
            />
          </details>
        )}
      </section>
      <Keys program={program} administers={administers} />
    </Page>
  );
}
