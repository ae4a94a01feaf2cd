import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { useSession } from '../../app/session';
import { NoRight } from '../../parts/ProblemNotice';
import { OrganisationPage } from './OrganisationPage';
import { OrganisationsPage } from './OrganisationsPage';
import './people.css';
import { mayReadStaff } from './people';
import { StaffPage } from './StaffPage';

/** Accounts of staff, for those who may read them. */
export function AccountsPage(): ReactNode {
  return mayReadStaff(useSession()) ? <StaffPage /> : <NoRight />;
}

/** Organisations, and each of them. */
export function EnterprisesPage(): ReactNode {
  return (
    <Routes>
      <Route index element={<OrganisationsPage />} />
      <Route path=":code" element={<OrganisationPage />} />
    </Routes>
  );
}
