import type { RunConfig } from '@throughline/contracts';
import { isPresent } from '../state.js';
import { Journey, aServer, anOutput } from '../../testing/index.js';
import { REQUEST } from './layer-names.js';
import type { ResolvedConfig } from './layers.js';
import type { ServerConfig } from './library.js';
import { resolveNextRunConfig, type RequestedConfig } from './next-run.js';

const request = (config: object): RequestedConfig => ({ layers: [{ source: REQUEST, config }] });
const resolved = (found: ResolvedConfig): Exclude<ResolvedConfig, { problems: unknown }> => {
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  return found;
};

const server = aServer(['library', 'archive', 'channel']);

/** A recording whose clients request runs on a server that may change in between. */
class RunClient {
  readonly journey = new Journey().register();
  #runs = 0;

  run(config: object = {}, on: ServerConfig = server): Exclude<ResolvedConfig, { problems: unknown }> {
    this.#runs += 1;
    const next = this.next(on, config);
    const runId = `00000000-0000-7000-9000-${String(this.#runs).padStart(12, '0')}`;
    this.journey.send({ type: 'StartRun', runId, by: 'owner-1', ...next });
    return next;
  }

  next(on: ServerConfig = server, config: object = {}): Exclude<ResolvedConfig, { problems: unknown }> {
    return resolved(resolveNextRunConfig(this.journey.state, on, request(config)));
  }
}

const names = ({ config }: { readonly config: RunConfig }): readonly string[] => config.outputs.map(({ name }) => name);

describe('the configuration of a recording’s next run', () => {
  it('is the server’s configuration for a recording without a run', () => {
    const next = new RunClient().next();
    expect(names(next)).toEqual(['library', 'archive', 'channel']);
    expect(next.configSources).toMatchObject({ outputs: 'server', 'retry.max_attempts': 'default' });
  });

  it.each<[string, (journey: Journey) => unknown]>([
    ['a cancel', (journey) => journey.cancel()],
    ['a failure', (journey) => [journey.start('DOWNLOAD'), journey.fail('DOWNLOAD')]],
    ['a reset', (journey) => journey.reset()],
    ['a deletion and restore', (journey) => [journey.delete(), journey.restore()]],
  ])('after %s, keeps exactly the outputs that were requested', (_what, end) => {
    const asked = new RunClient();
    asked.run({ outputs: [anOutput('archive')], transcription: { enable_topics: false } });
    end(asked.journey);
    const next = asked.run();
    expect(names(next)).toEqual(['archive']);
    expect(next.config.transcription.enable_topics).toBe(false);
    expect(next.configSources).toMatchObject({
      outputs: 'previous run',
      'transcription.enable_topics': 'previous run',
      'transcription.enable_subtitles': 'default',
    });
    expect(isPresent(asked.journey.state) && asked.journey.state.run?.config.outputs).toEqual([anOutput('archive')]);
  });

  it('keeps requested settings over any number of runs and resets', () => {
    const asked = new RunClient();
    asked.run({ outputs: [anOutput('archive')], retry: { max_attempts: 7 } });
    for (let times = 0; times < 3; times += 1) {
      asked.journey.reset();
      asked.journey.reset();
      const next = asked.run();
      asked.journey.cancel();
      expect([names(next), next.config.retry.max_attempts]).toEqual([['archive'], 7]);
    }
  });

  it('keeps its outputs when the server’s have changed', () => {
    const asked = new RunClient();
    asked.run();
    asked.journey.cancel();
    const changed = aServer([], { outputs: [anOutput('library', { settings: { folder: 'new' } }), anOutput('press')] });
    expect(asked.next(changed).config.outputs).toEqual([
      anOutput('library', { settings: { folder: 'new' } }),
      anOutput('archive'),
      anOutput('channel'),
    ]);
  });

  it('takes settings that nobody requested from the present server', () => {
    const asked = new RunClient();
    asked.run({ retry: { max_attempts: 7 } }, aServer(['library'], { defaults: { limits: { no_progress_ms: 1_000 } } }));
    asked.journey.cancel();
    const next = asked.next(
      aServer(['library'], { defaults: { limits: { no_progress_ms: 5_000 }, retry: { max_attempts: 2 } } }),
    );
    expect(next.config.limits?.no_progress_ms).toBe(5_000);
    expect(next.config.retry.max_attempts).toBe(7);
    expect(next.configSources).toMatchObject({ 'limits.no_progress_ms': 'server', 'retry.max_attempts': 'previous run' });
  });

  it('takes every setting of the request from the request', () => {
    const asked = new RunClient();
    asked.run({ outputs: [anOutput('archive')], trimming: { silence_threshold: -50, enable_trimming: false } });
    asked.journey.cancel();
    const next = asked.next(server, { outputs: [anOutput('channel')], trimming: { silence_threshold: -30 } });
    expect(names(next)).toEqual(['channel']);
    expect(next.config.trimming).toEqual({ silence_threshold: -30, enable_trimming: false });
    expect(next.configSources).toMatchObject({
      outputs: 'request',
      'trimming.silence_threshold': 'request',
      'trimming.enable_trimming': 'previous run',
    });
  });

  describe('the simulation of the next run', () => {
    const hang = { faults: [{ do: 'hang' }] };
    const asked = new RunClient();
    asked.run({ simulation: { TRIM: hang, TRANSCRIBE: { takes_ms: 5 } } });
    asked.journey.cancel();

    it('has the scripts that were requested', () => {
      const next = asked.next();
      expect(next.config.simulation).toEqual({ TRIM: hang, TRANSCRIBE: { takes_ms: 5 } });
      expect(next.configSources).toMatchObject({ 'simulation.TRIM.faults': 'previous run' });
    });

    it('uses the request’s script of a step instead of all earlier ones, even if it is empty', () => {
      expect(asked.next(server, { simulation: { TRIM: { takes_ms: 1 } } }).config.simulation).toEqual({
        TRIM: { takes_ms: 1 },
        TRANSCRIBE: { takes_ms: 5 },
      });
      expect(asked.next(server, { simulation: { TRIM: {} } }).config.simulation).toEqual({
        TRIM: {},
        TRANSCRIBE: { takes_ms: 5 },
      });
    });

    it('is empty once the server has switched it off', () => {
      expect(asked.next({ ...server, simulation: false }).config.simulation).toEqual({});
    });
  });

  it('TRN-03: does not repeat an earlier run’s batch id', () => {
    const asked = new RunClient();
    asked.run({ transcription: { batch_id: 'batch-1', granularity: 'long' } });
    asked.journey.cancel();
    const next = asked.next();
    expect(next.config.transcription).not.toHaveProperty('batch_id');
    expect(next.config.transcription.granularity).toBe('long');
  });

  it('TRN-03: accepts a batch id without further settings, even if batches were switched off before', () => {
    const asked = new RunClient();
    asked.run({ transcription: { batch: false } });
    asked.journey.cancel();
    expect(asked.next(server, { transcription: { batch_id: 'batch-1' } }).config.transcription).not.toHaveProperty('batch');
    expect(asked.next().config.transcription.batch).toBe(false);
  });

  it('drops settings that no longer exist', () => {
    const journey = new Journey().register();
    const { config } = resolved(resolveNextRunConfig(journey.state, server));
    const runId = '00000000-0000-7000-9000-000000000001';
    journey.send({
      type: 'StartRun',
      runId,
      by: 'owner-1',
      config,
      configSources: { 'trimming.gone': 'request', gone: 'request' },
    });
    journey.cancel();
    expect(resolved(resolveNextRunConfig(journey.state, server)).config).toEqual(config);
  });
});
