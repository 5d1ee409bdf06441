import { Problem } from '../http/problems/problem.js';
import type { Source } from '../sources/index.js';
import { JobSources, NOT_ACTIVE, type JobSourcesParts } from './job-sources.js';

const source = { id: 2, name: 'Lectures', brings: 'recording', isPaused: false } as Source;
const going = (): AbortSignal => new AbortController().signal;

function open(parts: Partial<JobSourcesParts['syncs'] & JobSourcesParts['store']>): JobSources {
  const missing = (): Promise<never> => Promise.reject(new Error('not expected'));
  const { find = missing, list = missing, syncSource = missing } = parts;
  return new JobSources({ store: { find, list }, syncs: { syncSource } });
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

  it('are left out if they were deleted during their sync', async () => {
    const syncSource = (): Promise<never> => Promise.reject(new Problem('not-found'));
    const sources = open({ find: () => Promise.resolve(source), syncSource });
    expect((await sources.sync(source, { dryRun: false, signal: going() })).report.problem).toBe(NOT_ACTIVE);
  });
});
