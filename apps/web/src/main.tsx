import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { SHOWN_LANGUAGE } from './texts/load-catalogue.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
document.documentElement.lang = SHOWN_LANGUAGE;
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
