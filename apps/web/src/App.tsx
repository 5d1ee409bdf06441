import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { createQueryClient } from './api/query-client.js';
import { createPageRouter } from './routes.js';
import { AnnouncerProvider } from './components/Announcer.js';
import { Crashed } from './shell/Crashed.js';

export function App(): ReactElement {
  const [client] = useState(createQueryClient);
  const [router] = useState(createPageRouter);
  return (
    <Crashed>
      <QueryClientProvider client={client}>
        <AnnouncerProvider>
          <RouterProvider router={router} />
        </AnnouncerProvider>
      </QueryClientProvider>
    </Crashed>
  );
}
