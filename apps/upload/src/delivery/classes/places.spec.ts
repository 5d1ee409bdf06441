import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject, OutputConfig, Script } from '@throughline/contracts';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { SimulatedOutputFixture } from '../../testing/simulated-output-fixture.js';
import type { DeliveryRequest } from '../../kit/destination.js';

const CONTENT = { 'video.mp4': 'frames'.repeat(1_000) };
const CRASH_IN_THE_MIDDLE: Script = { faults: [{ attempt: 1, do: 'crash', at: 0.5 }] };
/** Everything was sent and finalised, but the answer was lost. */
const LOST_ANSWER: Script = { faults: [{ attempt: 1, do: 'drop' }] };

/** The operator has changed the output to another account or folder since the first attempt. */
describe('a delivery to an output that leads to another location now', () => {
  let dir: string;
  let request: DeliveryRequest;
  let here: SimulatedOutputFixture;
  let there: SimulatedOutputFixture;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-places-'));
    request = await createRequest(dir, CONTENT);
  });
  afterEach(async () => {
    await Promise.all([here.close(), there.close()]);
    await rm(dir, { recursive: true, force: true });
  });

  const open = async (settings: OutputConfig['settings']): Promise<void> => {
    [here, there] = await Promise.all([SimulatedOutputFixture.open(settings), SimulatedOutputFixture.open(settings)]);
  };
  /** Returns the log after a first attempt at the former location. */
  const before = async (script: Script = {}): Promise<DeliveryLog> => {
    const log = new DeliveryLog(there.destination(script));
    await log.attempt(request).catch(() => undefined);
    return log;
  };
  const continueDelivery = async ({ checkpoints, delivered }: DeliveryLog, of = request): Promise<DeliveryLog> => {
    const log = new DeliveryLog(here.destination());
    log.checkpoints = checkpoints;
    log.delivered = delivered;
    log.attempts = 1;
    await log.attempt(of);
    return log;
  };
  const factsOf = ({ delivered }: DeliveryLog): JsonObject => delivered ?? {};
  const kinds = async (place: SimulatedOutputFixture): Promise<readonly string[]> =>
    (await place.ledger()).map(({ kind }) => kind);

  it('neither checks nor ends the session at the former location, opens its own, and reports that', async () => {
    await open({ class: 'session' });
    const log = await before(CRASH_IN_THE_MIDDLE);
    const { id } = log.checkpoints['session'] as { id: string };
    const after = await continueDelivery(log);
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
    'sends nothing if the former location may have the content, and leaves it to a person: %j',
    async (settings) => {
      await open(settings);
      const after = await continueDelivery(await before(LOST_ANSWER));
      expect(factsOf(after)).toMatchObject({ unconfirmed: true, place: there.destination().place, elsewhere: true });
      expect((await kinds(here)).filter((kind) => kind !== 'find')).toEqual([]);
      expect(await there.objects(request.assetId)).toEqual([CONTENT]);
    },
  );

  it('accepts a recorded answer of the former location, and gives no address of it here', async () => {
    await open({ class: 'blind' });
    const log = await before();
    log.delivered = undefined;
    const after = await continueDelivery(log);
    expect(factsOf(after)).toMatchObject({ reconciled: true, place: there.destination().place, elsewhere: true });
    expect(await kinds(here)).toEqual([]);
  });

  it('reports that its content is at the former location, and does not send it again by itself', async () => {
    await open({ class: 'session' });
    const log = await before();
    const changed = await createRequest(dir, { 'video.mp4': 'other' }, { assetId: request.assetId });
    const after = await continueDelivery(log, changed);
    expect(factsOf(after)).toMatchObject({ outdated: true, place: there.destination().place, elsewhere: true });
    expect(await here.objects(request.assetId)).toEqual([]);
  });

  it('resumes with records of an earlier release, which name no location', async () => {
    await open({ class: 'session' });
    const log = await before(CRASH_IN_THE_MIDDLE);
    const { place: _, ...session } = log.checkpoints['session'] as { id: string; key: string; place: string };
    const resumed = new DeliveryLog(there.destination());
    resumed.checkpoints = { ...log.checkpoints, session };
    resumed.attempts = 1;
    expect(await resumed.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { externalId: session.id } });
  });
});
