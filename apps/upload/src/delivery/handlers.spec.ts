import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { OutputConfig, RunConfig, Simulation } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';
import { readLedger } from '@throughline/simulation';
import { until } from '@throughline/stack/testing';
import { createDestinationTypesFrom } from '../testing/destination-types.js';
import { createRequest } from '../testing/request.js';
import { StepContextFixture } from '../testing/step-context.js';
import { DeliverHandler } from './deliver-handler.js';
import { FollowUpHandler } from './follow-up-handler.js';
import { OutputGate } from './output-gate.js';

describe('the handlers of the upload service', () => {
  let dir: string;
  let given: StepContextFixture;
  let gate: OutputGate;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-handlers-'));
    gate = new OutputGate(60_000);
    given = new StepContextFixture((await createRequest(dir, { 'video.mp4': 'frames', 'transcript.json': '{}' })).files);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const types = (): ReturnType<typeof createDestinationTypesFrom> =>
    createDestinationTypesFrom({
      TL_OUTPUT_FOLDERS: JSON.stringify({ library: join(dir, 'library') }),
      TL_SIMULATION: 'on',
      TL_SIMULATION_DIR: dir,
    });
  const configOf = (output: Partial<OutputConfig>, simulation: Simulation = {}): RunConfig => ({
    ...defaultRunConfig,
    outputs: [{ name: 'out', type: 'simulated', settings: {}, ...output }],
    simulation,
  });

  describe('when delivering', () => {
    it('report the result with its location, size, time and progress', async () => {
      const config = configOf({ type: 'folder', settings: { folder: 'library' } });
      const handler = new DeliverHandler(types(), gate);
      await handler.preflight(given.context({ config }));
      expect(await handler.run(given.context({ config }))).toEqual({
        kind: 'completed',
        result: {
          external_id: given.checkpoints['delivery_key'],
          delivery_key: given.checkpoints['delivery_key'],
          output_type: 'folder',
          place: pathToFileURL(join(dir, 'library')).href,
          reconciled: false,
          files: 2,
        },
        artifacts: [],
        metrics: { bytes: 8, elapsed_ms: expect.any(Number) as number },
        url: expect.stringMatching(/^file:.*\/library\/A%20talk/) as string,
      });
      expect(given.progress.at(-1)).toEqual({ fraction: 1, phase: 'sending', done: 8, total: 8, unit: 'bytes' });
    });

    describe('send the topics as a file if the output has no description field (TOP-03)', () => {
      const topics = JSON.stringify({
        topics: [
          { title: 'Welcome', start: 0, end: 70 },
          { title: 'Questions', start: 70, end: 90 },
        ],
      });
      const config = configOf({ type: 'folder', settings: { folder: 'library' } });
      const workspace = () => Promise.resolve(dir);
      const withTopics = async (text = topics): Promise<StepContextFixture> =>
        new StepContextFixture((await createRequest(dir, { 'video.mp4': 'frames', 'topics.json': text })).files);
      const deliver = async (given: StepContextFixture, more: Partial<RunConfig> = {}): Promise<Record<string, string>> => {
        const outcome = await new DeliverHandler(types(), gate).run(given.context({ config: { ...config, ...more }, workspace }));
        if (outcome.kind !== 'completed' || outcome.url === undefined) throw new Error('not delivered');
        const folder = fileURLToPath(outcome.url);
        const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
        return Object.fromEntries(
          await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
        );
      };

      it('write the topics as the run displays them, and again if another run changes that', async () => {
        const given = await withTopics();
        expect(await deliver(given)).toMatchObject({ 'description.txt': 'Topics:\n0:00 Welcome\n1:10 Questions\n' });
        const key = given.checkpoints['delivery_key'];
        expect(await deliver(given)).toMatchObject({ 'description.txt': expect.any(String) as string });
        expect(given.checkpoints['delivery_key']).toBe(key);
        const otherwise = await deliver(given, { topics_display: { format: 'dash_list', min_length: 8 } });
        expect(otherwise).toMatchObject({ 'description.txt': 'Topics:\n- Questions\n' });
      });

      it('write no topics if there are none or the run shows none', async () => {
        expect(Object.keys(await deliver(given))).not.toContain('description.txt');
        const none = { topics_display: { display_location: 'none' } } as const;
        expect(Object.keys(await deliver(await withTopics(), none)).sort()).toEqual(['topics.json', 'video.mp4']);
      });

      it('send no topics file to an output that does not need one', async () => {
        const outcome = await new DeliverHandler(types(), gate).run(
          (await withTopics()).context({ config: configOf({}), workspace }),
        );
        expect(outcome).toMatchObject({ kind: 'completed', result: { files: 2 } });
      });

      it.each(['{', '{"topics":[{"title":1}]}'])('fail with an unreadable topics file: %s', async (text) => {
        await expect(deliver(await withTopics(text))).rejects.toMatchObject({ kind: 'permanent', code: 'topics-unreadable' });
      });
    });

    it('deliver to a simulated output, and repeat its address when nothing is sent', async () => {
      const config = configOf({ settings: { class: 'session' } });
      const handler = new DeliverHandler(types(), gate);
      const first = await handler.run(given.context({ config }));
      given.delivered = first.kind === 'completed' ? first.result : undefined;
      const again = await handler.run(given.context({ config }));
      expect(again).toMatchObject({ result: { external_id: given.delivered?.['external_id'], reconciled: true } });
      expect(again).toMatchObject({ url: first.kind === 'completed' ? first.url : '' });
      expect((await readLedger(dir, 'out'))?.map(({ kind }) => kind)).toEqual(['open', 'send', 'finish']);
    });

    it('report an unconfirmed delivery if the outcome is unknown', async () => {
      const config = configOf({ settings: { class: 'blind' } }, { 'deliver:out': { faults: [{ attempt: 1, do: 'drop' }] } });
      const handler = new DeliverHandler(types(), gate);
      await expect(handler.run(given.context({ config }))).rejects.toMatchObject({ code: 'connection-lost' });
      const outcome = await handler.run(given.context({ config }));
      expect(outcome).toMatchObject({ kind: 'completed', result: { unconfirmed: true } });
      expect(outcome).not.toHaveProperty('url');
    });

    it('treat an output whose type was changed as a new one', async () => {
      const handler = new DeliverHandler(types(), gate);
      const lost = configOf({ settings: { class: 'blind' } }, { 'deliver:out': { faults: [{ do: 'drop' }] } });
      await expect(handler.run(given.context({ config: lost }))).rejects.toThrow();
      given.delivered = { external_id: 'x', delivery_key: 'y', output_type: 'simulated' };
      const config = configOf({ type: 'folder', settings: { folder: 'library' } });
      expect(await handler.run(given.context({ config }))).toMatchObject({
        result: { reconciled: false, output_type: 'folder' },
      });
    });

    it('ignore the answer of another type of output in every attempt', async () => {
      const handler = new DeliverHandler(types(), gate);
      given.checkpoints = {
        delivery_key: 'old',
        output_type: 'other',
        taken: { id: 'never-here', key: 'old' },
        session: { id: 'theirs', key: 'old' },
        finalising: 'old',
      };
      const drop = { attempt: 1, do: 'fail', retryable: true } as const;
      const config = configOf({ settings: { class: 'blind' } }, { 'deliver:out': { faults: [drop] } });
      await expect(handler.run(given.context({ config, attempt: 1 }))).rejects.toThrow();
      const outcome = await handler.run(given.context({ config, attempt: 2 }));
      expect(outcome).toMatchObject({ kind: 'completed', result: { reconciled: false, output_type: 'simulated' } });
      expect((await readLedger(dir, 'out'))?.filter(({ answer }) => answer?.answer === 'ok')).toHaveLength(1);
    });

    it('wait while another delivery gets no answer from the output, and continue afterwards', async () => {
      const config = configOf({}, { 'deliver:out': { faults: [{ attempt: 1, do: 'hang' }] } });
      const other = configOf({ name: 'other' });
      let passed = 0;
      const still = 60_000;
      const handler = new DeliverHandler(types(), (gate = new OutputGate(still, () => performance.now() + passed)));
      const controller = new AbortController();
      const hanging = handler.run(given.context({ config, signal: controller.signal })).catch((error: unknown) => error);
      const ask = (context: Partial<StepContext>): Promise<unknown> =>
        handler.preflight(given.context({ config, ...context })).then(
          () => 'open',
          (error: unknown) => error,
        );
      const hangs = async (): Promise<boolean> => (await readLedger(dir, 'out'))?.some(({ attempt }) => attempt === 1) ?? false;
      await until(hangs, { what: 'a delivery that hangs' });
      passed = 2 * still;
      await until(async () => (await ask({})) !== 'open', { what: 'that nothing moves' });
      expect(await ask({})).toMatchObject({ kind: 'waiting', code: 'output-not-responding' });
      expect(await ask({ config: other, step: 'deliver:other' })).toBe('open');
      controller.abort(new Error('no progress'));
      await hanging;
      expect(await ask({})).toBe('open');
    });

    it('keep a session at another location than the output leads to now', async () => {
      const handler = new DeliverHandler(types(), gate);
      const config = configOf({ settings: { class: 'session' } }, { 'deliver:out': { faults: [{ do: 'fail', at: 0.5 }] } });
      await expect(handler.run(given.context({ config }))).rejects.toThrow();
      given.checkpoints = { ...given.checkpoints, session: { id: 'theirs', key: 'key', place: 'simulated:elsewhere' } };
      await handler.abandon(given.context({ config }));
      expect((await readLedger(dir, 'out'))?.map(({ kind }) => kind)).not.toContain('cancel');
    });

    it('end a session that no attempt continues, unless it may have been finalised', async () => {
      const handler = new DeliverHandler(types(), gate);
      const config = configOf({ settings: { class: 'session' } }, { 'deliver:out': { faults: [{ do: 'fail', at: 0.5 }] } });
      await expect(handler.run(given.context({ config }))).rejects.toThrow();
      const before = given.checkpoints;
      given.checkpoints = { ...before, finalising: 'key' };
      await handler.abandon(given.context({ config }));
      expect((await readLedger(dir, 'out'))?.map(({ kind }) => kind)).not.toContain('cancel');
      given.checkpoints = before;
      await handler.abandon(given.context({ config }));
      expect((await readLedger(dir, 'out'))?.at(-1)).toMatchObject({ kind: 'cancel', answer: { answer: 'cancelled' } });
      const again = await handler.run(given.context({ config: configOf({ settings: { class: 'session' } }) }));
      expect(again).toMatchObject({ kind: 'completed', result: { reconciled: false } });
    });

    it('skip the step if the script says so', async () => {
      const config = configOf({}, { 'deliver:out': { faults: [{ do: 'skip', reason: 'no_audio' }] } });
      expect(await new DeliverHandler(types(), gate).run(given.context({ config }))).toEqual({
        kind: 'skipped',
        reason: 'no_audio',
      });
    });

    it.each([
      ['no file', { inputs: [] }, 'nothing-to-deliver'],
      ['an output that the run does not have', { step: 'deliver:other' }, 'output-unknown'],
    ])('reject %s', async (_, context, code) => {
      const preflight = new DeliverHandler(types(), gate).preflight(given.context({ config: configOf({}), ...context }));
      await expect(preflight).rejects.toMatchObject({ kind: 'permanent', code });
    });

    it('reject simulated outputs if simulation is off', async () => {
      const handler = new DeliverHandler(createDestinationTypesFrom({}), gate);
      await expect(handler.preflight(given.context({ config: configOf({}) }))).rejects.toMatchObject({
        kind: 'permanent',
        code: 'output-unknown',
      });
    });
  });

  describe('when following up', () => {
    const step = 'deliver:out/thumbnail';
    const deliveredTo = async (config: RunConfig): Promise<void> => {
      const outcome = await new DeliverHandler(types(), gate).run(given.context({ config }));
      given.delivered = outcome.kind === 'completed' ? outcome.result : undefined;
    };

    it("change the object of the delivery, and record that in the output's ledger", async () => {
      const config = configOf({});
      await deliveredTo(config);
      const outcome = await new FollowUpHandler(types(), gate).run(given.context({ config, step }));
      const id = given.delivered?.['external_id'];
      expect(outcome).toMatchObject({ kind: 'completed', result: { follow_up: 'thumbnail', external_id: id } });
      expect((await readLedger(dir, 'out'))?.at(-1)).toMatchObject({
        kind: 'follow-up',
        followUp: 'thumbnail',
        key: given.delivered?.['delivery_key'],
        answer: { answer: 'ok', object: id },
      });
    });

    it('are tried while the call of another follow-up gets no answer', async () => {
      let now = 0;
      const slow = new OutputGate(1_000, () => now);
      const config = configOf({});
      const [output] = config.outputs;
      if (output === undefined) throw new Error('no output');
      slow.enter(output, 'captions');
      now = 1_000;
      const preflight = (name: string) => new FollowUpHandler(types(), slow).preflight(given.context({ config, step: name }));
      await expect(preflight(step)).resolves.toBeUndefined();
      await expect(preflight('deliver:out/captions')).rejects.toMatchObject({ code: 'output-not-responding' });
    });

    it('do nothing if another attempt has the lease', async () => {
      const config = configOf({});
      await deliveredTo(config);
      const fenced = (): Promise<never> => Promise.reject(new Error('superseded'));
      const outcome = new FollowUpHandler(types(), gate).run(given.context({ config, step, confirmLease: fenced }));
      await expect(outcome).rejects.toThrow('superseded');
      expect((await readLedger(dir, 'out'))?.map(({ kind }) => kind)).not.toContain('follow-up');
    });

    it('fail at an object in another location than the output leads to now', async () => {
      const config = configOf({});
      await deliveredTo(config);
      given.delivered = { ...given.delivered, place: 'simulated:elsewhere' };
      const outcome = new FollowUpHandler(types(), gate).run(given.context({ config, step }));
      await expect(outcome).rejects.toMatchObject({ kind: 'permanent', code: 'delivered-elsewhere' });
      expect((await readLedger(dir, 'out'))?.map(({ kind }) => kind)).not.toContain('follow-up');
    });

    it('play the script of the follow-up', async () => {
      const config = configOf({}, { [step]: { faults: [{ do: 'wait', code: 'quota', retry_after_ms: 9 }] } });
      await deliveredTo(config);
      const outcome = new FollowUpHandler(types(), gate).run(given.context({ config, step }));
      await expect(outcome).rejects.toMatchObject({ kind: 'waiting', code: 'quota', retryAfterMs: 9 });
      expect((await readLedger(dir, 'out'))?.at(-1)?.answer?.answer).toBe('quota');
    });

    it('skip an unconfirmed delivery, which has no known object', async () => {
      given.delivered = { unconfirmed: true };
      const outcome = await new FollowUpHandler(types(), gate).run(given.context({ config: configOf({}), step }));
      expect(outcome).toEqual({ kind: 'skipped', reason: 'not_applicable' });
    });

    it('fail at an output without follow-ups', async () => {
      const config = configOf({ type: 'folder', settings: { folder: 'library' } });
      const outcome = new FollowUpHandler(types(), gate).run(given.context({ config, step }));
      await expect(outcome).rejects.toMatchObject({ kind: 'permanent', code: 'follow-up-unknown' });
    });

    it('fail at a missing object', async () => {
      given.delivered = { external_id: 'nothing' };
      const outcome = new FollowUpHandler(types(), gate).run(given.context({ config: configOf({}), step }));
      await expect(outcome).rejects.toMatchObject({ kind: 'permanent', code: 'object-missing' });
    });
  });
});
