import './app/app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { chosenLanguage, chosenTheme } from './app/choices';
import { paint } from './app/theme';
import { startTexts } from './texts';

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no place for the application');

paint(chosenTheme());
await startTexts(chosenLanguage());
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
