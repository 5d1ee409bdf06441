import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import type { Job, JobDryRun, JobRunWithItems, Source, Template } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { createPageRouter } from '../routes.js';
import { sourcesQuery } from '../api/sources.js';
import { templatesQuery } from '../templates/templates-api.js';
import { drawView, listControls, viewer, type DrawnView } from '../testing/draw-view.js';
import { toJobDraft } from './job-draft.js';
import { JobForm } from './JobForm.js';
import { PreviewBody } from './JobPreview.js';
import { JobList } from './JobsPage.js';
import { RunItems } from './RunDetails.js';

const AT = '2026-02-05T09:00:00.000Z';
const run: JobRunWithItems = {
  id: '0199f5a0-7d1e-7aa0-9b1c-2f6d8f0f2b11',
  state: 'done',
  cause: 'schedule',
  requested_by: '01JKB2Q5Z9M8V7T6R5P4N3K2H1',
  occurrence: AT,
  missed: 0,
  window: { from: AT, to: AT },
  problem: null,
  sources: [{ source_id: 2, name: 'Zoom', found: 5, added: 2, problem: null }],
  totals: { selected: 1, changed: 1, skipped: 0, refused: 0, error: 0 },
  left_out: { blank: 1 },
  started_at: AT,
  ended_at: AT,
  items: [
    {
      recording_id: 'one',
      title: 'Algebra II',
      template_id: 3,
      also_matches: [5],
      outcome: 'changed',
      code: 'started',
      detail: 'The run has started.',
    },
  ],
  brought: [
    { recording_id: 'one', source_id: 2, title: 'Algebra II', reason: null },
    { recording_id: 'two', source_id: 2, title: null, reason: 'no-template' },
  ],
  not_brought: [{ source_id: 2, name: 'cut.mp4', verdict: 'wait', detail: 'It still grows.' }],
  left_out_items: [{ recording_id: 'three', title: 'Silence', reason: 'blank' }],
};
const job: Job = {
  id: 1,
  name: 'Lectures',
  is_enabled: true,
  template_ids: [3, 9],
  schedule: { kind: 'time_of_day', time: '08:00', time_zone: 'Europe/Berlin' },
  sync_config: { sync_days: 7 },
  source_ids: [2],
  filters: { status: ['INITIALIZED', 'SKIPPED'], exclude_blank: false },
  processing_config: { transcription: { granularity: 'long' } },
  next_runs: ['2026-02-06T07:00:00.000Z'],
  last_run: run,
  revision: 1,
  created_at: AT,
  updated_at: AT,
};

const draw = (view: ReactElement, me?: typeof viewer): DrawnView =>
  drawView(
    <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
      {view}
    </RouterContextProvider>,
    (client) => {
      client.setQueryData(templatesQuery.queryKey, [{ id: 3, name: 'Weekly lecture', is_draft: false }] as unknown as Template[]);
      client.setQueryData(sourcesQuery.queryKey, [{ id: 2, name: 'Zoom', brings: 'recording' }] as unknown as Source[]);
    },
    me,
  );
const ignore = (): void => undefined;
const drawList = (jobs: readonly Job[], filter = {}, me?: typeof viewer): DrawnView =>
  draw(<JobList jobs={jobs} filter={filter} onFilter={ignore} />, me);

describe('the list of jobs', () => {
  it('shows the times of each job in words, its templates and sources, and its next and last run', () => {
    const { html, words } = drawList([job]);
    expect(words).toMatch(/Lectures On Every day at 08:00 \(Europe\/Berlin\) · Weekly lecture, 9 · Zoom Next: /);
    expect(words).toMatch(/Last: .* · Done · 2 recordings imported · 1 recording started · 1 recording left out/);
    expect(listControls(html)).toEqual([
      'Preview run: Lectures',
      'Run now: Lectures',
      'Edit Lectures',
      'Delete Lectures',
      'What it did: the last run of Lectures',
      'History of Lectures',
    ]);
  });

  it('shows jobs that are off, have failed, or read all sources', () => {
    const failed: Job = { ...job, id: 2, last_run: { ...run, state: 'failed', problem: 'Zoom asks to sign in again.' } };
    const { words } = drawList([{ ...job, is_enabled: false, next_runs: [], last_run: null, source_ids: null }, failed]);
    expect(words).toMatch(/Lectures Off .* All sources that are not paused Off: it runs only on request Has not run yet/);
    expect(words).toMatch(/Lectures Last run failed .* Zoom asks to sign in again\./);
  });

  it('lets viewers read only', () => {
    expect(listControls(drawList([job], {}, viewer).html)).toEqual([
      'What it did: the last run of Lectures',
      'History of Lectures',
    ]);
  });

  it('says so if no job fits, with a way back', () => {
    const { words } = drawList([job], { q: 'x', template: '77' });
    expect(words).toContain('No job fits these filters. Clear filters');
    expect(words).toContain('All templates Weekly lecture 77');
    expect(words).not.toContain('Every day at');
  });
});

describe('the details of a run', () => {
  it('link what it brought, started and left out, with the reasons', () => {
    const { html, words } = draw(<RunItems run={run} />);
    expect(words).toContain('Zoom 5 recordings found, 2 new');
    expect(words).toContain('Selected Algebra II The run has started. Other templates match too');
    expect(words).toContain('Brought by the sources Algebra II Imported Untitled Imported only. No template matches');
    expect(words).toContain('Not imported cut.mp4 It still grows.');
    expect(words).toContain('1 recording left out Silence Blank');
    // The heading of the section has level 2.
    expect(new Set([...html.matchAll(/<h(\d)/g)].map(([, level]) => level))).toEqual(new Set(['3']));
    expect([...html.matchAll(/href="\/recordings\/(\w+)"/g)].map(([, id]) => id)).toEqual(['one', 'one', 'two', 'three']);
  });

  it('say that there was nothing to do', () => {
    const empty = { items: [], brought: [], not_brought: [], left_out: {}, left_out_items: [] };
    expect(draw(<RunItems run={{ ...run, ...empty }} />).words).toContain('It found nothing to do.');
  });
});

describe('the preview of a run', () => {
  const newItem = { source_id: 2, started_at: null, template_id: null, also_matches: [], reason: null, detail: null };
  const preview: JobDryRun = {
    dry_run: true,
    window: run.window,
    sources: run.sources,
    problems: [],
    items: [],
    new_items: [
      { ...newItem, title: 'Algebra III', started_at: AT, verdict: 'start', template_id: 3 },
      { ...newItem, title: 'Office mail', verdict: 'import', reason: 'no-template' },
      { ...newItem, title: 'cut.mp4', verdict: 'fail', detail: 'The file has changed.' },
    ],
    left_out: {},
    left_out_items: [],
  };

  it('names what the sources would bring, with template and reason', () => {
    const { words } = draw(<PreviewBody preview={preview} />);
    expect(words).toContain('Nothing has been changed.');
    expect(words).toContain('2 recordings would be brought by the sources');
    expect(words).toMatch(/Import and run Algebra III .* Template Weekly lecture/);
    expect(words).toMatch(/Import only Office mail +No template matches/);
    expect(words).toMatch(/Cannot be imported cut\.mp4 +The file has changed\./);
  });
});

describe('the form of a job', () => {
  it('shows every setting of the job', () => {
    const { html, words } = draw(<JobForm initial={toJobDraft(job)} submit="Save" save={() => Promise.resolve()} />);
    const checked = [...html.matchAll(/checked=""[^>]*\/>(?:<span[^>]*>)?([^<]+)/g)].map(([, name]) => name);
    expect(checked).toEqual(['Weekly lecture', 'Registered', 'Not mapped', 'Run at these times']);
    expect(words).toContain('Look back (days)');
    expect(words).toContain('Leave out blank recordings');
    expect(html).toMatch(/<option value="long" selected="">/);
  });
});
