import { DOCUMENT_STEPS, patternIdOf } from '@throughline/contracts';
import { isPresent } from '../asset/state.js';
import { documentRows } from '../status/document-rows.js';
import { renderRecording } from '../kinds/views/recording.js';
import { Journey, STAGES, aConfig, aRun, anOutput } from '../testing/index.js';
import { describeDecision } from '../testing/describe-decision.js';
import type { Decision } from './decision.js';

const add = (journey: Journey, ...names: readonly string[]): Decision =>
  journey.send({ type: 'AddOutputs', by: 'owner-1', outputs: names.map((name) => anOutput(name)) });
const addWithPattern = (journey: Journey, name: string): Decision => {
  const metadata = { title_pattern: patternIdOf('{title}') };
  return journey.send({ type: 'AddOutputs', by: 'owner-1', outputs: [anOutput(name, { metadata })] });
};
const codeOf = (decision: Decision): string | undefined =>
  'rejected' in decision ? decision.rejected.code : decision.satisfied?.code;
const outputsOf = (journey: Journey): unknown =>
  renderRecording(journey.state, journey.personal)?.outputs.map(({ id, status }) => [id, status]);

describe('outputs added to a run that has started (DOC-07)', () => {
  it('wait for the work of a document like the others, and appear with them', () => {
    const journey = new Journey().register({ pipeline: 'document' });
    journey.run(aConfig(['s3']));
    journey.start('hash_file');
    add(journey, 'nextcloud');
    const names = isPresent(journey.state) ? documentRows(journey.state).map(({ step_name }) => step_name) : [];
    expect(names.slice(DOCUMENT_STEPS.length)).toEqual(['queue_s3', 'upload_to_s3', 'queue_nextcloud', 'upload_to_nextcloud']);
    journey.complete('hash_file');
    journey.through(...DOCUMENT_STEPS.slice(1), 'deliver:s3', 'deliver:nextcloud');
    expect(outputsOf(journey)).toEqual([
      ['s3', 'UPLOADED'],
      ['nextcloud', 'UPLOADED'],
    ]);
  });

  it('are delivered to immediately if the work is done, also for a complete recording', () => {
    const journey = aRun(aConfig(['library'])).through('DOWNLOAD', ...STAGES, 'deliver:library');
    expect(describeDecision(add(journey, 'archive'))).toEqual(['RunExtended', 'StepScheduled deliver:archive']);
    journey.through('deliver:archive');
    expect(renderRecording(journey.state, journey.personal)).toMatchObject({ status: 'READY', upload_summary: { uploaded: 2 } });
  });

  it('are kept by the next run', () => {
    const journey = aRun(aConfig(['library'])).through('DOWNLOAD', ...STAGES, 'deliver:library');
    add(journey, 'archive');
    journey.cancel();
    expect(isPresent(journey.state) && journey.state.run?.config.outputs.map(({ name }) => name)).toEqual(['library', 'archive']);
  });

  it('do not repeat an earlier run’s delivery', () => {
    const journey = aRun(aConfig(['library', 'archive'])).through('DOWNLOAD', ...STAGES, 'deliver:library', 'deliver:archive');
    journey.reset();
    journey.run(aConfig(['library']));
    expect(journey.step('deliver:archive').delivered).toBeDefined();
    add(journey, 'archive');
    expect(journey.step('deliver:archive')).toMatchObject({ phase: 'pending', delivered: {} });
  });

  it('include their follow-ups', () => {
    const journey = aRun(aConfig([])).through('DOWNLOAD', ...STAGES);
    journey.send({ type: 'AddOutputs', by: 'owner-1', outputs: [anOutput('video', { follow_ups: ['thumbnail'] })] });
    expect(journey.step('deliver:video/thumbnail')).toMatchObject({ phase: 'pending', output: { name: 'video' } });
  });

  it.each([
    ['recording', { 'outputs.talks.title_pattern': 'output' }],
    ['document', {}],
  ] as const)('name the patterns that a %s takes from them', (pipeline, named) => {
    const journey = aRun(aConfig(['library']), { pipeline });
    addWithPattern(journey, 'talks');
    expect(isPresent(journey.state) && journey.state.run?.configSources).toEqual(named);
  });

  it('change nothing when they are added a second time', () => {
    const journey = aRun(aConfig(['library']));
    add(journey, 'archive');
    expect(codeOf(add(journey, 'archive', 'library'))).toBe('already-added');
  });

  it.each<[string, () => Journey, string]>([
    ['before any run', () => new Journey().register(), 'not-run'],
    ['after a failure', () => failed(), 'run-failed'],
    ['after a cancel', () => endedRun((journey) => journey.cancel()), 'run-failed'],
    ['to a deleted item', () => endedRun((journey) => journey.delete()), 'deleted'],
    ['to an erased item', () => endedRun((journey) => journey.erase()), 'erased'],
    ['to a session, which delivers nothing', () => aRun(aConfig([]), { pipeline: 'session' }), 'no-outputs'],
  ])('are rejected %s', (_when, journey, code) => {
    expect(codeOf(add(journey(), 'archive'))).toBe(code);
  });
});

function endedRun(end: (journey: Journey) => unknown): Journey {
  const journey = aRun();
  end(journey);
  return journey;
}

function failed(): Journey {
  return endedRun((journey) => [journey.start('DOWNLOAD'), journey.fail('DOWNLOAD')]);
}
