import { TRANSCRIBE, newId } from '@throughline/contracts';
import { currentWork, type Command } from '@throughline/domain';
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
  /** Creates a session with its download completed. */
  const fetched = async (seconds: number): Promise<string> => {
    const form = formOf({}, { bytes: newId() });
    const made = await gateway.fetch('/api/v1/sessions', { method: 'POST', headers: form.headers, body: form.payload });
    const { session_id: id } = (await made.json()) as { readonly session_id: string };
    await work(id, 'DOWNLOAD', { type: 'StartStep', worker: 'spec' });
    await work(id, 'DOWNLOAD', { type: 'CompleteStep', result: { duration_seconds: seconds }, artifacts: [], metrics: {} });
    return id;
  };

  it('returns running transcriptions, then queued ones, with the length of their media', async () => {
    const [first, atWork, second] = [await fetched(60), await fetched(3_600), await fetched(7.5)];
    await work(atWork, TRANSCRIBE, { type: 'StartStep', worker: 'spec' });
    const { forecastRows, commands, sessionRows } = gateway.ports;
    for (const id of [first, atWork, second]) {
      const revision = (await commands.load(id))?.revision;
      await until(async () => (await sessionRows.byIds([id])).get(id)?.revision === revision);
    }
    const rows = await forecastRows.transcriptions();
    const expected = [
      [atWork, 3_600, expect.any(String)],
      [first, 60, null],
      [second, 7.5, null],
    ] as const;
    for (const [at, [assetId, mediaSeconds, startedAt]] of expected.entries())
      expect(rows[at]).toEqual({
        assetId,
        attemptId: await attemptOf(assetId, TRANSCRIBE),
        lane: 'speech',
        startedAt,
        mediaSeconds,
      });
    expect(rows).toHaveLength(expected.length);
    const startedAt = rows[0]?.startedAt;
    expect(await forecastRows.running()).toEqual([{ service: 'processing', lane: 'speech', startedAt }]);
  });
});
