import { lazy } from 'react';
import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { NoPage } from '../parts/NoPage';
import './designer.css';
import { DraftsPage } from './DraftsPage';

const EditorPage = lazy(() => import('./EditorPage'));

/** The door of providers. */
export default function Designer(): ReactNode {
  return (
    <Routes>
      <Route index element={<DraftsPage />} />
      <Route path="drafts/:id" element={<EditorPage />} />
      <Route path="*" element={<NoPage />} />
    </Routes>
  );
}
