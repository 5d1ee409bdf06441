import { leaseCodec } from '@throughline/contracts';
import { ask, type AskOptions } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep, workThrough } from '../../testing/work-through.js';

interface Answer {
  readonly outcome: { readonly detail: string; readonly try_instead: string | null };
}

describe('the answer to a command', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const running = async (): Promise<string> => (await upload(gateway, { fields: { run: 'true' } })).id;
  const outcome = async (path: string, asking?: AskOptions): Promise<Answer['outcome']> =>
    (await ask(gateway, path, asking)).json<Answer>().outcome;

  it('names the skipped stage and the stages that depend on it', async () => {
    const id = await running();
    expect((await outcome(`/${id}/stages/TRIM/skip`)).detail).toBe('TRIM is skipped.');
    expect((await outcome(`/${id}/stages/TRANSCRIBE/skip`)).detail).toBe(
      'TRANSCRIBE is skipped, together with the steps that need it: EXTRACT_TOPICS, GENERATE_SUBTITLES.',
    );
  });

  it('tells after a restore that a cancelled run stays cancelled', async () => {
    const [done, stopped] = [await running(), await running()];
    await workThrough(gateway, done);
    for (const id of [done, stopped]) await ask(gateway, `/${id}`, { method: 'DELETE' });
    expect(await outcome(`/${done}/restore`)).toMatchObject({ detail: 'The item is restored.', try_instead: null });
    expect(await outcome(`/${stopped}/restore`)).toMatchObject({
      detail: 'The item is restored. Its run stays cancelled.',
      try_instead: 'To continue, run the item.',
    });
  });

  it('explains an error of the whole body in a sentence', async () => {
    const response = await ask(gateway, '/bulk/run', { body: {} });
    expect(response.json()).toMatchObject({ code: 'invalid', detail: 'the body must have either recording_ids or filters' });
  });

  it('records the progress of an unstuck worker in the history', async () => {
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
