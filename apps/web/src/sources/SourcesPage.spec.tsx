import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import type { CurrentUser, Source, SourceSync, SourceType, Template } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { createPageRouter } from '../routes.js';
import { templatesQuery } from '../templates/templates-api.js';
import { drawView, listControls, viewer, type DrawnView } from '../testing/draw-view.js';
import { EarlierSync } from './EarlierSyncs.js';
import { FoundEntries } from './FoundEntries.js';
import { createDraft } from './source-draft.js';
import { SourceFields } from './SourceForm.js';
import { DayFields, PreviewBody } from './SourcePreview.js';
import { sourcesQuery } from '../api/sources.js';
import { sourceTypesQuery } from './sources-api.js';
import { NewSource, SourcesPage } from './SourcesPage.js';

const AT = '2026-02-05T10:00:00.000Z';
const sync: SourceSync = {
  id: '6b8f4d1e-2a70-4c55-9d0a-6f5d8f0f2b11',
  source_id: 4,
  trigger: 'interval',
  dry_run: false,
  state: 'done',
  from_date: null,
  to_date: null,
  started_at: AT,
  ended_at: AT,
  counts: { new: 1, known: 2, waiting: 0, ignored: 1, failed: 0, retired: 1 },
  more: false,
  problem: null,
  entries: [
    { name: 'next.part', verdict: 'ignored', code: 'incomplete', message: 'The name is that of an incomplete file.' },
    { name: 'talk.mp4', verdict: 'new', item_id: 'one' },
  ],
};
const talks: Source = {
  id: 4,
  name: 'Talks',
  type: 'folder',
  settings: { folder: 'inbox' },
  credential_id: null,
  brings: 'recording',
  template_id: 7,
  run: true,
  interval_minutes: 5,
  state: 'active',
  last_sync: sync,
  next_sync_at: AT,
  named_by: { templates: [{ id: 7, name: 'Weekly lecture' }], jobs: [] },
  revision: 3,
  created_at: AT,
  updated_at: AT,
};
const folder: SourceType = {
  type: 'folder',
  label: 'Folder',
  settings: [
    { key: 'folder', label: 'Folder', kind: 'choice', required: true, options: [{ value: 'inbox' }] },
    { key: 'subfolders', label: 'Include subfolders', kind: 'switch', required: false },
  ],
};
const templates = [
  { id: 7, name: 'Weekly lecture', is_draft: false },
  { id: 8, name: 'Idea', is_draft: true },
] as unknown as readonly Template[];

interface LoadedData {
  readonly sources?: readonly Source[];
  readonly types?: readonly SourceType[];
  readonly me?: CurrentUser;
}

const draw = (view: ReactElement, { sources = [talks], types = [folder], me }: LoadedData = {}): DrawnView =>
  drawView(
    <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
      {view}
    </RouterContextProvider>,
    (client) => {
      client.setQueryData(sourcesQuery.queryKey, [...sources]);
      client.setQueryData(sourceTypesQuery.queryKey, [...types]);
      client.setQueryData(templatesQuery.queryKey, [...templates]);
    },
    me,
  );

describe('the view of sources', () => {
  it('lists each source with its state, its settings, and what the last sync found', () => {
    const { html, words } = draw(<SourcesPage />);
    expect(words).toContain(
      'Talks Healthy Folder inbox · Recordings, each with a run · template Weekly lecture · every 5 minutes',
    );
    expect(words).toMatch(/Last sync: .* · 1 new, 2 known, 1 ignored, 1 moved or marked Next sync: /);
    expect(listControls(html)).toEqual([
      'Sync now: Talks',
      'Preview the next sync of Talks',
      'Pause Talks',
      'Edit Talks',
      'Delete Talks',
      'What the last sync of Talks found',
      'Earlier syncs of Talks',
    ]);
  });

  it('shows why a sync failed, and lets a paused source be previewed and resumed only', () => {
    const problem = { code: 'source-gone', message: 'The folder no longer exists.' };
    const failed: Source = { ...talks, last_sync: { ...sync, state: 'failed', problem } };
    expect(draw(<SourcesPage />, { sources: [failed] }).words).toContain('The last sync has failed The folder no longer exists.');
    const { html, words } = draw(<SourcesPage />, { sources: [{ ...failed, state: 'paused', next_sync_at: null }] });
    expect(words).toContain('Talks Paused');
    expect(html).toMatch(/<button[^>]*aria-disabled="true"[^>]*aria-label="Sync now: Talks"/);
    expect(html).not.toMatch(/<button[^>]*aria-disabled="true"[^>]*aria-label="Preview/);
    expect(listControls(html)).toContain('Resume Talks');
  });

  it('explains an empty list, and gives viewers no controls', () => {
    expect(draw(<SourcesPage />, { sources: [] }).words).toMatch(/Add source No sources yet Add a folder, /);
    expect(draw(<SourcesPage />, { sources: [], me: viewer }).words).toContain('Ask an operator of your library');
    expect(listControls(draw(<SourcesPage />, { me: viewer }).html)).toEqual([
      'What the last sync of Talks found',
      'Earlier syncs of Talks',
    ]);
  });
});

describe('what a sync found', () => {
  it('is a list with the reason of each entry, and a link to each item', () => {
    const { html, words } = draw(<FoundEntries source={talks} sync={sync} />);
    expect(words).toMatch(/New talk\.mp4 Open Ignored next\.part The name is that of an incomplete file\./);
    expect(html).toMatch(/<a [^>]*aria-label="Open talk\.mp4"[^>]*href="\/recordings\/one"/);
    expect(draw(<FoundEntries source={{ ...talks, brings: 'document' }} sync={sync} />).html).toContain('href="/documents/one"');
  });

  it('can be previewed without a change', () => {
    const preview: SourceSync = { ...sync, dry_run: true, counts: { ...sync.counts, new: 201 } };
    const { words } = draw(<PreviewBody source={talks} sync={preview} error={null} />);
    expect(words).toContain('201 new, 2 known, 1 ignored, 1 moved or marked Nothing has been changed.');
    expect(words).toContain('Only the first 2 entries are listed.');
  });
});

describe('an earlier sync', () => {
  it('shows what started it, what it found, and the time of its items', () => {
    const { words } = draw(<EarlierSync source={talks} sync={{ ...sync, trigger: 'job' }} />);
    expect(words).toMatch(/by a job 1 new, 2 known, 1 ignored, 1 moved or marked Found/);
    expect(words).not.toContain('only items of');
    const windowed = draw(<EarlierSync source={talks} sync={{ ...sync, from_date: AT, entries: [] }} />).words;
    expect(windowed).toMatch(/only items of .* –/);
    expect(windowed).not.toContain('Found');
  });

  it('shows its problem', () => {
    const problem = { code: 'source-gone', message: 'The folder no longer exists.' };
    expect(draw(<EarlierSync source={talks} sync={{ ...sync, state: 'failed', problem }} />).words).toContain(problem.message);
  });
});

describe('the days of a preview', () => {
  it('limit each other', () => {
    const { html, words } = draw(<DayFields days={{ from: '2026-02-01', to: '2026-02-05' }} onChange={() => undefined} />);
    expect(words).toContain('Only items from');
    expect(html).toMatch(/max="2026-02-05"[^>]*value="2026-02-01"/);
    expect(html).toMatch(/min="2026-02-01"[^>]*value="2026-02-05"/);
  });
});

describe('the form of a new source', () => {
  const ignore = (): void => undefined;

  it('has the settings of the type between the name and what becomes of the items', () => {
    const { html, words } = draw(<NewSource onDone={ignore} />);
    const labels = [...html.matchAll(/<label for="[^"]+">([^<]*)</g)].map(([, label]) => label);
    expect(labels).toEqual(['Name', 'Type', 'Folder', 'Include subfolders', 'Brings', 'Template', 'Minutes between two syncs']);
    expect(words).toContain('Template None Weekly lecture New items are bound to it. None:');
    expect(words).toMatch(/Start a run of each new item at once Save source Test these settings/);
  });

  it('shows errors beside their fields, connected for screen readers', () => {
    const errors = { name: 'is taken', 'settings/folder': 'is unknown', interval_minutes: 'is too long' };
    const fields = <SourceFields draft={createDraft('folder')} types={[folder]} isNew errors={errors} onChange={ignore} />;
    const { html } = draw(fields);
    expect(html.match(/aria-invalid="true"/g)).toHaveLength(3);
    for (const [, id] of html.matchAll(/<small id="([^"]+-error)" class="field-error">/g))
      expect(html).toContain(`aria-describedby="${String(id)}`);
  });

  it('says so if the operator has opened nothing that a source could read', () => {
    expect(draw(<NewSource onDone={ignore} />, { types: [] }).words).toContain('The operator of the server has opened nothing');
  });
});
