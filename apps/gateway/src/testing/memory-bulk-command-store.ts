import { randomUUID } from 'node:crypto';
import { LEFT_OUT, MAX_DETAILS, isActive, phaseOf } from '../batches/bulk/bulk-command.js';
import type {
  BulkClaim,
  BulkCommand,
  BulkCount,
  BulkItem,
  BulkState,
  ItemFinding,
  NewBulkCommand,
} from '../batches/bulk/bulk-command.js';
import type { Finding, Outcome, Verdict } from '../batches/bulk/bulk-command.js';
import { PREVIEW_KEPT_MS, RATE_MS, RESULTS_KEPT_MS } from '../batches/bulk/bulk-command-store.js';
import type { BulkCommandStore, BulkItemsQuery, RecentWork } from '../batches/bulk/bulk-command-store.js';
import type { BulkBody, PlanChange, PlanPart } from '../items/index.js';

interface ItemEntry {
  item: BulkItem;
  revision: string | null;
  endedAt: number;
}

interface BulkEntry {
  bulk: BulkCommand;
  readonly body: BulkBody;
  readonly items: ItemEntry[];
  readonly planParts: readonly PlanPart[];
  readonly usedParts: Set<string>;
  claim: string | undefined;
  leaseUntil: number;
}

/** Counts again. A detail that is counted apart stays so. */
function countBy<Word extends string>(
  entries: readonly ItemEntry[],
  earlier: readonly BulkCount<Word>[],
  found: (item: BulkItem) => { readonly word: Word | undefined; readonly finding: Finding | undefined },
): readonly BulkCount<Word>[] {
  const counts = earlier.map((each) => ({ ...each, count: 0, first: Infinity }));
  for (const { item } of entries) {
    const { word, finding } = found(item);
    if (word === undefined || finding === undefined) continue;
    const { code } = finding;
    const alike = counts.filter((each) => each.word === word && each.code === code && each.detail !== null);
    const isApart = alike.length < MAX_DETAILS || alike.some(({ detail }) => detail === finding.detail);
    const detail = isApart ? finding.detail : null;
    let count = counts.find((each) => each.word === word && each.code === code && each.detail === detail);
    if (count === undefined) counts.push((count = { word, code, detail, count: 0, first: Infinity }));
    count.count += 1;
    count.first = Math.min(count.first, item.position);
  }
  const order = ({ detail, first }: (typeof counts)[number]): number => first + (detail === null ? entries.length : 0);
  return counts.sort((one, other) => order(one) - order(other)).map(({ first: _, ...count }) => count);
}

const toTime = (ms: number): string => new Date(ms).toISOString();

export class MemoryBulkCommandStore implements BulkCommandStore {
  readonly #bulkCommands = new Map<string, BulkEntry>();

  constructor(private readonly now: () => number = () => Date.now()) {}

  add({ body, planParts, ...given }: NewBulkCommand, itemIds: readonly string[]): Promise<BulkCommand> {
    const now = this.now();
    const bulk: BulkCommand = {
      ...given,
      state: 'previewing',
      total: itemIds.length,
      verdicts: [],
      outcomes: [],
      changedSincePreview: 0,
      planChanges: [],
      executedBy: undefined,
      waitingSince: undefined,
      createdAt: toTime(now),
      startedAt: undefined,
      endedAt: undefined,
      expiresAt: toTime(now + PREVIEW_KEPT_MS),
    };
    const nothing = { verdict: undefined, preview: undefined, outcome: undefined, result: undefined, changedSincePreview: false };
    const items = itemIds.map((itemId, position) => ({ item: { position, itemId, ...nothing }, revision: null, endedAt: 0 }));
    // A body is stored as JSON, which has no undefined members.
    const stored = JSON.parse(JSON.stringify(body)) as BulkBody;
    this.#bulkCommands.set(bulk.id, {
      bulk,
      body: stored,
      items,
      planParts,
      usedParts: new Set(),
      claim: undefined,
      leaseUntil: 0,
    });
    return Promise.resolve(bulk);
  }

  find(libraryId: string, id: string): Promise<BulkCommand | undefined> {
    const found = this.#valid().find(({ bulk }) => bulk.id === id && bulk.libraryId === libraryId);
    return Promise.resolve(found?.bulk);
  }

  list(libraryId: string, limit: number): Promise<readonly BulkCommand[]> {
    const own = this.#valid().filter(({ bulk }) => bulk.libraryId === libraryId && bulk.startedAt !== undefined);
    return Promise.resolve(
      own
        .map(({ bulk }) => bulk)
        .reverse()
        .slice(0, limit),
    );
  }

  items(id: string, { verdict, outcome, after, limit }: BulkItemsQuery): Promise<readonly BulkItem[]> {
    const matching = this.#itemsAfter(id, after).filter(
      (item) => (verdict === undefined || item.verdict === verdict) && (outcome === undefined || item.outcome === outcome),
    );
    return Promise.resolve(matching.slice(0, limit));
  }

  recentWork(id: string): Promise<RecentWork> {
    const entry = this.#bulkCommands.get(id);
    if (entry?.bulk.startedAt === undefined) return Promise.resolve({ items: 0, ms: 0 });
    const items = entry.items.filter(({ endedAt }) => endedAt > this.now() - RATE_MS).length;
    return Promise.resolve({ items, ms: Math.min(RATE_MS, this.now() - Date.parse(entry.bulk.startedAt)) });
  }

  start(id: string, by: string): Promise<void> {
    const now = this.now();
    const entry = this.#valid().find(({ bulk }) => bulk.id === id);
    if (entry?.bulk.state === 'previewed')
      this.#change(entry, {
        state: 'running',
        startedAt: toTime(now),
        executedBy: by,
        expiresAt: toTime(now + RESULTS_KEPT_MS),
      });
    return Promise.resolve();
  }

  stop(id: string): Promise<void> {
    const entry = this.#bulkCommands.get(id);
    if (entry?.bulk.state === 'running') this.#change(entry, { state: 'stopping' });
    if (entry?.bulk.state === 'previewing' || entry?.bulk.state === 'previewed') {
      this.#change(entry, { state: 'stopped', endedAt: this.#iso() });
      this.#free(entry);
    }
    return Promise.resolve();
  }

  claim(id: string, leaseMs: number): Promise<BulkClaim | undefined> {
    const entry = this.#bulkCommands.get(id);
    if (entry === undefined || !isActive(entry.bulk.state) || entry.leaseUntil > this.now()) return Promise.resolve(undefined);
    const claim = randomUUID();
    Object.assign(entry, { claim, leaseUntil: this.now() + leaseMs });
    const usedParts = entry.planParts.filter(({ key }) => entry.usedParts.has(key));
    return Promise.resolve({ claim, bulk: entry.bulk, usedParts, readBody: () => entry.body });
  }

  renew(claim: BulkClaim, leaseMs: number): Promise<BulkState | undefined> {
    const entry = this.#held(claim);
    if (entry !== undefined) entry.leaseUntil = this.now() + leaseMs;
    return Promise.resolve(entry?.bulk.state);
  }

  next({ bulk }: BulkClaim, after: number, limit: number): Promise<readonly BulkItem[]> {
    const field = phaseOf(bulk) === 'preview' ? 'verdict' : 'outcome';
    const undone = this.#itemsAfter(bulk.id, after).filter((item) => item[field] === undefined);
    return Promise.resolve(undone.slice(0, limit));
  }

  async save(claim: BulkClaim, findings: readonly ItemFinding[], leaseMs: number): Promise<BulkState | undefined> {
    const entry = this.#held(claim);
    if (entry === undefined) return undefined;
    for (const each of findings) {
      const kept = entry.items[each.position];
      if (kept === undefined) continue;
      if (phaseOf(claim.bulk) === 'preview') this.#keepVerdict(entry, kept, each);
      else this.#keepOutcome(kept, each);
    }
    if (findings.length > 0) {
      this.#change(entry, { waitingSince: undefined });
      this.#count(entry);
    }
    return this.renew(claim, leaseMs);
  }

  notePlanChanges(claim: BulkClaim, changes: readonly PlanChange[]): Promise<void> {
    const entry = this.#held(claim);
    if (entry === undefined) return Promise.resolve();
    const all = new Map([...entry.bulk.planChanges, ...changes].map((change) => [JSON.stringify(change), change]));
    this.#change(entry, { planChanges: [...all.values()] });
    return Promise.resolve();
  }

  finish(claim: BulkClaim): Promise<void> {
    const entry = this.#held(claim);
    if (entry === undefined) return Promise.resolve();
    this.#free(entry);
    const { state } = entry.bulk;
    if (state === 'previewing') this.#change(entry, { state: 'previewed', waitingSince: undefined });
    else this.#change(entry, { state: state === 'running' ? 'done' : 'stopped', endedAt: this.#iso(), waitingSince: undefined });
    if (state === 'stopping') {
      for (const kept of entry.items)
        if (kept.item.outcome === undefined) kept.item = { ...kept.item, outcome: 'left_out', result: LEFT_OUT };
      this.#count(entry);
    }
    return Promise.resolve();
  }

  release(claim: BulkClaim, waiting: boolean): Promise<void> {
    const entry = this.#held(claim);
    if (entry === undefined) return Promise.resolve();
    this.#free(entry);
    this.#change(entry, { waitingSince: waiting ? (entry.bulk.waitingSince ?? this.#iso()) : undefined });
    return Promise.resolve();
  }

  unclaimed(): Promise<readonly string[]> {
    const free = [...this.#bulkCommands.values()].filter(
      ({ bulk, leaseUntil }) => isActive(bulk.state) && leaseUntil <= this.now(),
    );
    return Promise.resolve(free.map(({ bulk }) => bulk.id));
  }

  removeExpired(): Promise<number> {
    const valid = new Set(this.#valid());
    const expired = [...this.#bulkCommands.values()].filter((entry) => !valid.has(entry));
    for (const { bulk } of expired) this.#bulkCommands.delete(bulk.id);
    return Promise.resolve(expired.length);
  }

  #keepVerdict({ usedParts }: BulkEntry, kept: ItemEntry, { word, finding, revision, uses = [] }: ItemFinding): void {
    if (kept.item.verdict !== undefined) return;
    kept.item = { ...kept.item, verdict: word as Verdict, preview: finding };
    kept.revision = revision ?? null;
    for (const key of uses) usedParts.add(key);
  }

  #keepOutcome(kept: ItemEntry, { word, finding, revision }: ItemFinding): void {
    if (kept.item.outcome !== undefined) return;
    const changedSincePreview = kept.revision !== (revision ?? null);
    kept.item = { ...kept.item, outcome: word as Outcome, result: finding, changedSincePreview };
    kept.endedAt = this.now();
  }

  #iso(): string {
    return toTime(this.now());
  }

  #valid(): readonly BulkEntry[] {
    return [...this.#bulkCommands.values()].filter(({ bulk }) => Date.parse(bulk.expiresAt) > this.now());
  }

  #itemsAfter(id: string, after: number): readonly BulkItem[] {
    return this.#bulkCommands.get(id)?.items.flatMap(({ item }) => (item.position > after ? [item] : [])) ?? [];
  }

  #held({ claim, bulk }: BulkClaim): BulkEntry | undefined {
    const entry = this.#bulkCommands.get(bulk.id);
    return entry?.claim === claim ? entry : undefined;
  }

  #free(entry: BulkEntry): void {
    Object.assign(entry, { claim: undefined, leaseUntil: 0 });
  }

  #change(entry: BulkEntry, change: Partial<BulkCommand>): void {
    entry.bulk = { ...entry.bulk, ...change };
  }

  #count(entry: BulkEntry): void {
    this.#change(entry, {
      verdicts: countBy(entry.items, entry.bulk.verdicts, ({ verdict: word, preview: finding }) => ({ word, finding })),
      outcomes: countBy(entry.items, entry.bulk.outcomes, ({ outcome: word, result: finding }) => ({ word, finding })),
      changedSincePreview: entry.items.filter(({ item }) => item.changedSincePreview).length,
    });
  }
}
