import { leaseCodec } from '@throughline/contracts';
import { ask, type Asking } from '../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';
import { upload } from '../testing/upload.js';
import { completeStep, startStep, workThrough } from '../testing/work-through.js';

interface Answer {
  readonly outcome: { readonly detail: string; readonly try_instead: string | null };
}

describe('what an answer tells', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const running = async (): Promise<string> => (await upload(gateway, { fields: { run: 'true' } })).id;
  const outcome = async (path: string, asking?: Asking): Promise<Answer['outcome']> =>
    (await ask(gateway, path, asking)).json<Answer>().outcome;

  it('of a skip: the stage, and what really goes with it', async () => {
    const id = await running();
    expect((await outcome(`/${id}/stages/TRIM/skip`)).detail).toBe('TRIM is left out.');
    expect((await outcome(`/${id}/stages/TRANSCRIBE/skip`)).detail).toBe(
      'TRANSCRIBE is left out, and with it what needs it: EXTRACT_TOPICS, GENERATE_SUBTITLES.',
    );
  });

  it('of a restore: that a run stays cancelled, where there is one', async () => {
    const [done, stopped] = [await running(), await running()];
    await workThrough(gateway, done);
    for (const id of [done, stopped]) await ask(gateway, `/${id}`, { method: 'DELETE' });
    expect(await outcome(`/${done}/restore`)).toMatchObject({ detail: 'The item is back as it was.', try_instead: null });
    expect(await outcome(`/${stopped}/restore`)).toMatchObject({
      detail: 'The item is back; its run stays cancelled.',
      try_instead: 'To go on, run it.',
    });
  });

  it('of a body as a whole: what is wrong with it, in a sentence', async () => {
    const response = await ask(gateway, '/bulk/run', { body: {} });
    expect(response.json()).toMatchObject({ code: 'invalid', detail: 'the body must have either recording_ids or filters' });
  });

  it('of an unstick, in the history: how far the worker had told to be', async () => {
    const id = await running();
    await startStep(gateway, id, 'DOWNLOAD');
    await completeStep(gateway, id, 'DOWNLOAD');
    const attemptId = await startStep(gateway, id, 'TRIM');
    const of = { v: 1, assetId: id, step: 'TRIM', attemptId, worker: 'w', state: 'held', termMs: 1_000, startedAt: 'x' };
    gateway.live.record(leaseCodec.decode(new TextEncoder().encode(JSON.stringify({ ...of, progress: { fraction: 0.3 } }))));
    await ask(gateway, `/${id}/unstick`);
    const { commits } = await gateway.store.load(id);
    const interrupted = commits.flatMap(({ commit }) => commit.events).find(({ type }) => type === 'StepInterrupted');
    expect(interrupted?.data).toMatchObject({ step: 'TRIM', progress: 0.3, cause: 'fenced' });
  });
});
