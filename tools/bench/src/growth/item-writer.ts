import { randomBytes } from 'node:crypto';
import { newAssetId, newId, type Commit } from '@throughline/contracts';
import {
  NO_REVISION,
  START,
  comparePosition,
  parsePosition,
  type EventStore,
  type Position,
  type Revision,
} from '@throughline/event-store';
import { until } from '@throughline/stack/testing';
import pg from 'pg';
import { generateDescribed } from '../projection/recordings.js';

/** An item in the log. */
export interface WrittenItem {
  readonly assetId: string;
  readonly commits: number;
  readonly revision: Revision;
  readonly position: Position;
}

const LANES = 200;
const LONGEST_MS = 3_600_000;

/** Writes items that are described again and again: each commit after the first has one event, and the state does not grow. */
export class ItemWriter {
  private constructor(
    private readonly store: EventStore,
    private readonly register: string,
    private readonly describe: Commit,
  ) {}

  static async of(store: EventStore, owner: string): Promise<ItemWriter> {
    const { commits } = await generateDescribed(owner);
    const [register, describe] = commits;
    if (register === undefined || describe === undefined || describe.events.length !== 1)
      throw new Error('A described item has two commits, the second with one event');
    return new ItemWriter(store, JSON.stringify(register), describe);
  }

  /** Appends one commit. Returns the item with it. */
  async append(item: WrittenItem): Promise<WrittenItem> {
    return this.#append(item, { ...this.describe, id: newId() });
  }

  async appendUntil(item: WrittenItem, commits: number): Promise<WrittenItem> {
    let last = item;
    while (last.commits < commits) last = await this.append(last);
    return last;
  }

  async create(commits: number): Promise<WrittenItem> {
    const fresh = { assetId: newAssetId(), commits: 0, revision: NO_REVISION, position: START };
    // Items with the same content would be duplicates of each other.
    const text = this.register.replace('a'.repeat(64), randomBytes(32).toString('hex'));
    const first = await this.#append(fresh, { ...(JSON.parse(text) as Commit), id: newId() });
    return this.appendUntil(first, commits);
  }

  /** Writes many items side by side. */
  async createMany(items: number, commits: number): Promise<readonly WrittenItem[]> {
    const written: WrittenItem[] = [];
    let started = 0;
    const lane = async (): Promise<void> => {
      while (started < items) {
        started += 1;
        written.push(await this.create(commits));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return written;
  }

  async #append(item: WrittenItem, commit: Commit): Promise<WrittenItem> {
    const { revision, position } = await this.store.append(item.assetId, commit, item.revision);
    return { ...item, commits: item.commits + 1, revision, position };
  }
}

/** Waits until the rows show the last commit of each item. */
export async function waitForRows(databaseUrl: string, items: readonly WrittenItem[]): Promise<void> {
  const wanted = new Map(items.map(({ assetId, position }) => [assetId, position]));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const isShown = async (): Promise<boolean> => {
    const { rows } = await client.query<{ id: string; position: string }>(
      'select asset_id as id, position from projection.asset where asset_id = any($1::uuid[])',
      [[...wanted.keys()]],
    );
    for (const { id, position } of rows) {
      const end = wanted.get(id);
      if (end !== undefined && comparePosition(parsePosition(position), end) >= 0) wanted.delete(id);
    }
    return wanted.size === 0;
  };
  try {
    await until(isShown, { what: 'rows of all items', timeout: LONGEST_MS, interval: 100 });
  } finally {
    await client.end();
  }
}
