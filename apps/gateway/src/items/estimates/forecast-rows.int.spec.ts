import { TRANSCRIBE, newId } from '@throughline/contracts';
import { currentWork, isPresent, type Command } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { formOf } from '../../testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../../testing/real-gateway.js';

describe('PostgresForecastRows', () => {
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  beforeAll(async () => {
    world = await openWorld();
    closeProjector = await openProjector(world);
    gateway = await openRealGateway(world);
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await closeProjector();
    await world.close();
  });

  const attemptOf = async (id: string, step: string): Promise<string> =>
    currentWork((await gateway.ports.commands.load(id))?.state ?? { phase: 'absent' }, step)?.attemptId ?? '';
  const work = async (id: string, step: string, command: object): Promise<void> => {
    const at = { step, attemptId: await attemptOf(id, step), now: new Date().toISOString() };
    const meta = { commandId: newId(), actor: { kind: 'service', id: 'spec' } as const, correlationId: 'spec' };
    const outcome = await gateway.ports.commands.execute(id, { ...at, ...command } as Command, meta);
    expect(outcome.kind).toBe('accepted');
  };
  /** Returns the start of the newest attempt at the transcription, and the time that earlier ones have worked. */
  const newestAttempt = async (id: string): Promise<{ startedAt: string | undefined; workedMs: number | undefined }> => {
    const { state } = (await gateway.ports.commands.load(id)) ?? {};
    const step = state !== undefined && isPresent(state) ? state.steps.find((each) => each.step === TRANSCRIBE) : undefined;
    return { startedAt: step?.attempts.at(-1)?.startedAt, workedMs: step?.workedMs };
  };
  /** Creates a session with its download completed. */
  const fetchRecording = async (seconds: number): Promise<string> => {
    const form = formOf({}, { bytes: newId() });
    const made = await gateway.fetch('/api/v1/sessions', { method: 'POST', headers: form.headers, body: form.payload });
    const { session_id: id } = (await made.json()) as { readonly session_id: string };
    await work(id, 'DOWNLOAD', { type: 'StartStep', worker: 'spec' });
    await work(id, 'DOWNLOAD', { type: 'CompleteStep', result: { duration_seconds: seconds }, artifacts: [], metrics: {} });
    return id;
  };

  it('returns running transcriptions, then queued ones, with the length of their media', async () => {
    const [first, atWork, second] = [await fetchRecording(60), await fetchRecording(3_600), await fetchRecording(7.5)];
    const start = { type: 'StartStep', worker: 'spec' };
    await work(atWork, TRANSCRIBE, start);
    const firstStart = await newestAttempt(atWork);
    await work(atWork, TRANSCRIBE, { type: 'InterruptStep', cause: 'shutdown', by: 'spec', progress: 0.25 });
    await work(atWork, TRANSCRIBE, start);
    const { startedAt, workedMs } = await newestAttempt(atWork);
    expect(startedAt).not.toBe(firstStart.startedAt);
    const { forecastRows, commands, sessionRows } = gateway.ports;
    for (const id of [first, atWork, second]) {
      const revision = (await commands.load(id))?.revision;
      await until(async () => (await sessionRows.byIds([id])).get(id)?.revision === revision);
    }
    const rows = await forecastRows.transcriptions();
    const expected = [
      [atWork, 3_600, { startedAt, workedMs, reached: 0.25 }],
      [first, 60, { startedAt: null, workedMs: 0, reached: 0 }],
      [second, 7.5, { startedAt: null, workedMs: 0, reached: 0 }],
    ] as const;
    for (const [at, [assetId, mediaSeconds, attempt]] of expected.entries())
      expect(rows[at]).toEqual({
        assetId,
        attemptId: await attemptOf(assetId, TRANSCRIBE),
        lane: 'speech',
        ...attempt,
        mediaSeconds,
      });
    expect(rows).toHaveLength(expected.length);
    expect(await forecastRows.running()).toEqual([{ service: 'processing', lane: 'speech', startedAt }]);
  });
});
