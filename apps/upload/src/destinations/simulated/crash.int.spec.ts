import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Script } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import { readLog, type DeliveryInProcess } from '../../testing/delivery-in-process.js';
import { createRequest } from '../../testing/request.js';
import { runInProcess } from '../../testing/run-process.js';
import { SimulatedOutputFixture } from '../../testing/simulated-output-fixture.js';
import type { DeliveryRequest } from '../../kit/destination.js';

const FRAMES = 'frames'.repeat(50_000);
const DIES: Script = { faults: [{ attempt: 1, do: 'crash', at: 0.7 }] };
const module = new URL('../../testing/delivery-in-process.js', import.meta.url);

describe('a process that is killed during a simulated upload', () => {
  let dir: string;
  let place: SimulatedOutputFixture;
  let request: DeliveryRequest;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-dies-'));
    request = await createRequest(dir, { 'video.mp4': FRAMES });
  });
  afterEach(async () => {
    await place.close();
    await rm(dir, { recursive: true, force: true });
  });

  /** Runs one attempt in a process. Resolves with the signal that ended it, if any. */
  const attempt = async (number: number, settings: DeliveryInProcess['settings']): Promise<unknown> => {
    const argument: DeliveryInProcess = {
      dir: place.dir,
      log: join(dir, 'log.json'),
      settings,
      script: DIES,
      request: { ...request, attempt: number, attemptId: `attempt-${String(number)}` },
    };
    const child = await runInProcess(dir, { module, name: 'deliverOnce', argument });
    const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return signal;
  };

  const classes: readonly [string, string, object[]][] = [
    ['session', 'delivered', [{ 'video.mp4': FRAMES }]],
    ['keyed', 'delivered', [{ 'video.mp4': FRAMES }]],
    ['blind', 'unconfirmed', []],
  ];
  it.each(testDepth.samples(classes))('leaves everything that the next process needs: %s', async (kind, end, objects) => {
    const settings = { class: kind };
    place = await SimulatedOutputFixture.open(settings);
    expect(await attempt(1, settings)).toBe('SIGKILL');
    expect(await place.objects(request.assetId)).toEqual([]);
    expect((await place.story()).at(-1)).toMatch(/^1 (send|put|post): no answer$/);
    expect(await attempt(2, settings)).toBeNull();
    expect((await readLog(join(dir, 'log.json'))).end).toMatchObject({ kind: end });
    expect(await place.objects(request.assetId)).toEqual(objects);
    const offsets = (await place.ledger()).flatMap(({ offset }) => offset ?? []);
    expect(offsets).toEqual(kind === 'session' ? [0, FRAMES.length * 0.7] : []);
  });
});
