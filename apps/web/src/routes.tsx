import { createRoute, createRouter, Navigate, redirect } from '@tanstack/react-router';
import { BASE_PATH } from './api/base-path.js';
import { readResultsSearch } from './bulk/results-search.js';
import { readJobSearch } from './jobs/job-filter.js';
import { readPage } from './documents/page-search.js';
import { readReviewSearch } from './documents/review/review-search.js';
import { addressOf, readHomeSearch, readItemsSearch, readListSearch } from './list/items-search.js';
import { ItemsPage } from './list/ItemsPage.js';
import { listedItems } from './list/listed-items.js';
import { readMoment } from './recording/moment-search.js';
import { readQuerySearch } from './search/query-filters.js';
import { parseSearch, stringifySearch } from './search-params.js';
import { itemView } from './components/item-view.js';
import { lazyView } from './components/lazy-view.js';
import { openViews, root } from './open-views.js';
import { NotFoundPage } from './shell/NotFoundPage.js';
import { SignedInPages } from './SignedInPages.js';

const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedInPages });
const inFrame = () => signedIn;

const items = createRoute({
  getParentRoute: inFrame,
  path: '/',
  validateSearch: readHomeSearch,
  // The lists of one kind were here.
  beforeLoad: ({ search }) => {
    // The router keeps unknown parameters.
    if (search.kind !== undefined) redirect({ ...addressOf(readHomeSearch(search)), replace: true, throw: true });
  },
  component: () => <ItemsPage list={listedItems} />,
});
const formerItems = ['/library', '/items'].map((path) =>
  createRoute({
    getParentRoute: inFrame,
    path,
    validateSearch: readItemsSearch,
    beforeLoad: ({ search }) => redirect({ ...addressOf(readItemsSearch(search)), replace: true, throw: true }),
  }),
);
const recordings = createRoute({
  getParentRoute: inFrame,
  path: '/recordings',
  validateSearch: readListSearch,
  component: () => <ItemsPage kind="recording" list={listedItems} />,
});
const recording = createRoute({
  getParentRoute: inFrame,
  path: '/recordings/$id',
  validateSearch: readMoment,
  component: itemView(lazyView(async () => (await import('./recording/RecordingPage.js')).RecordingPage)),
});
const documents = createRoute({
  getParentRoute: inFrame,
  path: '/documents',
  validateSearch: readListSearch,
  component: lazyView(async () => (await import('./documents/DocumentsPage.js')).DocumentsPage),
});
const documentRules = createRoute({
  getParentRoute: inFrame,
  path: '/documents/rules',
  component: lazyView(async () => (await import('./document-rules/RulesPage.js')).RulesPage),
});
const document = createRoute({
  getParentRoute: inFrame,
  path: '/documents/$id',
  validateSearch: readPage,
  component: itemView(lazyView(async () => (await import('./documents/DocumentPage.js')).DocumentPage)),
});
const documentPages = createRoute({
  getParentRoute: inFrame,
  path: '/documents/$id/pages',
  component: itemView(lazyView(async () => (await import('./documents/arrange/ArrangePage.js')).ArrangePage)),
});
const review = createRoute({
  getParentRoute: inFrame,
  path: '/review',
  validateSearch: readReviewSearch,
  component: lazyView(async () => (await import('./documents/review/ReviewPage.js')).ReviewPage),
});
const duplicates = createRoute({
  getParentRoute: inFrame,
  path: '/duplicates',
  component: lazyView(async () => (await import('./documents/duplicates/DuplicatesPage.js')).DuplicatesPage),
});
const search = createRoute({
  getParentRoute: inFrame,
  path: '/search',
  validateSearch: readQuerySearch,
  component: lazyView(async () => (await import('./search/SearchPage.js')).SearchPage),
});
const activity = createRoute({
  getParentRoute: inFrame,
  path: '/activity',
  component: lazyView(async () => (await import('./activity/ActivityPage.js')).ActivityPage),
});
const sessions = createRoute({
  getParentRoute: inFrame,
  path: '/sessions',
  validateSearch: readListSearch,
  component: lazyView(async () => (await import('./sessions/SessionsPage.js')).SessionsPage),
});
const session = createRoute({
  getParentRoute: inFrame,
  path: '/sessions/$id',
  validateSearch: readMoment,
  component: itemView(lazyView(async () => (await import('./sessions/SessionPage.js')).SessionPage)),
});
const bulkResults = createRoute({
  getParentRoute: inFrame,
  path: '/bulk/$id',
  validateSearch: readResultsSearch,
  component: itemView(lazyView(async () => (await import('./bulk/BulkResultsPage.js')).BulkResultsPage)),
});
const automations = createRoute({
  getParentRoute: inFrame,
  path: '/automations',
  component: lazyView(async () => (await import('./automations/AutomationsPage.js')).AutomationsPage),
});
const inAutomations = () => automations;
const firstAutomation = createRoute({
  getParentRoute: inAutomations,
  path: '/',
  component: () => <Navigate to="/automations/templates" replace />,
});
const templates = createRoute({
  getParentRoute: inAutomations,
  path: '/templates',
  component: lazyView(async () => (await import('./templates/TemplatesPage.js')).TemplatesPage),
});
const sources = createRoute({
  getParentRoute: inAutomations,
  path: '/sources',
  component: lazyView(async () => (await import('./sources/SourcesPage.js')).SourcesPage),
});
const jobs = createRoute({
  getParentRoute: inAutomations,
  path: '/jobs',
  validateSearch: readJobSearch,
  component: lazyView(async () => (await import('./jobs/JobsPage.js')).JobsPage),
});
// A splat keeps an unknown address inside the frame and behind the sign-in.
const notFound = createRoute({ getParentRoute: inFrame, path: '$', component: () => <NotFoundPage /> });

const settings = createRoute({
  getParentRoute: inFrame,
  path: '/settings',
  component: lazyView(async () => (await import('./settings/SettingsPage.js')).SettingsPage),
});
const inSettings = () => settings;
const allSections = createRoute({ getParentRoute: inSettings, path: '/', component: () => null });
const channels = createRoute({
  getParentRoute: inSettings,
  path: '/channels',
  component: lazyView(async () => (await import('./channels/Channels.js')).Channels),
});
const outputs = createRoute({
  getParentRoute: inSettings,
  path: '/outputs',
  component: lazyView(async () => (await import('./outputs/Outputs.js')).Outputs),
});
const credentials = createRoute({
  getParentRoute: inSettings,
  path: '/credentials',
  component: lazyView(async () => (await import('./credentials/Credentials.js')).Credentials),
});
const engines = createRoute({
  getParentRoute: inSettings,
  path: '/engines',
  component: lazyView(async () => (await import('./engines/Engines.js')).Engines),
});
const webhooks = createRoute({
  getParentRoute: inSettings,
  path: '/webhooks',
  component: lazyView(async () => (await import('./webhooks/Webhooks.js')).Webhooks),
});
const podcasts = createRoute({
  getParentRoute: inSettings,
  path: '/podcasts',
  component: lazyView(async () => (await import('./published/Podcasts.js')).Podcasts),
});
const embeds = createRoute({
  getParentRoute: inSettings,
  path: '/embeds',
  component: lazyView(async () => (await import('./published/Embeds.js')).Embeds),
});
const notices = createRoute({
  getParentRoute: inSettings,
  path: '/notices',
  component: lazyView(async () => (await import('./notices/NoticesSection.js')).NoticesSection),
});
const members = createRoute({
  getParentRoute: inSettings,
  path: '/members',
  component: lazyView(async () => (await import('./libraries/MembersSection.js')).MembersSection),
});
const users = createRoute({
  getParentRoute: inSettings,
  path: '/users',
  component: lazyView(async () => (await import('./settings/UsersSection.js')).UsersSection),
});
const audit = createRoute({
  getParentRoute: inSettings,
  path: '/audit',
  component: lazyView(async () => (await import('./administration-log/AdministrationLog.js')).AdministrationLog),
});
const defaults = createRoute({
  getParentRoute: inSettings,
  path: '/defaults',
  component: lazyView(async () => (await import('./templates/Defaults.js')).Defaults),
});
const vocabulary = createRoute({
  getParentRoute: inSettings,
  path: '/vocabulary',
  component: lazyView(async () => (await import('./settings/Vocabulary.js')).Vocabulary),
});
const you = createRoute({
  getParentRoute: inSettings,
  path: '/you',
  component: lazyView(async () => (await import('./settings/YouSection.js')).YouSection),
});
const appearance = createRoute({
  getParentRoute: inSettings,
  path: '/appearance',
  component: lazyView(async () => (await import('./settings/Appearance.js')).Appearance),
});

const tree = root.addChildren([
  ...openViews,
  signedIn.addChildren([
    items,
    ...formerItems,
    recordings,
    recording,
    documents,
    documentRules,
    document,
    documentPages,
    review,
    duplicates,
    search,
    activity,
    sessions,
    session,
    bulkResults,
    automations.addChildren([firstAutomation, templates, sources, jobs]),
    settings.addChildren([
      allSections,
      channels,
      webhooks,
      podcasts,
      embeds,
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
    defaultPreload: 'intent',
    // `Crashed` shows errors of all views.
    disableGlobalCatchBoundary: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: ReturnType<typeof createPageRouter>;
  }
}
