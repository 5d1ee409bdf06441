import { createRootRoute, createRoute, createRouter, Navigate, Outlet } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { BASE_PATH } from './api/base-path.js';
import { AutomationsPage } from './automations/AutomationsPage.js';
import { BulkResultsPage, readResultsSearch } from './bulk/BulkResultsPage.js';
import { Channels } from './channels/Channels.js';
import { Credentials } from './credentials/Credentials.js';
import { DocumentPage } from './documents/DocumentPage.js';
import { DocumentsPage } from './documents/DocumentsPage.js';
import { Engines } from './engines/Engines.js';
import { InvitationPage } from './invitations/InvitationPage.js';
import { readJobSearch } from './jobs/job-filter.js';
import { JobsPage } from './jobs/JobsPage.js';
import { readListSearch } from './list/list-search.js';
import { ListPage } from './list/ListPage.js';
import { MembersSection } from './libraries/MembersSection.js';
import { NoticesSection } from './notices/NoticesSection.js';
import { Outputs } from './outputs/Outputs.js';
import { RecordingPage } from './recording/RecordingPage.js';
import { readMoment } from './recording/moment-search.js';
import { readQuerySearch } from './search/query-filters.js';
import { SearchPage } from './search/SearchPage.js';
import { parseSearch, stringifySearch } from './search-params.js';
import { SessionPage } from './sessions/SessionPage.js';
import { SessionsPage } from './sessions/SessionsPage.js';
import { AdministrationLog } from './administration-log/AdministrationLog.js';
import { Appearance } from './settings/Appearance.js';
import { SettingsPage } from './settings/SettingsPage.js';
import { Vocabulary } from './settings/Vocabulary.js';
import { UsersSection } from './settings/UsersSection.js';
import { YouSection } from './settings/YouSection.js';
import { NotFoundPage } from './shell/NotFoundPage.js';
import { SharedPage } from './sharing/SharedPage.js';
import { Shell } from './shell/Shell.js';
import { SignedIn } from './sign-in/SignedIn.js';
import { SignInPage } from './sign-in/SignInPage.js';
import { SourcesPage } from './sources/SourcesPage.js';
import { Defaults } from './templates/Defaults.js';
import { TemplatesPage } from './templates/TemplatesPage.js';
import { UploadsProvider } from './upload/UploadsProvider.js';
import { Webhooks } from './webhooks/Webhooks.js';

function SignedInPages(): ReactElement {
  return (
    <SignedIn>
      <UploadsProvider>
        <Shell>
          <Outlet />
        </Shell>
      </UploadsProvider>
    </SignedIn>
  );
}

const root = createRootRoute();
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage });
const invitation = createRoute({ getParentRoute: () => root, path: '/invitations', component: InvitationPage });
const shared = createRoute({ getParentRoute: () => root, path: '/s', component: SharedPage });
const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedInPages });
const inFrame = () => signedIn;

const recordings = createRoute({
  getParentRoute: inFrame,
  path: '/',
  validateSearch: readListSearch,
  component: ListPage,
});
const recording = createRoute({
  getParentRoute: inFrame,
  path: '/recordings/$id',
  validateSearch: readMoment,
  component: function OneRecording() {
    const { id } = recording.useParams();
    return <RecordingPage key={id} id={id} />;
  },
});
const documents = createRoute({
  getParentRoute: inFrame,
  path: '/documents',
  validateSearch: readListSearch,
  component: DocumentsPage,
});
const document = createRoute({
  getParentRoute: inFrame,
  path: '/documents/$id',
  component: function OneDocument() {
    const { id } = document.useParams();
    return <DocumentPage key={id} id={id} />;
  },
});
const search = createRoute({ getParentRoute: inFrame, path: '/search', validateSearch: readQuerySearch, component: SearchPage });
const sessions = createRoute({ getParentRoute: inFrame, path: '/sessions', component: SessionsPage });
const session = createRoute({
  getParentRoute: inFrame,
  path: '/sessions/$id',
  component: function OneSession() {
    const { id } = session.useParams();
    return <SessionPage key={id} id={id} />;
  },
});
const bulkResults = createRoute({
  getParentRoute: inFrame,
  path: '/bulk/$id',
  validateSearch: readResultsSearch,
  component: function OneBulkJob() {
    const { id } = bulkResults.useParams();
    return <BulkResultsPage key={id} id={id} />;
  },
});
const automations = createRoute({ getParentRoute: inFrame, path: '/automations', component: AutomationsPage });
const inAutomations = () => automations;
const firstAutomation = createRoute({
  getParentRoute: inAutomations,
  path: '/',
  component: () => <Navigate to="/automations/templates" replace />,
});
const templates = createRoute({ getParentRoute: inAutomations, path: '/templates', component: TemplatesPage });
const sources = createRoute({ getParentRoute: inAutomations, path: '/sources', component: SourcesPage });
const jobs = createRoute({ getParentRoute: inAutomations, path: '/jobs', validateSearch: readJobSearch, component: JobsPage });
// A splat keeps an unknown address inside the frame and behind the sign-in.
const notFound = createRoute({ getParentRoute: inFrame, path: '$', component: () => <NotFoundPage /> });

const settings = createRoute({ getParentRoute: inFrame, path: '/settings', component: SettingsPage });
const inSettings = () => settings;
const firstSection = createRoute({
  getParentRoute: inSettings,
  path: '/',
  component: () => <Navigate to="/settings/channels" replace />,
});
const channels = createRoute({ getParentRoute: inSettings, path: '/channels', component: Channels });
const outputs = createRoute({ getParentRoute: inSettings, path: '/outputs', component: Outputs });
const credentials = createRoute({ getParentRoute: inSettings, path: '/credentials', component: Credentials });
const engines = createRoute({ getParentRoute: inSettings, path: '/engines', component: Engines });
const webhooks = createRoute({ getParentRoute: inSettings, path: '/webhooks', component: Webhooks });
const notices = createRoute({ getParentRoute: inSettings, path: '/notices', component: NoticesSection });
const members = createRoute({ getParentRoute: inSettings, path: '/members', component: MembersSection });
const users = createRoute({ getParentRoute: inSettings, path: '/users', component: UsersSection });
const audit = createRoute({ getParentRoute: inSettings, path: '/audit', component: AdministrationLog });
const defaults = createRoute({ getParentRoute: inSettings, path: '/defaults', component: Defaults });
const vocabulary = createRoute({ getParentRoute: inSettings, path: '/vocabulary', component: Vocabulary });
const you = createRoute({ getParentRoute: inSettings, path: '/you', component: YouSection });
const appearance = createRoute({ getParentRoute: inSettings, path: '/appearance', component: Appearance });

const tree = root.addChildren([
  signIn,
  invitation,
  shared,
  signedIn.addChildren([
    recordings,
    recording,
    documents,
    document,
    search,
    sessions,
    session,
    bulkResults,
    automations.addChildren([firstAutomation, templates, sources, jobs]),
    settings.addChildren([
      firstSection,
      channels,
      webhooks,
      notices,
      outputs,
      credentials,
      engines,
      defaults,
      vocabulary,
      members,
      users,
      audit,
      you,
      appearance,
    ]),
    notFound,
  ]),
]);

export const createPageRouter = (basePath = BASE_PATH) =>
  createRouter({
    routeTree: tree,
    basepath: basePath === '' ? '/' : basePath,
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    // `Crashed` shows errors of all views.
    disableGlobalCatchBoundary: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: ReturnType<typeof createPageRouter>;
  }
}
