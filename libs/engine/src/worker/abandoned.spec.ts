import { until } from '@throughline/stack/testing';
import { Workshop, type PersonCommand } from '../testing/workshop.js';
import type { StepHandler } from './step-handler.js';

/** Stays until it is told to stop, and asks then whether anybody goes on with what it leaves. */
class Leaver implements StepHandler {
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

describe('what an aborted attempt leaves outside', () => {
  let workshop: Workshop;
  let leaver: Leaver;
  beforeEach(() => {
    workshop = new Workshop();
    leaver = new Leaver();
  });
  afterEach(() => workshop.close());

  const stoppedBy = async (stop: (id: string, leave: () => Promise<void>) => Promise<unknown>): Promise<boolean | undefined> => {
    workshop.hire('ingest');
    workshop.hire('processing');
    const upload = workshop.hire('upload', { 'deliver:library': leaver }, { leaseTermMs: 5_000 });
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

  it('is gone on with after an unstick that tries again', async () => {
    expect(await stoppedBy((id) => workshop.ask(id, { type: 'UnstickRun', then: 'retry' }))).toBe(false);
  });

  it('is gone on with by another process after a shutdown', async () => {
    expect(await stoppedBy((_id, leave) => leave())).toBe(false);
  });
});
