import type { Page } from 'playwright-core';
import type { Catalogue } from '#src/texts/catalogue.js';
import { text as english } from '#src/texts/text.js';

/** Name of the screenshot, path, and heading. */
export type View = readonly [name: string, path: string, heading: string];

/** The id of no item. */
const NOBODY = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

/** Returns the views that need no item, in a language. */
export const viewsIn = (text: Catalogue['text']): readonly View[] => [
  ['items', '/', text.itemList.title],
  ['recordings', '/recordings', text.itemList.kinds.recording],
  ['nothing-found', '/recordings?q=no+such+title', text.itemList.kinds.recording],
  ['documents', '/documents', text.itemList.kinds.document],
  ['document-rules', '/documents/rules', text.document.rulesTitle],
  ['nothing-to-review', '/review', text.documentView.review.emptyTitle],
  ['duplicates', '/duplicates', text.documentView.duplicates],
  ['sessions', '/sessions', text.itemList.kinds.session],
  ['activity', '/activity', text.activity.title],
  ...['templates', 'sources', 'jobs'].map(
    (section) => [`automations-${section}`, `/automations/${section}`, text.nav.automations] as const,
  ),
  ...[
    'defaults',
    'channels',
    'webhooks',
    'podcasts',
    'embeds',
    'notices',
    'outputs',
    'credentials',
    'engines',
    'members',
    'users',
    'audit',
    'you',
    'appearance',
  ].map((section) => [`settings-${section}`, `/settings/${section}`, text.settings.title] as const),
  ['not-found', '/nowhere', text.notFound.title],
  ['missing-recording', `/recordings/${NOBODY}`, text.recording.gone],
  ['missing-document', `/documents/${NOBODY}`, text.document.gone],
  ['missing-pages', `/documents/${NOBODY}/pages`, text.document.gone],
  ['missing-session', `/sessions/${NOBODY}`, text.sessions.gone],
  ['missing-job', `/bulk/${NOBODY}`, text.bulk.gone],
];

export const VIEWS = viewsIn(english);

/** Waits until the view has its data. Loading animations would distort measurements and pictures. */
export async function settle(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.waitForFunction(() => document.querySelector('.skeleton') === null);
}
