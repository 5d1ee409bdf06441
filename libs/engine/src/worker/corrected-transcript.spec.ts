import { newId, type WorkMessage } from '@throughline/contracts';
import { currentTranscript, hasOldTranscript, isPresent, type Asset } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { Workshop, done } from '../testing/workshop.js';
import type { StepContext, StepHandler, StepOutcome } from './step-handler.js';

const DELIVERY = 'deliver:library';
const FILE = { role: 'transcript', name: 'transcript.json', mediaType: 'application/json' };

const hearing: StepHandler = {
  run: async (context) => ({ ...done, artifacts: [await context.output(FILE, Buffer.from('as it was heard'))] }),
};

class InputRecorder implements StepHandler {
  readonly checked: (readonly string[])[] = [];
  readonly transcripts: (readonly string[])[] = [];
  constructor(private readonly outcome: StepOutcome = done) {}
  preflight(context: StepContext): Promise<void> {
    this.checked.push(this.#transcriptsOf(context));
    return Promise.resolve();
  }
  run(context: StepContext): Promise<StepOutcome> {
    this.transcripts.push(this.#transcriptsOf(context));
    return Promise.resolve(this.outcome);
  }
  #transcriptsOf({ inputs }: StepContext): readonly string[] {
    return inputs.filter(({ role }) => role === FILE.role).map(({ key }) => key);
  }
}

describe('work that was queued before the transcript was corrected', () => {
  let workshop: Workshop;
  let id: string;
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start();
    await completeSteps('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
  });
  afterEach(() => workshop.close());

  const work = async (message: WorkMessage, handler?: StepHandler): Promise<void> => {
    const handlers = { TRANSCRIBE: hearing, ...(handler === undefined ? {} : { [message.step]: handler }) };
    const delivery = new RecordingDelivery(message);
    await workshop.worker('ingest', handlers).onWork(delivery);
    expect(delivery.answer).toBe('ack');
  };
  const completeSteps = async (...steps: readonly string[]): Promise<void> => {
    for (const step of steps) await work(await workshop.message(id, step));
  };
  const loadAsset = async (): Promise<Asset> => {
    const { state } = await workshop.asset(id);
    if (!isPresent(state)) throw new Error('There is no such asset');
    return state;
  };
  const hasOldWords = async (): Promise<boolean | undefined> => {
    const state = await loadAsset();
    const step = state.steps.find(({ step: name }) => name === DELIVERY);
    return step === undefined ? undefined : hasOldTranscript(state, step);
  };

  const correct = async (): Promise<string> => {
    const correctionId = newId();
    const key = `${id}/corrections/${correctionId}/${FILE.name}`;
    const stored = await workshop.artifacts.put(key, Buffer.from('as it was said'));
    const basis = currentTranscript(await loadAsset())?.version ?? '';
    const artifacts = [{ ...FILE, key, ...stored }];
    const version = stored.sha256.slice(0, 16);
    const outcome = await workshop.commands.execute(
      id,
      {
        type: 'CorrectTranscript',
        now: new Date().toISOString(),
        by: 'owner',
        correctionId,
        version,
        basis,
        artifacts,
        segments: 1,
        corrected: 1,
      },
      { commandId: correctionId, actor: { kind: 'user', id: 'owner' }, correlationId: 'spec' },
    );
    expect(outcome.kind).toBe('accepted');
    return key;
  };

  it.each([
    ['EXTRACT_TOPICS', []],
    ['GENERATE_SUBTITLES', []],
    [DELIVERY, ['EXTRACT_TOPICS', 'GENERATE_SUBTITLES']],
  ])('%s uses the transcript that is current when it starts', async (step, before) => {
    await completeSteps(...before);
    const queued = await workshop.message(id, step);
    const corrected = await correct();
    const seen = new InputRecorder();
    await work(queued, seen);
    expect(seen.transcripts).toEqual([[corrected]]);
    expect(await workshop.recorded(id, 'StepCompleted', step)).toHaveLength(1);
    expect(await hasOldWords()).toBe(false);
  });

  it('is repeated and checked if an earlier attempt used the uncorrected transcript', async () => {
    await completeSteps('EXTRACT_TOPICS', 'GENERATE_SUBTITLES');
    const first = await workshop.message(id, DELIVERY);
    const given = (delivery_key: string): StepOutcome => ({
      kind: 'completed',
      result: { delivery_key },
      artifacts: [],
      metrics: {},
    });
    // The worker dies between its work and its event, so the next attempt finds the result.
    const dying = workshop.worker(
      'upload',
      { [DELIVERY]: new InputRecorder(given('heard')) },
      {
        failpoint: (name) => (name === 'work.done' ? Promise.reject(new Error('The process is gone')) : Promise.resolve()),
      },
    );
    await dying.onWork(new RecordingDelivery(first));
    const queued = await until(() => workshop.message(id, DELIVERY).catch(() => undefined), { what: 'the next attempt' });
    const corrected = await correct();
    const seen = new InputRecorder(given('corrected'));
    await work(queued, seen);
    expect([seen.checked, seen.transcripts]).toEqual([[[corrected]], [[corrected]]]);
    expect(await workshop.recorded(id, 'StepCompleted', DELIVERY)).toMatchObject([
      { data: { result: { delivery_key: 'corrected' } } },
    ]);
    expect(await hasOldWords()).toBe(false);
  });
});
