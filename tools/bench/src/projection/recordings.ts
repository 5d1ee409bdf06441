import { newAssetId, newId, type Commit } from '@throughline/contracts';
import { currentWork, defaultRunConfig, openSteps, type Command } from '@throughline/domain';
import { AssetCommands } from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
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

/** Sends one item through the product's own rules, by default in memory. */
export class ItemSimulation {
  readonly assetId = newAssetId();
  readonly #store: EventStore;
  readonly #commands: AssetCommands;

  constructor(store: EventStore = new MemoryEventStore()) {
    this.#store = store;
    this.#commands = new AssetCommands(store);
  }

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

/** Returns the history of a recording without a run: it is registered, and then described. */
export async function generateDescribed(owner: string): Promise<History> {
  const story = new ItemSimulation();
  const about = { owner, title: 'Talk', language: 'en', isMapped: true, source: SOURCE };
  await story.send({ type: 'RegisterAsset', assetId: story.assetId, ...about });
  await story.send({ type: 'DescribeAsset', by: 'bench', fields: ['title'], texts: { title: 'A talk with a longer title' } });
  return story.history();
}

/** Every fifth recording needs a second attempt at its transcription. For every twentieth, that attempt fails too. */
const failuresOf = (nth: number): number => (nth % 20 === 0 ? 2 : nth % 5 === 0 ? 1 : 0);

async function generateHistory(nth: number): Promise<History> {
  const story = new ItemSimulation();
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

/** Histories that the product's rules decide. All others are copies of them with ids of their own, made ten times as fast. */
const DECIDED = 100;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu;

/** Returns the history of another recording with the same events. Each of its ids is new. */
function copyHistory(text: string): History {
  const ids = new Map<string, string>();
  const renew = (id: string): string => {
    const renewed = ids.get(id) ?? newId();
    ids.set(id, renewed);
    return renewed;
  };
  return JSON.parse(text.replaceAll(UUID, renew)) as History;
}

function* copyUntil(decided: readonly History[], events: number): Generator<History> {
  const texts = decided.map((history) => JSON.stringify(history));
  let count = 0;
  for (let nth = 0; count < events; nth += 1) {
    const history = decided[nth] ?? copyHistory(texts[nth % texts.length] ?? '');
    count += eventsOf(history);
    yield history;
  }
}

/** Returns histories with at least so many events together. Copies are made when they are read, to save memory. */
export async function generateHistories(events: number, most = DECIDED): Promise<Iterable<History>> {
  const decided: History[] = [];
  for (let count = 0; count < events && decided.length < most;) {
    const history = await generateHistory(decided.length + 1);
    decided.push(history);
    count += eventsOf(history);
  }
  return copyUntil(decided, events);
}
