import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { accessPath, revisionsPath, SERVICE_LIVES } from '../../api/lives';
import { askForLiveServices, LIVE_SERVICES } from '../../api/services';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { useFormats } from '../../texts/formats';
import { Access } from './Access';
import { Ending } from './Ending';
import { mayReadAccess } from './life';
import { Revisions } from './Revisions';

/** One service: who sees what of it, what became of it, and how it ends. */
export function ServicePage(): ReactNode {
  const { t } = useTranslation('console');
  const service = useParams().service ?? '';
  const client = useClient();
  const formats = useFormats();
  const readsAccess = mayReadAccess(useSession());
  const query = useQuery({ queryKey: [LIVE_SERVICES], queryFn: () => askForLiveServices(client) });
  return (
    <Loaded query={query}>
      {(live) => {
        const releases = live.services.filter((release) => release.service === service);
        return (
          <Page
            title={releases[0] ? formats.text(releases[0].title) : service}
            intro={
              <>
                <code>{service}</code> {releases.length === 0 ? t('service.notLive') : releases.map((release) => `${release.version} · ${release.path}`).join(', ')}
              </>
            }
            actions={<Link to="/console/services">{t('service.all')}</Link>}
            call={`${readsAccess ? `GET ${accessPath(service)} · ` : ''}GET ${revisionsPath(service)} · GET ${SERVICE_LIVES}`}
          >
            {readsAccess && releases.length > 0 && <Access service={service} />}
            <Revisions service={service} live={releases} />
            {releases.map((release) => (
              <Ending key={release.version} release={release} />
            ))}
          </Page>
        );
      }}
    </Loaded>
  );
}
