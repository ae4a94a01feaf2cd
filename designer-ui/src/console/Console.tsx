import { App } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import { NoPage } from '../parts/NoPage';
import { InboxPage } from './approvals/InboxPage';
import { AuditPage } from './AuditPage';
import { CallsPage } from './CallsPage';
import './console.css';
import { ServicesPage } from './services/ServicesPage';
import { MonitorPage } from './monitor/MonitorPage';
import { NodesPage } from './NodesPage';
import { AccountsPage, EnterprisesPage } from './people/PeoplePage';
import { RulesPage } from './rules/RulesPage';
import { SourcesPage } from './sources/SourcesPage';

/** The pages of the console: a line here is an entry of the menu and a route. */
const PAGES = [
  { path: 'approvals', title: 'approvals.title', Page: InboxPage },
  { path: 'services', title: 'services.title', Page: ServicesPage },
  { path: 'sources', title: 'sources.title', Page: SourcesPage },
  { path: 'rules', title: 'rules.title', Page: RulesPage },
  { path: 'organisations', title: 'organisations.title', Page: EnterprisesPage },
  { path: 'staff', title: 'staff.title', Page: AccountsPage },
  { path: 'monitor', title: 'monitor.title', Page: MonitorPage },
  { path: 'calls', title: 'calls.title', Page: CallsPage },
  { path: 'nodes', title: 'nodes.title', Page: NodesPage },
  { path: 'audit', title: 'audit.title', Page: AuditPage },
] as const;

/** The door of those who administer. */
export default function Console(): ReactNode {
  const { t } = useTranslation('console');
  // what asks and tells over a page has its place here and not in the shell, for the portal is to stay light
  return (
    <App component={false}>
    <div className="tg-console">
      <nav aria-label={t('menu')}>
        {PAGES.map((page) => (
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
