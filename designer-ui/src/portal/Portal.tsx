import { lazy } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, Route, Routes } from 'react-router';
import { useSession } from '../app/session';
import { NoPage } from '../parts/NoPage';
import { NoRight, ProblemPage } from '../parts/ProblemNotice';
import './portal.css';
import { SearchPage } from './SearchPage';

// most who come look around first
const ServicePage = lazy(() => import('./ServicePage'));
const SignUpPage = lazy(() => import('./SignUpPage'));
const ApplyPage = lazy(() => import('./requests/ApplyPage'));
const TryPage = lazy(() => import('./try/TryPage'));
const UsagePage = lazy(() => import('./usage/UsagePage'));
const RequestsPage = lazy(() => import('./requests/RequestsPage'));
const RequestPage = lazy(() => import('./requests/RequestPage'));
const AgreementsPage = lazy(() => import('./agreements/AgreementsPage'));
const AgreementPage = lazy(() => import('./agreements/AgreementPage'));
const OwnDataPage = lazy(() => import('./lent/OwnDataPage'));
const OwnCallsPage = lazy(() => import('./lent/OwnCallsPage'));
const ExplainPage = lazy(() => import('./lent/ExplainPage'));
const ProgramsPage = lazy(() => import('./programs/ProgramsPage'));
const ProgramPage = lazy(() => import('./programs/ProgramPage'));

/** What an enterprise has here of its own: a line is an entry of the menu. */
const OWN = [
  { path: 'requests', title: 'nav.requests' },
  { path: 'agreements', title: 'nav.agreements' },
  { path: 'programs', title: 'nav.programs' },
  { path: 'usage', title: 'nav.usage' },
  { path: 'calls', title: 'nav.calls' },
  { path: 'own-data', title: 'nav.ownData' },
] as const;

/** The door of enterprises, and of everybody who looks what there is. */
export default function Portal(): ReactNode {
  const { t } = useTranslation('portal');
  const member = useSession()?.organisation !== undefined;
  return (
    <>
      {member && (
        <nav className="tg-portal-nav" aria-label={t('nav.menu')}>
          <NavLink to="/portal" end>
            {t('nav.services')}
          </NavLink>
          {OWN.map((page) => (
            <NavLink key={page.path} to={`/portal/${page.path}`}>
              {t(page.title)}
            </NavLink>
          ))}
        </nav>
      )}
      <Routes>
        <Route index element={<SearchPage />} />
        <Route path="sign-up" element={<SignUpPage />} />
        <Route path="services/:service" element={<ServicePage />} />
        <Route path="services/:service/try" element={<TryPage />} />
        <Route element={<OfMembers />}>
          <Route path="services/:service/apply" element={<ApplyPage />} />
          <Route path="requests" element={<RequestsPage />} />
          <Route path="requests/:id" element={<RequestPage />} />
          <Route path="agreements" element={<AgreementsPage />} />
          <Route path="agreements/:id" element={<AgreementPage />} />
          <Route path="programs" element={<ProgramsPage />} />
          <Route path="programs/:program" element={<ProgramPage />} />
          <Route path="usage" element={<UsagePage />} />
          <Route path="calls" element={<OwnCallsPage />} />
          <Route path="calls/:trace" element={<ExplainPage />} />
          <Route path="own-data" element={<OwnDataPage />} />
        </Route>
        <Route path="*" element={<NoPage />} />
      </Routes>
    </>
  );
}

/** What somebody has to act for an organisation for. */
function OfMembers(): ReactNode {
  const { t } = useTranslation('portal');
  const session = useSession();
  if (session === undefined) return <ProblemPage problem={{ status: 401, code: '', title: '', detail: '', diagnostics: [] }} />;
  return session.organisation === undefined ? <NoRight detail={t('nav.members')} /> : <Outlet />;
}
