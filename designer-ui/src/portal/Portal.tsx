import { lazy } from 'react';
import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { NoPage } from '../parts/NoPage';
import './portal.css';
import { SearchPage } from './SearchPage';

// most who come look around first
const ServicePage = lazy(() => import('./ServicePage'));

/** The door of enterprises, and of everybody who looks what there is. */
export default function Portal(): ReactNode {
  return (
    <Routes>
      <Route index element={<SearchPage />} />
      <Route path="services/:service" element={<ServicePage />} />
      <Route path="*" element={<NoPage />} />
    </Routes>
  );
}
