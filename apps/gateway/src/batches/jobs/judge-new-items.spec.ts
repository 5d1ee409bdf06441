import { monthAt } from '../../people/quotas/month.js';
import { QuotaForecast } from '../../people/quotas/index.js';
import type { Source, SyncedEntry } from '../../sources/index.js';
import { jobTemplate as template } from '../../testing/job-template.js';
import type { SourceReading } from './job-sources.js';
import { judgeNewItems } from './judge-new-items.js';

const source = { id: 2, isRun: false } as Source;
const window = { from: '2026-02-03T09:00:00.000Z', to: '2026-02-05T09:00:00.000Z' };
const lecture = { title: 'Algebra II', startedAt: '2026-02-04T09:00:00.000Z', templateId: 3, isMapped: true };
const templates = [template(3, { title_pattern: 'algebra' })];
const readingOf = (entries: readonly SyncedEntry[], from = source): SourceReading => ({
  report: { source_id: 2, name: 'Zoom', found: entries.length, added: 0, problem: null },
  source: from,
  entries,
});
const entryWith = (fields: object = {}): SyncedEntry => ({ name: 'a.mp4', verdict: 'new', foreseen: { ...lecture, ...fields } });
const room = (items: number | null, bytes: number | null): QuotaForecast => {
  const unlimited = { used: 0, held: 0, limit: null };
  const [transcription_minutes, deliveries] = [unlimited, unlimited];
  const uses = {
    items: { ...unlimited, limit: items },
    bytes: { ...unlimited, limit: bytes },
    transcription_minutes,
    deliveries,
  };
  return new QuotaForecast(uses, monthAt(new Date(window.to)));
};
const judgeAll = (
  entries: readonly SyncedEntry[],
  { from = source, status = ['INITIALIZED'], places = 500, quotas = room(null, null) } = {},
) => {
  const task = { templateIds: [3], syncDays: 2, filters: { status, exclude_blank: true } };
  return judgeNewItems([readingOf(entries, from)], { task, window, templates }, { places, quotas });
};

describe('the judgement of a job on what its sources would bring', () => {
  it('is to start what fits a template, and names the recording', () => {
    const { title, startedAt } = lecture;
    expect(judgeAll([entryWith()])).toEqual([{ sourceId: 2, title, startedAt, verdict: 'start', templateId: 3 }]);
  });

  it.each<[string, object, string]>([
    ['without a length', { durationSeconds: 0 }, 'blank'],
    ['before the window', { startedAt: '2026-02-03T08:59:59.999Z' }, 'too-old'],
    ['bound to a template of the library alone', { templateId: 9 }, 'other-template'],
    ['that no template matches', { templateId: undefined, isMapped: false }, 'no-template'],
  ])('is to import only a recording %s', (_, fields, reason) => {
    expect(judgeAll([entryWith(fields)])).toMatchObject([{ verdict: 'import', reason }]);
  });

  it('follows the statuses of the job', () => {
    const skipped = entryWith({ title: 'Algebra III', templateId: undefined, isMapped: false });
    expect(judgeAll([skipped, entryWith()], { status: ['SKIPPED'] })).toMatchObject([
      { verdict: 'start', templateId: 3 },
      { verdict: 'import', reason: 'other-status' },
    ]);
  });

  it('leaves runs to a source that starts them', () => {
    expect(judgeAll([entryWith()], { from: { ...source, isRun: true } })).toMatchObject([
      { verdict: 'import', reason: 'started-by-source' },
    ]);
  });

  it('takes the time of the import if the source tells no start', () => {
    const [item] = judgeAll([entryWith({ startedAt: undefined })]);
    expect(item?.verdict).toBe('start');
    expect(item).not.toHaveProperty('startedAt');
  });

  it('names what waits or fails with the reason, and nothing that the library has', () => {
    const entries: readonly SyncedEntry[] = [
      { name: 'b.mp4', verdict: 'waiting', code: 'not-settled', message: 'It still grows.' },
      { name: 'c.mp4', verdict: 'failed', code: 'quota-exceeded', message: 'The library is full.' },
      { name: 'd.mp4', verdict: 'known' },
      { name: 'e.part', verdict: 'ignored' },
    ];
    expect(judgeAll(entries)).toEqual([
      { sourceId: 2, title: 'b.mp4', verdict: 'wait', detail: 'It still grows.' },
      { sourceId: 2, title: 'c.mp4', verdict: 'fail', detail: 'The library is full.' },
    ]);
  });

  it('leaves to the next run what does not fit into this one', () => {
    expect(judgeAll([entryWith(), entryWith()], { places: 1 })).toMatchObject([
      { verdict: 'start' },
      { verdict: 'import', reason: 'too-many' },
    ]);
    expect(judgeAll([entryWith()], { places: -1 })).toMatchObject([{ reason: 'too-many' }]);
  });

  it('adds up what new items need of the quotas, and imports those that fit together', () => {
    const detail = expect.stringContaining('2 of 2 items') as string;
    const entries = [entryWith(), entryWith(), entryWith()];
    expect(judgeAll(entries, { quotas: room(2, null) })).toMatchObject([
      { verdict: 'start' },
      { verdict: 'start' },
      { verdict: 'fail', title: 'a.mp4', detail },
    ]);
    const sizes = [60, 60, 40].map((bytes) => entryWith({ bytes }));
    expect(judgeAll(sizes, { quotas: room(null, 100) }).map(({ verdict }) => verdict)).toEqual(['start', 'fail', 'start']);
  });
});
