import { newAssetId, newId, type Commit } from '@throughline/contracts';
import { currentWork, defaultRunConfig, openSteps, type Command } from '@throughline/domain';
import { AssetCommands } from '@throughline/engine';
import { MemoryEventStore } from '@throughline/event-store/testing';

export interface History {
  readonly assetId: string;
  readonly commits: readonly Commit[];
}

export const eventsOf = ({ commits }: History): number => commits.reduce((sum, { events }) => sum + events.length, 0);

type WithoutTime<C> = C extends unknown ? Omit<C, 'now'> : never;

const CONFIG = {
  ...defaultRunConfig,
  outputs: [{ name: 'library', type: 'folder', settings: {} }],
  retry: { max_attempts: 2, backoff_ms: [1_000], max_crashes: 3 },
};
const SOURCE = { kind: 'upload', key: 'uploads/bench/source', size: 1, sha256: 'a'.repeat(64), mediaType: 'video/mp4' } as const;
const DONE = { result: { seconds: 61 }, artifacts: [], metrics: { seconds: 3 } } as const;

/** Sends one recording through the product's own rules, in memory. */
class RecordingSimulation {
  readonly assetId = newAssetId();
  readonly #store = new MemoryEventStore();
  readonly #commands = new AssetCommands(this.#store);

  async send(command: WithoutTime<Command>): Promise<void> {
    const meta = { commandId: newId(), actor: { kind: 'service', id: 'bench' }, correlationId: 'bench' } as const;
    const outcome = await this.#commands.execute(this.assetId, { ...command, now: new Date().toISOString() }, meta);
    if (outcome.kind !== 'accepted') throw new Error(`${command.type} was not accepted: ${outcome.kind}`);
  }

  /** Returns the first open step with its attempt, or undefined after the end of the run. */
  async next(): Promise<{ step: string; attemptId: string } | undefined> {
    const asset = await this.#commands.load(this.assetId);
    const step = asset === undefined ? undefined : openSteps(asset.state)[0];
    const work = asset === undefined || step === undefined ? undefined : currentWork(asset.state, step);
    return step === undefined || work === undefined ? undefined : { step, attemptId: work.attemptId };
  }

  async history(): Promise<History> {
    const { commits } = await this.#store.load(this.assetId);
    return { assetId: this.assetId, commits: commits.map(({ commit }) => commit) };
  }
}

/** Every fifth recording needs a second attempt at its transcription. For every twentieth, that attempt fails too. */
const failuresOf = (nth: number): number => (nth % 20 === 0 ? 2 : nth % 5 === 0 ? 1 : 0);

async function generateHistory(nth: number): Promise<History> {
  const story = new RecordingSimulation();
  const run = { runId: newId(), config: CONFIG, configSources: {} };
  const about = { owner: 'bench', title: `Talk ${String(nth)}`, language: 'en', isMapped: true, source: SOURCE };
  await story.send({ type: 'RegisterAsset', assetId: story.assetId, ...about, run });
  let failures = failuresOf(nth);
  for (let at = await story.next(); at !== undefined; at = await story.next()) {
    await story.send({ type: 'StartStep', ...at, worker: 'bench' });
    if (at.step === 'TRANSCRIBE' && failures > 0) {
      failures -= 1;
      await story.send({ type: 'FailStep', ...at, code: 'engine-away', message: 'It went away', retryable: true, progress: 0.4 });
    } else await story.send({ type: 'CompleteStep', ...at, ...DONE });
  }
  return story.history();
}

export async function generateHistories(events: number): Promise<readonly History[]> {
  const made: History[] = [];
  for (let count = 0; count < events;) {
    const history = await generateHistory(made.length + 1);
    made.push(history);
    count += eventsOf(history);
  }
  return made;
}
