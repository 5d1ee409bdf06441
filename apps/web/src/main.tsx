import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { pageLanguage } from './texts/language.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
document.documentElement.lang = pageLanguage();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
