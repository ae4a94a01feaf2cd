import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { newKey } from '../../api/client';
import { askForOwnOrganisation, askForPrograms, OWN_ORGANISATION, PROGRAMS, registerProgram } from '../../api/organisation';
import type { Program, ProgramWish } from '../../api/organisation';
import { problemOf } from '../../api/problem';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { Scrolled } from '../../parts/Scrolled';
import { useFormats } from '../../texts/formats';
import { ProgramForm } from './ProgramForm';

/** The programs of the enterprise that call services. */
export default function ProgramsPage(): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const formats = useFormats();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const administers = useSession()?.roles.includes('organisation_administrator') ?? false;
  const [asking, setAsking] = useState(false);
  const [once] = useState(newKey);
  const query = useQuery({ queryKey: [PROGRAMS], queryFn: () => askForPrograms(client) });
  const organisation = useQuery({ queryKey: [OWN_ORGANISATION], queryFn: () => askForOwnOrganisation(client) });
  const register = useMutation({
    mutationFn: (wish: ProgramWish) => registerProgram(client, wish, once),
    onSuccess: (program) => {
      void queries.invalidateQueries({ queryKey: [PROGRAMS] });
      void navigate(program.id);
    },
  });
  return (
    <Page
      title={t('programs.title')}
      intro={t('programs.intro')}
      actions={
        administers &&
        !asking && (
          <Button type="primary" onClick={() => setAsking(true)}>
            {t('programs.register')}
          </Button>
        )
      }
      call={`GET ${PROGRAMS}`}
    >
      {organisation.data !== undefined && organisation.data.state !== 'verified' && (
        <p className="tg-notice tg-notice-warning">
          {t(`organisation.${organisation.data.state}`)} {organisation.data.reason}
        </p>
      )}
      {asking && (
        <section className="tg-card tg-narrow" aria-labelledby="tg-register">
          <h2 id="tg-register">{t('programs.register')}</h2>
          <ProgramForm
            does={t('programs.register')}
            pending={register.isPending}
            problem={register.isError ? problemOf(register.error) : undefined}
            done={(wish) => register.mutate(wish)}
          />
        </section>
      )}
      <Loaded query={query}>
        {(programs) => (
          <Scrolled label={t('programs.title')}>
            <Table<Program>
              rowKey="id"
              size="small"
              pagination={false}
              locale={{ emptyText: t(administers ? 'programs.none' : 'apply.noProgram') }}
              dataSource={[...programs]}
              columns={[
                { title: t('programs.name'), render: (_, program) => <Link to={program.id}>{program.name}</Link> },
                { title: t('programs.id'), render: (_, program) => <code>{program.id}</code> },
                { title: t('programs.networks'), render: (_, program) => (program.networks.length === 0 ? t('programs.anywhere') : program.networks.join(', ')) },
                { title: t('programs.since'), render: (_, program) => formats.dateTime(program.created_at) },
                {
                  title: t('requests.state'),
                  render: (_, program) => (
                    <>
                      <Tag color={program.state === 'active' ? 'success' : 'error'}>{t(`programs.${program.state}`)}</Tag>
                      {program.sandbox && <Tag>{t('programs.sandbox')}</Tag>}
                    </>
                  ),
                },
              ]}
            />
          </Scrolled>
        )}
      </Loaded>
    </Page>
  );
}
