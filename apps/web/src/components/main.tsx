import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ComponentsPage } from './ComponentsPage.js';

// Components link to views, so they need a router. The views themselves are not part of this page.
const router = createRouter({ routeTree: createRootRoute({ component: ComponentsPage }), history: createMemoryHistory() });

const root = document.getElementById('root');
if (root === null) throw new Error('components.html has no #root');
createRoot(root).render(
  <StrictMode>
    <RouterProvider<typeof router> router={router} />
  </StrictMode>,
);
