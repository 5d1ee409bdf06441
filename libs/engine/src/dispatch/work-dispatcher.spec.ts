import { MAX_COMMIT_BYTES, workCodec, type JsonObject } from '@throughline/contracts';
import { FOLD_VERSION, type CommandOf } from '@throughline/domain';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { Workshop, done } from '../testing/workshop.js';
import type { StepHandler } from '../worker/step-handler.js';

const STEP = 'DOWNLOAD';
/** The default `max_payload` of a NATS server. */
const MAX_PAYLOAD = 1024 * 1024;

type OfWorker<C> = Omit<C, 'now' | 'step' | 'attemptId'>;

describe('a work message', () => {
  let workshop: Workshop;
  let id: string;
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start();
  });
  afterEach(() => workshop.close());

  const say = async (
    command: OfWorker<CommandOf<'StartStep'>> | OfWorker<CommandOf<'CheckpointStep'>>,
    commandId: string,
  ): Promise<void> => {
    const { attemptId } = await workshop.message(id, STEP);
    const meta = { commandId, actor: { kind: 'service', id: 'one' }, correlationId: 'spec' } as const;
    const fields = { now: new Date().toISOString(), step: STEP, attemptId };
    expect(await workshop.commands.execute(id, { ...command, ...fields }, meta)).toMatchObject({ kind: 'accepted' });
  };

  it('carries the folded state, so that its reader need not read the log', async () => {
    const { foldVersion, state } = await workshop.message(id, STEP);
    expect(foldVersion).toBe(FOLD_VERSION);
    expect(state).toEqual((await workshop.asset(id)).state);
  });

  it('stays small and usable however long the history of its asset is', async () => {
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
    const delivery = new RecordingDelivery(message);
    await workshop.worker('ingest', { [STEP]: working }).onWork(delivery);
    expect(delivery.answer).toBe('ack');
    expect(seen).toHaveLength(6);
    expect(await workshop.recorded(id, 'StepCompleted', STEP)).toHaveLength(1);
  });
});
