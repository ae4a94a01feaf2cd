import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { LiveServicesPage } from './LiveServicesPage';
import { ServicePage } from './ServicePage';
import './services.css';

/** The services: those that are live, and each with its life and with who sees what of it. */
export function ServicesPage(): ReactNode {
  return (
    <Routes>
      <Route index element={<LiveServicesPage />} />
      <Route path=":service" element={<ServicePage />} />
    </Routes>
  );
}
