import { isPresent, type Asset } from '../asset/state.js';
import { allowedActions } from '../kinds/allowed-actions.js';
import { auditLine } from '../explain/audit/audit-line.js';
import { resolveNextRunConfig } from '../asset/config/next-run.js';
import type { LibraryConfig } from '../asset/config/library.js';
import { describeDecision, itemOf, summarizeDecision } from '../testing/describe-decision.js';
import { Journey, STAGES, aConfig, aRun, aServer, anArtifact, anOutput } from '../testing/index.js';
import type { Decision } from './decision.js';

const by = 'owner-1';
const move = (journey: Journey, outputs: readonly string[] = ['own'], library = 'team'): Decision =>
  journey.send({ type: 'TransferAsset', by, library, outputs });
const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has no item');
  return state;
};
const delivered = (...outputs: readonly string[]): Journey =>
  aRun(aConfig(outputs)).through('DOWNLOAD', ...STAGES, ...outputs.map((name) => `deliver:${name}`));
const fetchedBy = (credential: number | undefined, pipeline: 'recording' | 'document' = 'recording'): Journey =>
  new Journey().register({
    pipeline,
    source: { kind: 'zoom', settings: { view: 'active_speaker', ...(credential === undefined ? {} : { credential }) } },
    sourceUrl: 'https://zoom.example/recording',
  });

describe('moving an item to another library', () => {
  it('changes the library, keeps status and deliveries, and says who moved it from which library', () => {
    const journey = delivered('own', 'library');
    const before = itemOf(journey);
    const state = journey.state;
    expect(describeDecision(move(journey))).toEqual(['AssetTransferred']);
    expect(assetOf(journey).owner).toBe('team');
    const { status, outputs, title } = itemOf(journey);
    expect({ status, title }).toEqual({ status: before.status, title: before.title });
    expect(outputs.map(({ id, status: shown }) => [id, shown])).toEqual([
      ['own', 'UPLOADED'],
      ['library', 'UPLOADED'],
    ]);
    const [event] = journey.events.slice(-1);
    if (event === undefined) throw new Error('nothing was recorded');
    expect(auditLine(state, event, journey.state).message).toBe('Moved from library owner-1 to library team by owner-1');
  });

  it('does nothing if the item is in that library already', () => {
    expect(summarizeDecision(move(delivered('own'), [], 'owner-1'))).toBe('nothing already-there');
  });

  it('is refused until the file has arrived, during a run and a pause, and for deleted and erased items', () => {
    const journey = aRun();
    const waiting = new Journey();
    waiting.send({ type: 'RegisterAsset', assetId: waiting.assetId, owner: by, title: 't', language: 'en', isMapped: true });
    expect(summarizeDecision(move(waiting))).toBe('refused source-pending');
    expect(summarizeDecision(move(journey))).toBe('refused already-running');
    journey.start('DOWNLOAD');
    journey.pause();
    expect(summarizeDecision(move(journey))).toBe('refused already-running');
    journey.cancel();
    journey.delete();
    expect(summarizeDecision(move(journey))).toBe('refused deleted');
    journey.erase();
    expect(summarizeDecision(move(journey))).toBe('refused erased');
    expect(summarizeDecision(move(new Journey()))).toBe('refused unknown-asset');
  });

  it('is refused while outputs wait for a review, or the outcome of a delivery is unknown', () => {
    const held = aRun(aConfig(['own'], { auto_upload: false })).through('DOWNLOAD', ...STAGES);
    expect(summarizeDecision(move(held))).toBe('refused outputs-held');
    held.cancel();
    expect(summarizeDecision(move(held))).toBe('done');
    const unconfirmed = aRun(aConfig(['own'])).through('DOWNLOAD', ...STAGES);
    unconfirmed.start('deliver:own');
    unconfirmed.complete('deliver:own', { result: { unconfirmed: true } });
    expect(summarizeDecision(move(unconfirmed))).toBe('refused unconfirmed');
    unconfirmed.settle('deliver:own', true);
    expect(summarizeDecision(move(unconfirmed))).toBe('done');
  });

  it('is refused for an item of a page, which a channel of its library reports', () => {
    const origin = { channel: 7, page: '1f6c1a2b-3c4d-5e6f-8a9b-0c1d2e3f4a5b' };
    expect(summarizeDecision(move(new Journey().register({ origin })))).toBe('refused belongs-to-channel');
  });

  it('is offered by the same rules', () => {
    const offered = ({ state }: Journey): unknown => allowedActions(state).find(({ action }) => action === 'transfer')?.allowed;
    expect([delivered('own'), aRun()].map(offered)).toEqual([true, false]);
  });
});

describe('an item that was moved to another library', () => {
  it('is bound to no template, and keeps its preferences apart from the choice of outputs', () => {
    const journey = delivered('own');
    journey.send({ type: 'BindTemplate', by, template: 15 });
    const processing_config = { transcription: { enable_topics: false } };
    journey.send({
      type: 'SetPreferences',
      by,
      preferences: { processing_config, output_config: { outputs: ['own'], auto_upload: false } },
    });
    move(journey);
    const { template, preferences } = assetOf(journey);
    expect({ template, preferences }).toEqual({
      template: undefined,
      preferences: { processing_config, output_config: { auto_upload: false } },
    });
  });

  it('continues neither outputs nor settings of its earlier library', () => {
    const library: LibraryConfig = { ...aServer(['library']), ownOutputs: [], templates: new Map() };
    const outputsOf = ({ state }: Journey): unknown => {
      const resolved = resolveNextRunConfig(state, library);
      return 'problems' in resolved ? resolved.problems : resolved.config.outputs.map(({ name }) => name);
    };
    const journey = delivered('own');
    expect(outputsOf(journey)).toEqual(['own']);
    move(journey);
    expect(outputsOf(journey)).toEqual(['library']);
    journey.reset();
    expect(outputsOf(journey)).toEqual(['library']);
    const untouched = delivered('own');
    untouched.reset();
    expect(outputsOf(untouched)).toEqual(['own']);
    move(untouched);
    expect(outputsOf(untouched)).toEqual(['library']);
  });

  it('lets nobody use the outputs of its last run', () => {
    const journey = aRun(aConfig([], { outputs: [anOutput('own', { follow_ups: ['thumbnail'] })] }));
    journey.through('DOWNLOAD', ...STAGES, 'deliver:own');
    journey.start('deliver:own/thumbnail');
    journey.fail('deliver:own/thumbnail');
    expect(itemOf(journey).outputs[0]?.follow_ups[0]?.status).toBe('FAILED');
    move(journey);
    const refused = [
      journey.send({ type: 'RetryFollowUp', by, step: 'deliver:own/thumbnail' }),
      journey.send({ type: 'Publish', by }),
      journey.send({ type: 'AddOutputs', by, outputs: [anOutput('late')] }),
    ];
    expect(refused.map(summarizeDecision)).toEqual(['refused not-in-run', 'refused not-in-run', 'refused run-failed']);
  });

  it('is delivered to an own output of the same name, but not again to an output of the server', () => {
    const journey = delivered('own', 'library');
    move(journey, ['own']);
    journey.run(aConfig(['own', 'library']), ['outputs']);
    expect(itemOf(journey).outputs.map(({ id, status }) => [id, status])).toEqual([
      ['own', 'PENDING'],
      ['library', 'UPLOADED'],
    ]);
    const own = assetOf(journey).steps.find(({ step }) => step === 'deliver:own');
    expect([own?.delivered, own?.attempts.at(-1)?.number]).toEqual([undefined, 2]);
  });

  it('delivers to such an output also after a reset in the new library', () => {
    const journey = delivered('own');
    move(journey);
    journey.reset();
    journey.run(aConfig(['own']));
    journey.through('DOWNLOAD', ...STAGES);
    expect(assetOf(journey).steps.find(({ step }) => step === 'deliver:own')?.delivered).toBe(undefined);
    expect(itemOf(journey).outputs[0]?.status).toBe('PENDING');
  });

  it('moves before its download only if no credential opens its source', () => {
    expect(summarizeDecision(move(fetchedBy(3)))).toBe('refused source-of-library');
    expect(summarizeDecision(move(fetchedBy(undefined)))).toBe('done');
  });

  it.each([
    ['recording', 'DOWNLOAD'],
    ['document', 'hash_file'],
  ] as const)('moves a %s once a run has fetched its file with a credential', (pipeline, first) => {
    const journey = fetchedBy(3, pipeline);
    journey.run();
    journey.cancel();
    expect(summarizeDecision(move(journey))).toBe('refused source-of-library');
    journey.run();
    journey.start(first);
    journey.complete(first, { artifacts: [anArtifact({ role: 'source' })] });
    journey.cancel();
    expect(summarizeDecision(move(journey))).toBe('done');
  });

  it('is not downloaded again with a credential of its earlier library, until a person moves it back', () => {
    const journey = fetchedBy(3);
    journey.run();
    journey.through('DOWNLOAD', ...STAGES, 'deliver:library');
    expect(summarizeDecision(move(journey, []))).toBe('done');
    const again = (runId: string): Decision =>
      journey.send({ type: 'StartRun', runId, by, config: aConfig(['library', 'more']), configSources: { outputs: 'request' } });
    expect(summarizeDecision(again('00000000-0000-7000-9000-000000000097'))).toBe('done');
    journey.cancel();
    journey.reset();
    expect(summarizeDecision(again('00000000-0000-7000-9000-000000000098'))).toBe('refused source-of-library');
    expect(summarizeDecision(move(journey, [], 'third'))).toBe('refused source-of-library');
    expect(summarizeDecision(move(journey, [], 'owner-1'))).toBe('done');
    expect(summarizeDecision(again('00000000-0000-7000-9000-000000000099'))).toBe('done');
  });

  it('can be moved back, and there does not count as registered by its first library', () => {
    const journey = delivered('own');
    move(journey);
    expect(summarizeDecision(move(journey, [], 'owner-1'))).toBe('done');
    expect(assetOf(journey).owner).toBe('owner-1');
    move(journey);
    const again = { assetId: journey.assetId, owner: 'owner-1', title: 't', language: 'en', isMapped: true };
    expect(summarizeDecision(journey.send({ type: 'RegisterAsset', ...again }))).toBe('refused already-registered');
  });
});
