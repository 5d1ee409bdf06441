import { Journey, aServer, anOutput } from '../testing/index.js';
import { patternIdOf } from '@throughline/contracts';
import type { RunRequest } from './command-context.js';
import { resolveRunRequest, type RequestedRun, type RunBasis, type RunLibrary } from './resolve-run.js';

const RUN = '00000000-0000-7000-9000-000000000002';
const library: RunLibrary = { terms: ['Ada'], config: aServer(['library', 'archive']) };

const resolve = (asked: Partial<RequestedRun> = {}, basis?: RunBasis, of = library): RunRequest => {
  const found = resolveRunRequest({ runId: RUN, by: 'owner-1', ...asked }, of, basis);
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  return found;
};

const { state } = new Journey().register();
/** A recording whose last request had a term of its own. */
const basis: RunBasis = { state, personal: { vocabulary: { own: ['Turing'], library: [] } } };

const template = { id: 15, name: 'Lectures', isDraft: false, settings: { output_config: { outputs: ['archive'] } } };

describe('what a request asks of a run', () => {
  it('is resolved for a new item from the settings of its library', () => {
    const run = resolve();
    expect(run).toMatchObject({ runId: RUN, vocabulary: { own: [], library: ['Ada'] }, configSources: { outputs: 'server' } });
    expect(run).not.toHaveProperty('metered');
    expect(resolve({}, undefined, { ...library, isMetered: true })).toMatchObject({ metered: true });
  });

  it('wins over the layers below, and names who decided each setting', () => {
    const run = resolve({ settings: { trimming: { exact: true } }, outputs: [anOutput('archive')], autoUpload: false });
    expect(run.config).toMatchObject({ trimming: { exact: true }, auto_upload: false, outputs: [{ name: 'archive' }] });
    expect(run.configSources).toMatchObject({ 'trimming.exact': 'request', outputs: 'request', auto_upload: 'request' });
  });

  it('continues the terms of the last request, unless it has others or binds another template', () => {
    expect(resolve({}, basis).vocabulary?.own).toEqual(['Turing']);
    expect(resolve({}, basis).config.transcription).not.toHaveProperty('vocabulary');
    const others = resolve({ terms: ['Hopper'] }, basis);
    expect([others.vocabulary?.own, others.config.transcription.vocabulary]).toEqual([['Hopper'], RUN]);
    const bound = resolve({ template, isBound: true }, basis);
    expect(bound).toMatchObject({ vocabulary: { own: [] }, bind: { template: 15, by: 'owner-1' } });
    expect(resolve({ template }, basis)).not.toHaveProperty('bind');
  });

  it('keeps patterns as ids in the configuration, and their texts beside it', () => {
    const run = resolve({ metadata: { title_pattern: '{title} of Ada' } });
    expect(run.config.metadata).toEqual({ title_pattern: patternIdOf('{title} of Ada') });
    expect(run.patterns).toEqual({ title_pattern: '{title} of Ada' });
  });

  it('is refused with the place of each problem', () => {
    const found = resolveRunRequest({ runId: RUN, by: 'owner-1', settings: { trimming: { pace: 1 } } }, library);
    expect(found).toEqual({ problems: [{ path: 'trimming.pace', source: 'request', message: 'is not a setting' }] });
  });
});
