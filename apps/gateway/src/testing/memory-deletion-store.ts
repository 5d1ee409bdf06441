import { randomUUID } from 'node:crypto';
import type {
  AccountDeletion,
  DeletionClaim,
  DeletionProblem,
  DeletionProgress,
} from '../exchange/my-data/deletion/account-deletion.js';
import type { DeletionRequest, DeletionStore } from '../exchange/my-data/deletion/deletion-store.js';

interface Entry {
  row: AccountDeletion;
  claim: string | undefined;
  leaseUntil: number;
  dueAt: number;
  attempts: number;
}

export class MemoryDeletionStore implements DeletionStore {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly now: () => number = () => Date.now()) {}

  request({ waitMs, ...request }: DeletionRequest): Promise<AccountDeletion | undefined> {
    const known = this.#of(request.userId);
    if (known?.row.state === 'done') return Promise.resolve(undefined);
    const startsAt = this.#after(waitMs);
    const { plan, counts } = request;
    if (known !== undefined) {
      known.row = { ...known.row, plan, counts, startsAt, problem: undefined };
      known.dueAt = this.now() + waitMs;
      return this.find(request.userId);
    }
    const row: AccountDeletion = {
      ...request,
      state: 'running',
      items: 0,
      totalItems: undefined,
      failedItems: 0,
      problem: undefined,
      startsAt,
      createdAt: this.#after(0),
      endedAt: undefined,
    };
    this.#entries.set(row.id, { row, claim: undefined, leaseUntil: 0, dueAt: this.now() + waitMs, attempts: 0 });
    return this.find(request.userId);
  }

  find(userId: string): Promise<AccountDeletion | undefined> {
    const found = this.#of(userId);
    return Promise.resolve(found && this.#shown(found));
  }

  list(): Promise<readonly AccountDeletion[]> {
    return Promise.resolve([...this.#entries.values()].map((entry) => this.#shown(entry)).reverse());
  }

  cancel(userId: string): Promise<boolean> {
    const found = this.#of(userId);
    if (found === undefined || !this.#isWaiting(found)) return Promise.resolve(false);
    return Promise.resolve(this.#entries.delete(found.row.id));
  }

  claim(id: string, leaseMs: number): Promise<DeletionClaim | undefined> {
    const entry = this.#entries.get(id);
    if (entry === undefined || !this.#isDue(entry)) return Promise.resolve(undefined);
    entry.claim = randomUUID();
    entry.leaseUntil = this.now() + leaseMs;
    entry.attempts += 1;
    entry.row = { ...entry.row, items: 0, failedItems: 0 };
    return Promise.resolve({ claim: entry.claim, deletion: this.#shown(entry) });
  }

  renew(claim: DeletionClaim, progress: DeletionProgress, leaseMs: number): Promise<boolean> {
    return this.#change(claim, (entry) => {
      entry.leaseUntil = this.now() + leaseMs;
      entry.row = { ...entry.row, ...progress };
    });
  }

  finish(claim: DeletionClaim): Promise<boolean> {
    return this.#change(claim, (entry) => {
      entry.claim = undefined;
      entry.leaseUntil = 0;
      entry.row = { ...entry.row, state: 'done', problem: undefined, endedAt: this.#after(0) };
    });
  }

  async release(
    claim: DeletionClaim,
    { problem, waitMs }: { readonly problem: DeletionProblem | undefined; readonly waitMs: number },
  ): Promise<void> {
    await this.#change(claim, (entry) => {
      entry.claim = undefined;
      entry.leaseUntil = 0;
      entry.dueAt = this.now() + waitMs;
      entry.row = { ...entry.row, problem };
    });
  }

  unclaimed(): Promise<readonly string[]> {
    return Promise.resolve([...this.#entries.values()].filter((entry) => this.#isDue(entry)).map(({ row }) => row.id));
  }

  async endedWithin(ms: number): Promise<readonly AccountDeletion[]> {
    return (await this.list()).filter(({ endedAt }) => endedAt !== undefined && Date.parse(endedAt) > this.now() - ms);
  }

  reopen(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry?.row.state === 'done') {
      entry.row = { ...entry.row, state: 'running', endedAt: undefined };
      entry.dueAt = this.now();
    }
    return Promise.resolve();
  }

  #of(userId: string): Entry | undefined {
    return [...this.#entries.values()].find(({ row }) => row.userId === userId);
  }

  #shown(entry: Entry): AccountDeletion {
    return this.#isWaiting(entry) ? { ...entry.row, state: 'waiting' } : entry.row;
  }

  #isWaiting({ row, attempts }: Entry): boolean {
    return row.state === 'running' && attempts === 0 && Date.parse(row.startsAt) > this.now();
  }

  #isDue({ row, dueAt, leaseUntil }: Entry): boolean {
    return row.state === 'running' && dueAt <= this.now() && leaseUntil <= this.now();
  }

  #change({ claim, deletion: { id } }: DeletionClaim, change: (entry: Entry) => void): Promise<boolean> {
    const entry = this.#entries.get(id);
    if (entry?.claim !== claim) return Promise.resolve(false);
    change(entry);
    return Promise.resolve(true);
  }

  #after(ms: number): string {
    return new Date(this.now() + ms).toISOString();
  }
}
