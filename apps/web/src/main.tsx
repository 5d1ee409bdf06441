import { toDecodablePath } from '@throughline/contracts/decodable-path';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { pageLanguage } from './texts/language.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
document.documentElement.lang = pageLanguage();
const path = toDecodablePath(location.pathname);
if (path !== location.pathname) history.replaceState(null, '', `${path}${location.search}${location.hash}`);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
