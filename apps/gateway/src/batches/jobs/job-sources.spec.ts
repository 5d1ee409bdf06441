import { Problem } from '../../kit/http/problems/problem.js';
import type { Source, SourceSync } from '../../sources/index.js';
import { NO_COUNTS } from '../../sources/syncs/sync.js';
import { JobSources, NOT_ACTIVE, type JobSourcesParts } from './job-sources.js';

const source = { id: 2, name: 'Lectures', brings: 'recording', isPaused: false } as Source;
const START = Date.parse('2026-02-05T10:00:00Z');
const SOON = new Date(START).toISOString();
const syncOf = (id: string, code: string | undefined, itemId?: string): SourceSync =>
  ({
    id,
    isDryRun: false,
    counts: { ...NO_COUNTS, ...(code === undefined ? {} : { waiting: 1 }), ...(itemId === undefined ? {} : { new: 1 }) },
    entries: [
      ...(code === undefined ? [] : [{ name: 'talk.mp4', verdict: 'waiting', code }]),
      ...(itemId === undefined ? [] : [{ name: 'talk.mp4', verdict: 'new', itemId }]),
    ],
  }) as unknown as SourceSync;
const going = (): AbortSignal => new AbortController().signal;

type Parts = JobSourcesParts['syncs'] & JobSourcesParts['store'] & { readonly history: () => readonly SourceSync[] };

function open(parts: Partial<Parts>): JobSources {
  const missing = (): Promise<never> => Promise.reject(new Error('not expected'));
  const { find = missing, list = missing, syncSource = missing, history = () => [] } = parts;
  return new JobSources({
    store: { find, list },
    syncs: { syncSource },
    history: { list: () => Promise.resolve(history()) },
    now: () => new Date(START),
  });
}

describe('the sources of a job', () => {
  it('are not read after the time is over', async () => {
    const { report } = await open({}).sync(source, { dryRun: true, signal: AbortSignal.abort() });
    expect(report).toEqual({ source_id: 2, name: 'Lectures', found: 0, added: 0, problem: 'Its sync has not ended in time.' });
  });

  it('are waited for no longer than the time allows, and their sync goes on', async () => {
    const end = new AbortController();
    const syncSource = (): Promise<never> => {
      end.abort();
      return new Promise(() => undefined);
    };
    const sources = open({ find: () => Promise.resolve(source), syncSource });
    expect(await sources.sync(source, { dryRun: false, signal: end.signal })).toMatchObject({
      report: { problem: 'Its sync has not ended in time.' },
    });
  });

  it.each<[string, Source | undefined]>([
    ['deleted', undefined],
    ['paused', { ...source, isPaused: true }],
  ])('are left out if they were %s while another sync had them', async (_, now) => {
    let found: Source | undefined = source;
    const syncSource = (): Promise<never> => {
      found = now;
      return Promise.reject(new Problem('sync-in-progress'));
    };
    const sources = open({ find: () => Promise.resolve(found), syncSource });
    expect((await sources.sync(source, { dryRun: false, signal: going() })).report.problem).toBe(NOT_ACTIVE);
  });

  describe('with imports that have begun', () => {
    let syncs: SourceSync[];
    const read = async (answers: readonly SourceSync[], nextSyncAt = SOON) => {
      const left = [...answers];
      syncs = [];
      const syncSource = (): Promise<SourceSync> => {
        const sync = left.shift();
        if (sync === undefined) throw new Error('read too often');
        syncs.unshift(sync);
        return Promise.resolve(sync);
      };
      const sources = open({ find: () => Promise.resolve({ ...source, nextSyncAt }), syncSource, history: () => syncs });
      const first = await sources.sync(source, { dryRun: false, signal: going() });
      return (await sources.finishImports([first], going()))[0]?.report;
    };

    it('are read until these are imported, and name what another sync has registered meanwhile', async () => {
      const report = await read([syncOf('1', 'not-settled', 'a'), syncOf('2', 'storing', 'b'), syncOf('3', undefined)]);
      expect(report).toMatchObject({ added: 2, syncId: '3', problem: null });
      expect(report?.brought?.toSorted()).toEqual(['a', 'b']);
    });

    it('are not read again for items that their service still processes, nor beyond the limit', async () => {
      await expect(read([syncOf('1', 'pending')])).resolves.toMatchObject({ syncId: '1' });
      const later = new Date(START + 6 * 60_000).toISOString();
      await expect(read([syncOf('1', 'not-settled')], later)).resolves.toMatchObject({ syncId: '1', added: 0 });
    });
  });

  it('are left out if they were deleted during their sync', async () => {
    const syncSource = (): Promise<never> => Promise.reject(new Problem('not-found'));
    const sources = open({ find: () => Promise.resolve(source), syncSource });
    expect((await sources.sync(source, { dryRun: false, signal: going() })).report.problem).toBe(NOT_ACTIVE);
  });
});
