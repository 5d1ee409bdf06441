import {
  auditLine,
  evolve,
  foldPersonal,
  initialPersonal,
  initialState,
  isFailed,
  renderStatus,
  type AssetState,
  type Personal,
} from '@throughline/domain';
import { isPoison, type Recorded } from '@throughline/event-store';
import type { BenchLog } from './log.js';

interface Folded {
  readonly state: AssetState;
  readonly personal: Personal;
}
const NOTHING: Folded = { state: initialState, personal: initialPersonal };

/** What a reader of the log makes of one event, before any row of it is written. */
export interface Line {
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
export type OnLine = (line: Line) => Promise<void> | undefined;

/** Folds in memory all that the log has, as the projector does, and hands on each event. */
export class MemoryFold {
  readonly #assets = new Map<string, Folded>();

  constructor(private readonly onLine: OnLine) {}

  async add({ assetId, commit, position }: Recorded): Promise<void> {
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

/** Reads partitions of the log to their end, one after the other. */
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

/** Events a second, read, decoded, folded and described, and then dropped: nothing that writes rows can be faster. */
export async function foldOnly(log: BenchLog): Promise<number> {
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
