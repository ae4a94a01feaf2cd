import { App } from 'antd';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import type { Session, StaffRole } from '../api/session';
import { useSession } from '../app/session';
import { NoPage } from '../parts/NoPage';
import { InboxPage } from './approvals/InboxPage';
import { AuditPage } from './AuditPage';
import { CallsPage } from './CallsPage';
import './console.css';
import { EndingPage } from './EndingPage';
import { ServicesPage } from './services/ServicesPage';
import { MonitorPage } from './monitor/MonitorPage';
import { NodesPage } from './NodesPage';
import { AccountsPage, EnterprisesPage } from './people/PeoplePage';
import { ResourcesPage } from './resources/ResourcesPage';
import { RulesPage } from './rules/RulesPage';
import { SourcesPage } from './sources/SourcesPage';

/** A page of the console. */
interface ConsolePage {
  readonly path: string;
  readonly title: string;
  readonly Page: ComponentType;
  /** Who may see what it shows; left out, all staff. What one may do there the engine decides at each request. */
  readonly roles?: readonly StaffRole[];
}

/** A line here is an entry of the menu and a route. */
const PAGES = [
  { path: 'approvals', title: 'approvals.title', Page: InboxPage },
  { path: 'services', title: 'services.title', Page: ServicesPage },
  { path: 'sources', title: 'sources.title', Page: SourcesPage },
  { path: 'resources', title: 'resources.title', Page: ResourcesPage },
  { path: 'rules', title: 'rules.title', Page: RulesPage },
  { path: 'organisations', title: 'organisations.title', Page: EnterprisesPage },
  { path: 'staff', title: 'staff.title', Page: AccountsPage, roles: ['operator', 'administrator', 'auditor'] },
  { path: 'ending', title: 'ending.title', Page: EndingPage, roles: ['provider', 'administrator', 'auditor'] },
  { path: 'monitor', title: 'monitor.title', Page: MonitorPage, roles: ['operator', 'auditor'] },
  { path: 'calls', title: 'calls.title', Page: CallsPage, roles: ['auditor', 'operator'] },
  { path: 'nodes', title: 'nodes.title', Page: NodesPage, roles: ['operator'] },
  { path: 'audit', title: 'audit.title', Page: AuditPage, roles: ['auditor'] },
] as const satisfies readonly ConsolePage[];

const opensTo = (page: ConsolePage, session: Session | undefined): boolean => page.roles === undefined || page.roles.some((role) => session?.roles.includes(role));

/** The door of those who administer. */
export default function Console(): ReactNode {
  const { t } = useTranslation('console');
  const session = useSession();
  // what asks and tells over a page has its place here and not in the shell, for the portal is to stay light
  return (
    <App component={false}>
    <div className="tg-console">
      <nav aria-label={t('menu')}>
        {PAGES.filter((page) => opensTo(page, session)).map((page) => (
          <NavLink key={page.path} to={`/console/${page.path}`}>
            {t(page.title)}
          </NavLink>
        ))}
      </nav>
      <Routes>
        <Route index element={<Navigate to={PAGES[0].path} replace />} />
        {PAGES.map(({ path, Page }) => (
          <Route key={path} path={`${path}/*`} element={<Page />} />
        ))}
        <Route path="*" element={<NoPage />} />
      </Routes>
    </div>
    </App>
  );
}
