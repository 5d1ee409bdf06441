import { until } from '@throughline/stack/testing';
import { DisconnectableLeases } from '../testing/disconnectable-leases.js';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { SHORT_LEASE, Workshop, type PersonCommand } from '../testing/workshop.js';
import type { StepContext, StepHandler } from './step-handler.js';

/** Runs until it is aborted, then asks whether another attempt continues its work. */
class AbandoningHandler implements StepHandler {
  entered = 0;
  readonly abandoned: boolean[] = [];
  async run({ signal, abandoned }: Parameters<StepHandler['run']>[0]): Promise<never> {
    this.entered += 1;
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    this.abandoned.push((await abandoned?.()) ?? false);
    throw signal.reason as Error;
  }
}

describe('the external state of an aborted attempt', () => {
  let workshop: Workshop;
  let leaver: AbandoningHandler;
  beforeEach(() => {
    workshop = new Workshop();
    leaver = new AbandoningHandler();
  });
  afterEach(() => workshop.close());

  const stoppedBy = async (stop: (id: string, leave: () => Promise<void>) => Promise<unknown>): Promise<boolean | undefined> => {
    workshop.hire('ingest');
    workshop.hire('processing');
    const upload = workshop.hire('upload', { 'deliver:library': leaver });
    const id = await workshop.start();
    await until(() => leaver.entered > 0, { what: 'the start of the delivery' });
    await stop(id, () => upload.leave());
    await until(() => leaver.abandoned.length > 0, { what: 'the answer' });
    return leaver.abandoned[0];
  };

  it.each<[PersonCommand]>([[{ type: 'CancelRun' }], [{ type: 'ResetAsset' }], [{ type: 'UnstickRun', then: 'fail' }]])(
    'is abandoned after %j',
    async (command) => {
      expect(await stoppedBy((id) => workshop.ask(id, command))).toBe(true);
    },
  );

  it('is continued after an unstick that retries', async () => {
    expect(await stoppedBy((id) => workshop.ask(id, { type: 'UnstickRun', then: 'retry' }))).toBe(false);
  });

  it('is continued by another process after a shutdown', async () => {
    expect(await stoppedBy((_id, leave) => leave())).toBe(false);
  });
});

describe("the external state of a dead worker's attempt", () => {
  let workshop: Workshop;
  beforeEach(() => {
    workshop = new Workshop();
  });
  afterEach(() => workshop.close());

  /** Opens a session at a destination and then stalls. Another instance may be asked to abandon it. */
  class SessionHandler implements StepHandler {
    readonly begun: string[] = [];
    readonly ended: unknown[] = [];
    async run(context: StepContext): Promise<never> {
      await context.checkpoint({ session: 'one' });
      this.begun.push(context.attemptId);
      return new Promise(() => undefined);
    }
    abandon({ checkpoints }: StepContext): Promise<void> {
      this.ended.push(checkpoints['session']);
      return Promise.resolve();
    }
  }
  const STEP = 'deliver:library';

  const killedIn = async (command: PersonCommand): Promise<{ session: SessionHandler; again: RecordingDelivery }> => {
    workshop.hire('ingest');
    workshop.hire('processing');
    const id = await workshop.start();
    const session = new SessionHandler();
    const message = await until(() => workshop.message(id, STEP).catch(() => undefined), { what: 'a due delivery' });
    const leases = new DisconnectableLeases(workshop.leases);
    const store = new Proxy(workshop.store, {
      get: (target, key) => (key === 'watch' ? () => Promise.resolve() : (Reflect.get(target, key, target) as unknown)),
    });
    void workshop.worker('upload', { [STEP]: session }, { leases, store, ...SHORT_LEASE }).onWork(new RecordingDelivery(message));
    await until(() => session.begun.length > 0, { what: 'the session' });
    leases.cut = true;
    await workshop.ask(id, command);
    const again = new RecordingDelivery(message, 2);
    const survivor = workshop.worker('upload', { [STEP]: session });
    await until(
      async () => {
        await survivor.onWork(again);
        return again.answer === 'ack';
      },
      { what: 'the end of the message' },
    );
    return { session, again };
  };

  it.each<[PersonCommand]>([[{ type: 'CancelRun' }], [{ type: 'DeleteAsset', expiresAt: '2999-01-01T00:00:00.000Z' }]])(
    'is removed after %j by the next worker that gets its message, once its lease has expired',
    async (command) => {
      const { session } = await killedIn(command);
      expect(session.ended).toEqual(['one']);
    },
  );

  it('is left to the next attempt after an unstick that retries', async () => {
    const { session } = await killedIn({ type: 'UnstickRun', then: 'retry' });
    expect(session.ended).toEqual([]);
  });
});
