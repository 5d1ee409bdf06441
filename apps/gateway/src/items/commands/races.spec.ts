import { newId } from '@throughline/contracts';
import { isPresent, isRunActive, openSteps, pauseOf, type Asset } from '@throughline/domain';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, currentAttemptId, startStep, workThrough } from '../../testing/work-through.js';

const ROUNDS = Array.from({ length: 20 }, (_, round) => round);

describe('concurrent requests', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const stateOf = async (id: string): Promise<Asset> => {
    const loaded = await gateway.ports.commands.load(id);
    if (loaded === undefined || !isPresent(loaded.state)) throw new Error(`${id} is not there`);
    return loaded.state;
  };
  const eventsOf = async (id: string): Promise<readonly string[]> =>
    (await gateway.store.load(id)).commits.flatMap(({ commit }) => commit.events.map(({ type }) => type));
  const count = async (id: string, type: string): Promise<number> => (await eventsOf(id)).filter((one) => one === type).length;
  const statusOf = async (request: ReturnType<typeof ask>): Promise<number> => (await request).statusCode;
  const atWork = async (step: string): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    if (step !== 'DOWNLOAD') {
      await startStep(gateway, id, 'DOWNLOAD');
      await completeStep(gateway, id, 'DOWNLOAD');
    }
    await startStep(gateway, id, step);
    return id;
  };
  /** Starts the tasks in this order, or in reverse in odd rounds, without waiting in between. */
  const inOrder = <T>(round: number, tasks: readonly (() => Promise<T>)[]): Promise<T[]> =>
    Promise.all((round % 2 === 0 ? tasks : [...tasks].reverse()).map((task) => task()));

  it('two runs start one pipeline (RUN-14)', async () => {
    for (const _ of ROUNDS) {
      const { id } = await upload(gateway);
      const statuses = await Promise.all([statusOf(ask(gateway, `/${id}/run`)), statusOf(ask(gateway, `/${id}/run`))]);
      expect(statuses.sort()).toEqual([202, 409]);
      expect(await count(id, 'RunStarted')).toBe(1);
    }
  });

  it('two runs of a paused item resume it once', async () => {
    for (const _ of ROUNDS) {
      const id = await atWork('DOWNLOAD');
      await ask(gateway, `/${id}/pause`);
      const statuses = await Promise.all([statusOf(ask(gateway, `/${id}/run`)), statusOf(ask(gateway, `/${id}/run`))]);
      expect(statuses.sort()).toEqual([202, 409]);
      expect(await count(id, 'Resumed')).toBe(1);
    }
  });

  it('two requests with the same key are carried out once', async () => {
    for (const round of ROUNDS) {
      const { id } = await upload(gateway);
      const send = (): ReturnType<typeof ask> => ask(gateway, `/${id}/run`, { key: `race-${String(round)}` });
      const codes = (await Promise.all([send(), send()])).map((response) => response.json<{ code?: string }>().code ?? 'done');
      expect(codes.filter((code) => code !== 'done' && code !== 'request-in-progress')).toEqual([]);
      expect(codes).toContain('done');
      expect(await count(id, 'RunStarted')).toBe(1);
    }
  });

  it('a pause and a completion both take effect, and no step starts after them', async () => {
    for (const round of ROUNDS) {
      const id = await atWork('TRIM');
      const pause = async (): Promise<void> => {
        expect(await statusOf(ask(gateway, `/${id}/pause`))).toBe(200);
      };
      await inOrder(round, [pause, () => completeStep(gateway, id, 'TRIM')]);
      const state = await stateOf(id);
      expect(pauseOf(state)).toBeDefined();
      expect(state.steps.find(({ step }) => step === 'TRIM')).toMatchObject({ phase: 'completed' });
      expect(openSteps(state)).toEqual([]);
      expect(await statusOf(ask(gateway, `/${id}/run`))).toBe(202);
      await workThrough(gateway, id);
      expect(await count(id, 'StepStarted')).toBe(await count(id, 'StepCompleted'));
      expect(isRunActive(await stateOf(id))).toBe(false);
    }
  });

  it('a cancel and a completion leave a completed or cancelled step, and record a late result as late', async () => {
    for (const round of ROUNDS) {
      const id = await atWork('DOWNLOAD');
      const attemptId = await currentAttemptId(gateway, id, 'DOWNLOAD');
      const complete = async (): Promise<string> => {
        const command = { type: 'CompleteStep', step: 'DOWNLOAD', attemptId, result: {}, artifacts: [], metrics: {} } as const;
        const meta = { commandId: newId(), actor: { kind: 'service', id: 'worker' } as const, correlationId: 'spec' };
        return (await gateway.ports.commands.execute(id, { ...command, now: new Date().toISOString() }, meta)).kind;
      };
      const cancel = async (): Promise<string> => String(await statusOf(ask(gateway, `/${id}/cancel`)));
      expect((await inOrder(round, [cancel, complete])).sort()).toEqual(['200', 'accepted']);
      const state = await stateOf(id);
      expect(isRunActive(state)).toBe(false);
      expect(openSteps(state)).toEqual([]);
      const { phase } = state.steps.find(({ step }) => step === 'DOWNLOAD') ?? { phase: 'pending' };
      expect((await count(id, 'LateResultIgnored')) + (phase === 'completed' ? 1 : 0)).toBe(1);
    }
  });

  it('an unstick and a completion never leave two open attempts, and the run completes', async () => {
    for (const round of ROUNDS) {
      const id = await atWork('TRIM');
      const unstick = async (): Promise<void> => {
        expect([200, 202]).toContain(await statusOf(ask(gateway, `/${id}/unstick`)));
      };
      const complete = async (): Promise<void> => {
        await completeStep(gateway, id, 'TRIM');
      };
      await inOrder(round, [unstick, complete]);
      const { steps } = await stateOf(id);
      for (const { attempts } of steps) expect(attempts.filter(({ end }) => end === undefined).length).toBeLessThanOrEqual(1);
      await workThrough(gateway, id);
      expect((await stateOf(id)).steps.every(({ phase }) => phase === 'completed' || phase === 'skipped')).toBe(true);
    }
  });

  it('a deletion and a run leave a deleted item with nothing running', async () => {
    for (const round of ROUNDS) {
      const { id } = await upload(gateway);
      const remove = (): Promise<number> => statusOf(ask(gateway, `/${id}`, { method: 'DELETE' }));
      const run = (): Promise<number> => statusOf(ask(gateway, `/${id}/run`));
      const statuses = await inOrder(round, [remove, run]);
      expect(statuses).toContain(200);
      expect([202, 409]).toContain(statuses.find((status) => status !== 200));
      const state = await stateOf(id);
      expect(state.deletedAt).toBeDefined();
      expect(isRunActive(state)).toBe(false);
      expect(openSteps(state)).toEqual([]);
    }
  });
});
