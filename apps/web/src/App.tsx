import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Route, Switch } from 'wouter';
import { createQueryClient } from './api/query-client.js';
import { DocumentPage } from './documents/DocumentPage.js';
import { DocumentsPage } from './documents/DocumentsPage.js';
import { ListPage } from './list/ListPage.js';
import { RecordingPage } from './recording/RecordingPage.js';
import { SessionPage } from './sessions/SessionPage.js';
import { SessionsPage } from './sessions/SessionsPage.js';
import { SettingsPage } from './settings/SettingsPage.js';
import { AnnouncerProvider } from './shell/Announcer.js';
import { Crashed } from './shell/Crashed.js';
import { NotFoundPage } from './shell/NotFoundPage.js';
import { Shell } from './shell/Shell.js';
import { SignedIn } from './sign-in/SignedIn.js';
import { SignInPage } from './sign-in/SignInPage.js';
import { UploadsProvider } from './upload/UploadsProvider.js';

function Pages(): ReactElement {
  return (
    <Switch>
      <Route path="/" component={ListPage} />
      <Route path="/recordings/:id">{({ id }) => <RecordingPage key={id} id={id} />}</Route>
      <Route path="/documents" component={DocumentsPage} />
      <Route path="/documents/:id">{({ id }) => <DocumentPage key={id} id={id} />}</Route>
      <Route path="/sessions" component={SessionsPage} />
      <Route path="/sessions/:id">{({ id }) => <SessionPage key={id} id={id} />}</Route>
      <Route path="/settings" component={SettingsPage} />
      <Route component={NotFoundPage} />
    </Switch>
  );
}

export function App(): ReactElement {
  const [client] = useState(createQueryClient);
  return (
    <Crashed>
      <QueryClientProvider client={client}>
        <AnnouncerProvider>
          <Switch>
            <Route path="/sign-in" component={SignInPage} />
            <Route>
              <SignedIn>
                <UploadsProvider>
                  <Shell>
                    <Pages />
                  </Shell>
                </UploadsProvider>
              </SignedIn>
            </Route>
          </Switch>
        </AnnouncerProvider>
      </QueryClientProvider>
    </Crashed>
  );
}
