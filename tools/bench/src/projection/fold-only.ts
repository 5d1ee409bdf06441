import {
  auditLine,
  evolve,
  foldPersonal,
  initialPersonal,
  initialState,
  isFailed,
  renderStatus,
  type AssetState,
  type PersonalData,
} from '@throughline/domain';
import { isPoison, type StoredCommit } from '@throughline/event-store';
import type { BenchLog } from './log.js';

interface AssetFold {
  readonly state: AssetState;
  readonly personal: PersonalData;
}
const NOTHING: AssetFold = { state: initialState, personal: initialPersonal };

export interface FoldedEvent {
  readonly assetId: string;
  readonly position: string;
  readonly index: number;
  readonly type: string;
  readonly status: string;
  readonly failed: boolean;
  readonly message: string;
  readonly detail: string;
  readonly state: AssetState;
}
export type FoldedEventHandler = (line: FoldedEvent) => Promise<void> | undefined;

/** Folds the log in memory as the projector does, and passes on each event. */
export class MemoryFold {
  readonly #assets = new Map<string, AssetFold>();

  constructor(private readonly onLine: FoldedEventHandler) {}

  async add({ assetId, commit, position }: StoredCommit): Promise<void> {
    let { state, personal } = this.#assets.get(assetId) ?? NOTHING;
    for (const [index, event] of commit.events.entries()) {
      const before = state;
      state = evolve(before, event, { assetId, at: commit.at });
      personal = foldPersonal(personal, event);
      const { message } = auditLine(before, event, state);
      const [status, failed, detail] = [renderStatus(state), isFailed(state), JSON.stringify(event.data)];
      await this.onLine({ assetId, position, index, type: event.type, status, failed, message, detail, state });
    }
    this.#assets.set(assetId, { state, personal });
  }
}

export async function readLog({ store, ends }: BenchLog, fold: MemoryFold, enough: () => boolean): Promise<void> {
  for (const partition of ends.keys()) {
    if (enough()) return;
    const reading = new AbortController();
    await store.subscribe({
      partition,
      after: undefined,
      onCommits: async (items) => {
        for (const item of items) if (!isPoison(item) && !enough()) await fold.add(item);
        if (enough()) reading.abort();
      },
      onCaughtUp: () => {
        reading.abort();
      },
      signal: reading.signal,
    });
  }
}

/**
 * Returns events per second for reading, decoding, folding and describing without writing: the upper limit of any projector.
 */
export async function measureFold(log: BenchLog): Promise<number> {
  let [events, bytes] = [0, 0];
  const fold = new MemoryFold(({ message, detail }) => {
    events += 1;
    bytes += message.length + detail.length;
    return undefined;
  });
  const started = performance.now();
  await readLog(log, fold, () => false);
  if (events !== log.events || bytes === 0) throw new Error(`${String(events)} of ${String(log.events)} events were read`);
  return (events / (performance.now() - started)) * 1_000;
}
