import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { NoPage } from '../parts/NoPage';
import './portal.css';
import { SearchPage } from './SearchPage';

/** The door of enterprises, and of everybody who looks what there is. */
export default function Portal(): ReactNode {
  return (
    <Routes>
      <Route index element={<SearchPage />} />
      <Route path="*" element={<NoPage />} />
    </Routes>
  );
}
