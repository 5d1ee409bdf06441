import { newId, type AssetEvent } from '@throughline/contracts';
import { defaultRunConfig, isPresent } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { Workshop, done, type PersonCommand } from '../testing/workshop.js';
import type { StepContext, StepHandler } from './step-handler.js';

const again = { ...defaultRunConfig, outputs: [{ name: 'library', type: 'folder', settings: {} }] };

class BlockingHandler implements StepHandler {
  readonly entered: string[] = [];
  readonly reasons: unknown[] = [];
  #leave: () => void = () => undefined;
  readonly #left = new Promise<void>((resolve) => {
    this.#leave = resolve;
  });
  letGo(): void {
    this.#leave();
  }
  async run(context: StepContext): Promise<typeof done> {
    await context.output({ role: 'part', name: 'part.bin', mediaType: 'application/octet-stream' }, Buffer.from('half'));
    this.entered.push(context.attemptId);
    await Promise.race([this.#left, this.#stopped(context.signal)]);
    return done;
  }
  #stopped(signal: AbortSignal): Promise<never> {
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        this.reasons.push(signal.reason);
        reject(signal.reason as Error);
      });
    });
  }
}

describe("a person's command for an active run", () => {
  let workshop: Workshop;
  let trim: BlockingHandler;
  beforeEach(() => {
    workshop = new Workshop();
    trim = new BlockingHandler();
  });
  afterEach(() => workshop.close());

  const hireAll = (handlers: Readonly<Record<string, StepHandler>> = {}): void => {
    workshop.hire('ingest');
    workshop.hire('processing', handlers);
    workshop.hire('upload');
  };
  const inTheRoom = async (): Promise<string> => {
    const id = await workshop.start();
    await until(() => trim.entered.length > 0, { what: 'the start of TRIM' });
    return id;
  };
  const ask = async (id: string, command: PersonCommand): Promise<void> => {
    expect(await workshop.ask(id, command)).toMatchObject({ kind: 'accepted' });
  };
  const runAgain = (id: string): Promise<void> => ask(id, { type: 'StartRun', runId: newId(), config: again, configSources: {} });
  const waitForEnd = (id: string): Promise<unknown> => until(() => workshop.isOver(id), { what: 'the end of the run' });
  const late = (id: string): Promise<readonly AssetEvent[]> => workshop.recorded(id, 'LateResultIgnored');

  it('pause lets running steps finish and starts no others; resuming continues with the rest (RUN-17, RUN-20)', async () => {
    hireAll({ TRIM: trim });
    const id = await inTheRoom();
    await ask(id, { type: 'PauseRun' });
    trim.letGo();
    await until(async () => (await workshop.recorded(id, 'StepCompleted', 'TRIM')).length === 1, { what: 'the end of TRIM' });
    expect(await workshop.recorded(id, 'StepScheduled', 'TRANSCRIBE')).toEqual([]);
    await runAgain(id);
    await waitForEnd(id);
    expect(await workshop.status(id)).toBe('READY');
    expect(await workshop.recorded(id, 'StepStarted', 'TRIM')).toHaveLength(1);
    expect(await workshop.recorded(id, 'RunStarted')).toHaveLength(1);
  });

  it('pause with an end resumes by itself, without a person (U8)', async () => {
    hireAll({ TRIM: trim });
    const id = await inTheRoom();
    await ask(id, { type: 'PauseRun', until: new Date(Date.now() + 300).toISOString() });
    trim.letGo();
    await waitForEnd(id);
    expect(await workshop.recorded(id, 'Resumed')).toMatchObject([{ data: { cause: 'expired' } }]);
    expect(await workshop.status(id)).toBe('READY');
  });

  it('cancel stops the work at once and leaves no files behind', async () => {
    hireAll({ TRIM: trim });
    const id = await inTheRoom();
    await ask(id, { type: 'CancelRun' });
    await until(async () => (await late(id)).length === 1, { what: 'the word of the stopped attempt' });
    expect(trim.reasons).toMatchObject([{ why: 'superseded' }]);
    await until(async () => (await workshop.files(id)).every((key) => !key.includes('/TRIM/')), { what: 'an empty folder' });
    expect(await workshop.leases.isExpired(id, 'TRIM')).toMatchObject({ expired: true });
    expect(await workshop.status(id)).toBe('DOWNLOADED');
    trim.letGo();
    await runAgain(id);
    await waitForEnd(id);
    expect(await workshop.status(id)).toBe('READY');
    expect(await workshop.recorded(id, 'StepStarted', 'DOWNLOAD')).toHaveLength(1);
  });

  it('reset stops the work, and the next run repeats every step (RUN-12)', async () => {
    hireAll({ TRIM: trim });
    const id = await inTheRoom();
    await ask(id, { type: 'ResetAsset' });
    await until(async () => (await workshop.files(id)).length === 0, { what: 'an empty folder' });
    trim.letGo();
    await runAgain(id);
    await waitForEnd(id);
    expect(await workshop.status(id)).toBe('READY');
    expect(await workshop.recorded(id, 'StepStarted', 'DOWNLOAD')).toHaveLength(2);
  });

  it('delete lets the item expire with its files at its retention date (AGG-03, USR-05)', async () => {
    hireAll();
    const id = await workshop.start();
    await waitForEnd(id);
    await ask(id, { type: 'DeleteAsset', expiresAt: new Date(Date.now() + 200).toISOString() });
    await until(async () => (await workshop.status(id)) === 'EXPIRED', { what: 'the retention date' });
    const upload = `uploads/${id}/source`;
    await until(async () => (await workshop.artifacts.stat(upload)) === undefined, { what: 'the upload to go' });
    expect(await workshop.files(id)).toEqual([]);
  });

  it('unstick moves work from a disconnected worker to another one, and the first one cannot publish (U7)', async () => {
    const asleep = workshop.hire('processing', { TRIM: trim });
    workshop.hire('ingest');
    const id = await inTheRoom();
    asleep.leases.cut = true;
    workshop.hire('processing');
    workshop.hire('upload');
    await ask(id, { type: 'UnstickRun', then: 'retry' });
    await waitForEnd(id);
    expect(await workshop.status(id)).toBe('READY');
    trim.letGo();
    const [completed] = await workshop.recorded(id, 'StepCompleted', 'TRIM');
    expect(completed).toMatchObject({ data: { attemptId: expect.not.stringContaining(trim.entered[0] ?? '') as string } });
    expect(await workshop.recorded(id, 'StepInterrupted', 'TRIM')).toMatchObject([{ data: { cause: 'fenced', by: 'owner' } }]);
    const { state } = await workshop.asset(id);
    expect(isPresent(state) && state.steps.find(({ step }) => step === 'TRIM')).toMatchObject({ failures: 0, crashes: 0 });
  });

  it('unstick without a retry fails the step for good', async () => {
    hireAll({ TRIM: trim });
    const id = await inTheRoom();
    await ask(id, { type: 'UnstickRun', then: 'fail' });
    await waitForEnd(id);
    expect(await workshop.recorded(id, 'StepFailed', 'TRIM')).toMatchObject([{ data: { error: { code: 'given-up' } } }]);
    expect(await workshop.status(id)).toBe('DOWNLOADED');
  });

  it('skip stops a running stage, and the run continues without it', async () => {
    hireAll({ TRIM: trim });
    const id = await inTheRoom();
    await ask(id, { type: 'SkipStage', step: 'TRIM' });
    await waitForEnd(id);
    expect(await workshop.status(id)).toBe('READY');
    expect(trim.reasons).toHaveLength(1);
  });
});
