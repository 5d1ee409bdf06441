import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject, OutputConfig, Script } from '@throughline/contracts';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import { SimulatedPlace } from '../../testing/simulated-place.js';
import type { DeliveryRequest } from '../../destinations/destination.js';

const CONTENT = { 'video.mp4': 'frames'.repeat(1_000) };
const CRASH_IN_THE_MIDDLE: Script = { faults: [{ attempt: 1, do: 'crash', at: 0.5 }] };
/** Everything was sent and finalised, and nobody has heard the answer. */
const LOST_ANSWER: Script = { faults: [{ attempt: 1, do: 'drop' }] };

/** The same output, which the operator has let lead to another account or folder meanwhile. */
describe('a delivery to an output that leads elsewhere now', () => {
  let dir: string;
  let request: DeliveryRequest;
  let here: SimulatedPlace;
  let there: SimulatedPlace;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-places-'));
    request = await requestOf(dir, CONTENT);
  });
  afterEach(async () => {
    await Promise.all([here.close(), there.close()]);
    await rm(dir, { recursive: true, force: true });
  });

  const open = async (settings: OutputConfig['settings']): Promise<void> => {
    [here, there] = await Promise.all([SimulatedPlace.open(settings), SimulatedPlace.open(settings)]);
  };
  /** What the log holds after a first attempt at the place that it led to before. */
  const before = async (script: Script = {}): Promise<DeliveryLog> => {
    const log = new DeliveryLog(there.destination(script));
    await log.attempt(request).catch(() => undefined);
    return log;
  };
  const goOn = async ({ checkpoints, delivered }: DeliveryLog, of = request): Promise<DeliveryLog> => {
    const log = new DeliveryLog(here.destination());
    log.checkpoints = checkpoints;
    log.delivered = delivered;
    log.attempts = 1;
    await log.attempt(of);
    return log;
  };
  const factsOf = ({ delivered }: DeliveryLog): JsonObject => delivered ?? {};
  const kinds = async (place: SimulatedPlace): Promise<readonly string[]> => (await place.ledger()).map(({ kind }) => kind);

  it('neither asks about the session of the other place nor ends it, opens one of its own, and says so', async () => {
    await open({ class: 'session' });
    const log = await before(CRASH_IN_THE_MIDDLE);
    const { id } = log.checkpoints['session'] as { id: string };
    const after = await goOn(log);
    expect(await kinds(here)).toEqual(['open', 'send', 'finish']);
    expect(factsOf(after)).toMatchObject({
      place: here.destination().place,
      session_elsewhere: id,
      session_place: there.destination().place,
    });
    expect(factsOf(after)).not.toHaveProperty('elsewhere');
    expect(await here.objects(request.assetId)).toEqual([CONTENT]);
    expect([await there.sessions(), await there.objects(request.assetId)]).toEqual([[id], []]);
    expect(after.checkpoints['session']).toMatchObject({ place: here.destination().place });
  });

  it.each([{ class: 'session' }, { class: 'blind' }, { class: 'blind', detects_duplicates: true }])(
    'sends nothing where the other place may have it, and leaves it to a person: %j',
    async (settings) => {
      await open(settings);
      const after = await goOn(await before(LOST_ANSWER));
      expect(factsOf(after)).toMatchObject({ unconfirmed: true, place: there.destination().place, elsewhere: true });
      expect((await kinds(here)).filter((kind) => kind !== 'find')).toEqual([]);
      expect(await there.objects(request.assetId)).toEqual([CONTENT]);
    },
  );

  it('takes an answer of the other place for what it is, and tells no address of it here', async () => {
    await open({ class: 'blind' });
    const log = await before();
    log.delivered = undefined;
    const after = await goOn(log);
    expect(factsOf(after)).toMatchObject({ reconciled: true, place: there.destination().place, elsewhere: true });
    expect(await kinds(here)).toEqual([]);
  });

  it('says that what it was given before stands elsewhere, and sends it to no second place by itself', async () => {
    await open({ class: 'session' });
    const log = await before();
    const changed = await requestOf(dir, { 'video.mp4': 'other' }, { assetId: request.assetId });
    const after = await goOn(log, changed);
    expect(factsOf(after)).toMatchObject({ outdated: true, place: there.destination().place, elsewhere: true });
    expect(await here.objects(request.assetId)).toEqual([]);
  });

  it('goes on as ever with what an earlier release has written down, which names no place', async () => {
    await open({ class: 'session' });
    const log = await before(CRASH_IN_THE_MIDDLE);
    const { place: _, ...session } = log.checkpoints['session'] as { id: string; key: string; place: string };
    const resumed = new DeliveryLog(there.destination());
    resumed.checkpoints = { ...log.checkpoints, session };
    resumed.attempts = 1;
    expect(await resumed.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { externalId: session.id } });
  });
});
