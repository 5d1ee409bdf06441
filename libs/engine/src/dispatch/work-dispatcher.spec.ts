import { MAX_COMMIT_BYTES, workCodec, type JsonObject } from '@throughline/contracts';
import { FOLD_VERSION, type CheckpointStep, type StartStep } from '@throughline/domain';
import { HandedOut } from '../testing/handed-out.js';
import { Workshop, done } from '../testing/workshop.js';
import type { StepHandler } from '../worker/step-handler.js';

const STEP = 'DOWNLOAD';
/** What a broker takes where nobody has set it otherwise. */
const MAX_PAYLOAD = 1024 * 1024;

type OfWorker<C> = Omit<C, 'now' | 'step' | 'attemptId'>;

describe('the work message', () => {
  let workshop: Workshop;
  let id: string;
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start();
  });
  afterEach(() => workshop.close());

  const say = async (command: OfWorker<StartStep> | OfWorker<CheckpointStep>, commandId: string): Promise<void> => {
    const { attemptId } = await workshop.message(id, STEP);
    const meta = { commandId, actor: { kind: 'service', id: 'one' }, correlationId: 'spec' } as const;
    const said = { now: new Date().toISOString(), step: STEP, attemptId };
    expect(await workshop.commands.execute(id, { ...command, ...said }, meta)).toMatchObject({ kind: 'accepted' });
  };

  it('carries the folded state, so that its reader needs no look at the log', async () => {
    const { foldVersion, state } = await workshop.message(id, STEP);
    expect(foldVersion).toBe(FOLD_VERSION);
    expect(state).toEqual((await workshop.asset(id)).state);
  });

  it('stays small however much its asset has been through, and can be worked on', async () => {
    await say({ type: 'StartStep', worker: 'one' }, 'start');
    for (let part = 0; part < 6; part += 1) {
      const data: JsonObject = { [`part-${String(part)}`]: 'x'.repeat(MAX_COMMIT_BYTES - 10_000) };
      await say({ type: 'CheckpointStep', data }, `part-${String(part)}`);
    }
    expect(JSON.stringify((await workshop.asset(id)).state).length).toBeGreaterThan(MAX_PAYLOAD);
    await workshop.ask(id, { type: 'UnstickRun', then: 'retry' });
    const message = await workshop.message(id, STEP);
    expect(workCodec.encode(message).byteLength).toBeLessThan(MAX_PAYLOAD / 2);
    const seen: string[] = [];
    const working: StepHandler = {
      run: ({ checkpoints }) => {
        seen.push(...Object.keys(checkpoints));
        return Promise.resolve(done);
      },
    };
    const delivery = new HandedOut(message);
    await workshop.worker('ingest', { [STEP]: working }).onWork(delivery);
    expect(delivery.said).toBe('ack');
    expect(seen).toHaveLength(6);
    expect(await workshop.recorded(id, 'StepCompleted', STEP)).toHaveLength(1);
  });
});
