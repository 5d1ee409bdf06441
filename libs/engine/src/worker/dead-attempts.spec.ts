import { WaitingError } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { Workshop, done } from '../testing/workshop.js';
import type { StepContext, StepHandler } from './step-handler.js';

const STEP = 'DOWNLOAD';

const write = (context: StepContext): ReturnType<StepContext['output']> =>
  context.output({ role: 'source', name: 'part.bin', mediaType: 'application/octet-stream' }, Buffer.from(context.attemptId));

describe('the files of attempts', () => {
  let workshop: Workshop;
  let id: string;
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start({ retry: { max_attempts: 2, backoff_ms: [1], max_crashes: 3 } });
  });
  afterEach(() => workshop.close());

  const folders = async (): Promise<readonly string[]> => {
    const found = new Set<string>();
    for await (const { key } of workshop.artifacts.list(id)) found.add(key.split('/')[3] ?? '');
    return [...found];
  };
  const attempt = async (handler: StepHandler, given = {}): Promise<RecordingDelivery> => {
    const message = await until(() => workshop.message(id, STEP).catch(() => undefined), { what: 'a due attempt' });
    const delivery = new RecordingDelivery(message);
    await workshop.worker('ingest', { [STEP]: handler }, given).onWork(delivery);
    return delivery;
  };
  const failing: StepHandler = {
    run: async (context) => {
      await write(context);
      throw new Error('busy');
    },
  };
  const working: StepHandler = { run: async (context) => ({ ...done, artifacts: [await write(context)] }) };

  it('stay while the step is retried, and are removed when another attempt completes it', async () => {
    const first = await attempt(failing);
    expect(await folders()).toEqual([first.message.attemptId]);
    const second = await attempt(working);
    expect(await folders()).toEqual([second.message.attemptId]);
  });

  it('are removed when the step has finally failed', async () => {
    await attempt(failing);
    await attempt(failing);
    expect(await workshop.recorded(id, 'RunRolledBack')).toHaveLength(1);
    expect(await folders()).toEqual([]);
  });

  it('are removed at once if the attempt only waits, so that they do not fill a disk without space (U21)', async () => {
    const full: StepHandler = {
      run: async (context) => {
        await write(context);
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
    };
    for (let look = 0; look < 8; look += 1) {
      const { message } = await attempt(full);
      expect(await folders()).toEqual([]);
      expect(await workshop.recorded(id, 'StepWaiting', STEP)).toHaveLength(look + 1);
      await workshop.ask(id, { type: 'UnstickRun', then: 'retry' });
      expect(message.step).toBe(STEP);
    }
  });

  it('stay if the attempt waits and a checkpoint names them for the next one', async () => {
    const paid: StepHandler = {
      run: async (context) => {
        const { key } = await write(context);
        await context.checkpoint({ part: key });
        throw new WaitingError('rate-limit', 'Asked too often');
      },
    };
    const { message } = await attempt(paid);
    expect(await folders()).toEqual([message.attemptId]);
    await workshop.ask(id, { type: 'UnstickRun', then: 'retry' });
    const next = await attempt(working);
    expect(await folders()).toEqual([next.message.attemptId]);
  });

  it('are removed once no checkpoint names them, however often the step has waited since', async () => {
    const waiting = (work: (context: StepContext) => Promise<unknown>): StepHandler => ({
      run: async (context) => {
        await work(context);
        throw new WaitingError('rate-limit', 'Asked too often');
      },
    });
    const look = async (
      work: (context: StepContext) => Promise<unknown> = () => Promise.resolve(),
    ): Promise<RecordingDelivery> => {
      const handed = await attempt(waiting(work));
      await workshop.ask(id, { type: 'UnstickRun', then: 'retry' });
      return handed;
    };
    const first = await look(async (context) => context.checkpoint({ part: (await write(context)).key }));
    for (let more = 0; more < 7; more += 1) await look();
    expect(await folders()).toEqual([first.message.attemptId]);
    const other = await look(async (context) => context.checkpoint({ part: (await write(context)).key }));
    expect(await folders()).toEqual([other.message.attemptId]);
    const last = await attempt(working);
    expect(await folders()).toEqual([last.message.attemptId]);
  });

  it('stay if their result was adopted', async () => {
    const dying = (name: string): Promise<void> => (name === 'work.done' ? Promise.reject(new Error('gone')) : Promise.resolve());
    const first = await attempt(working, { failpoint: dying });
    await attempt({ run: () => Promise.reject(new Error('not needed')) });
    expect(await workshop.recorded(id, 'StepCompleted', STEP)).toMatchObject([
      { data: { adoptedFrom: first.message.attemptId } },
    ]);
    expect(await folders()).toEqual([first.message.attemptId]);
  });

  it('are removed on redelivery if the worker that ended the step did not do so', async () => {
    const first = await attempt(failing);
    const removePrefix = workshop.artifacts.removePrefix.bind(workshop.artifacts);
    workshop.artifacts.removePrefix = () => Promise.reject(new Error('killed'));
    const second = await attempt(working);
    expect(second.answer).toBe('ack');
    expect(await folders()).toHaveLength(2);
    workshop.artifacts.removePrefix = removePrefix;
    await workshop.worker('ingest').onWork(new RecordingDelivery(second.message, 2));
    expect(await folders()).toEqual([second.message.attemptId]);
    expect(first.message.attemptId).not.toBe(second.message.attemptId);
  });
});
