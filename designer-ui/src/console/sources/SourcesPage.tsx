import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { ProposalPage } from './ProposalPage';
import { SourceListPage } from './SourceListPage';
import { SourcePage } from './SourcePage';
import './sources.css';

/** The registered sources, each with what it has, and each of that with its description. */
export function SourcesPage(): ReactNode {
  return (
    <Routes>
      <Route index element={<SourceListPage />} />
      <Route path=":source" element={<SourcePage />} />
      <Route path=":source/:proposal" element={<ProposalPage />} />
    </Routes>
  );
}
