import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { ResourceListPage } from './ResourceListPage';
import { ResourcePage } from './ResourcePage';

/** The resources of the catalog in force, and each of them with what was measured. */
export function ResourcesPage(): ReactNode {
  return (
    <Routes>
      <Route index element={<ResourceListPage />} />
      <Route path=":resource" element={<ResourcePage />} />
    </Routes>
  );
}
