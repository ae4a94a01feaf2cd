import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import { NoPage } from '../parts/NoPage';
import './console.css';
import { LiveServicesPage } from './LiveServicesPage';

/** The pages of the console: a line here is an entry of the menu and a route. */
const PAGES = [{ path: 'services', title: 'services.title', Page: LiveServicesPage }] as const;

/** The door of those who administer. */
export default function Console(): ReactNode {
  const { t } = useTranslation('console');
  return (
    <div className="tg-console">
      <nav aria-label={t('menu')}>
        {PAGES.map((page) => (
          <NavLink key={page.path} to={page.path}>
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
  );
}
