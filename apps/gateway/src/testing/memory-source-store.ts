import { newId } from '@throughline/contracts';
import type { CredentialId } from '@throughline/credentials';
import type { Credential } from '../credentials/credential.js';
import type { ReadSource, SourceChoice, SourceConflict, SourceStore } from '../sources/source-store.js';
import type { NewSource, Source, SourceContent, SourceId } from '../sources/source.js';
import { NO_COUNTS, type SourceSync, type SyncClaim, type SyncResult } from '../sources/syncs/sync.js';
import { SYNCS_KEPT, type NewSync, type SyncStore } from '../sources/syncs/sync-store.js';

interface SourceState {
  source: Source;
  claim: string | undefined;
  leaseUntil: number;
  cursor: string | undefined;
  isOwed: boolean;
  /** Requested since the present sync has begun. */
  isRequested: boolean;
  readonly seen: Map<string, number>;
  syncs: SourceSync[];
}

const MINUTE_MS = 60_000;

export class MemorySourceStore implements SourceStore, SyncStore {
  readonly #held = new Map<SourceId, SourceState>();
  #last = 0;

  constructor(
    private readonly now: () => Date = () => new Date(),
    private readonly hasCredential: (id: CredentialId) => boolean = () => true,
    private readonly findAccount: (id: CredentialId) => Pick<Credential, 'type' | 'accountId'> | undefined = () => undefined,
  ) {}

  uses(credential: CredentialId): boolean {
    return [...this.#held.values()].some(({ source }) => source.credentialId === credential);
  }

  list(id: string): Promise<readonly Source[]>;
  list(id: SourceId): Promise<readonly SourceSync[]>;
  list(id: string | SourceId): Promise<readonly Source[] | readonly SourceSync[]> {
    if (typeof id === 'number') return Promise.resolve(this.#syncsOf(id).slice(0, SYNCS_KEPT));
    return Promise.resolve([...this.#held.values()].map(({ source }) => source).filter(({ libraryId }) => libraryId === id));
  }

  find(id: SourceId): Promise<Source | undefined>;
  find(id: SourceId, syncId: string): Promise<SourceSync | undefined>;
  find(id: SourceId, syncId?: string): Promise<Source | SourceSync | undefined> {
    if (syncId === undefined) return Promise.resolve(this.#held.get(id)?.source);
    return Promise.resolve(this.#syncsOf(id).find((sync) => sync.id === syncId));
  }

  add(source: NewSource): Promise<Source | SourceConflict> {
    const conflict = this.#findConflict(source.libraryId, undefined, source);
    if (conflict !== undefined) return Promise.resolve(conflict);
    this.#last += 1;
    const at = this.now().toISOString();
    const nextSyncAt = source.intervalMinutes === undefined ? undefined : at;
    const added = { ...source, id: this.#last, isPaused: false, nextSyncAt, revision: 1, createdAt: at, updatedAt: at };
    const idle = { claim: undefined, leaseUntil: 0, cursor: undefined, isOwed: false, isRequested: false };
    this.#held.set(added.id, { source: added, ...idle, seen: new Map<string, number>(), syncs: [] });
    return Promise.resolve(added);
  }

  replace({ id, revision }: ReadSource, content: SourceContent): Promise<Source | SourceConflict | 'stale'> {
    const held = this.#held.get(id);
    if (held?.source.revision !== revision) return Promise.resolve('stale');
    const conflict = this.#findConflict(held.source.libraryId, id, content);
    if (conflict !== undefined) return Promise.resolve(conflict);
    const at = this.now().toISOString();
    const { intervalMinutes, nextSyncAt: planned } = held.source;
    const kept = intervalMinutes === undefined || held.isOwed ? planned : undefined;
    const nextSyncAt = content.intervalMinutes === undefined ? kept : at;
    held.source = { ...held.source, ...content, nextSyncAt, revision: revision + 1, updatedAt: at };
    held.cursor = undefined;
    return Promise.resolve(held.source);
  }

  setPaused(id: SourceId, isPaused: boolean): Promise<Source | undefined> {
    const held = this.#held.get(id);
    if (held !== undefined && held.source.isPaused !== isPaused) {
      const at = this.now().toISOString();
      const { intervalMinutes, nextSyncAt, revision } = held.source;
      const due = isPaused || intervalMinutes === undefined ? nextSyncAt : at;
      held.source = { ...held.source, isPaused, nextSyncAt: due, revision: revision + 1, updatedAt: at };
    }
    return Promise.resolve(held?.source);
  }

  detachTemplate(libraryId: string, templateId: number): Promise<void> {
    for (const held of this.#held.values()) {
      const { source } = held;
      if (source.libraryId !== libraryId || source.templateId !== templateId) continue;
      const detached = { templateId: undefined, isRun: false, revision: source.revision + 1 };
      held.source = { ...source, ...detached, updatedAt: this.now().toISOString() };
    }
    return Promise.resolve();
  }

  requestSyncs(choice: SourceChoice): Promise<number> {
    const chosen = [...this.#held.values()].filter(({ source }) => this.#isChosen(source, choice));
    for (const held of chosen) {
      held.source = { ...held.source, nextSyncAt: this.now().toISOString() };
      Object.assign(held, { isOwed: true, isRequested: true });
    }
    return Promise.resolve(chosen.length);
  }

  #isChosen({ type, settings, credentialId }: Source, choice: SourceChoice): boolean {
    if (type !== choice.type) return false;
    if ('setting' in choice) return settings[choice.setting] === choice.value;
    const account = credentialId === undefined ? undefined : this.findAccount(credentialId);
    return account?.type === type && account.accountId === choice.accountId;
  }

  remove({ id, revision }: ReadSource): Promise<boolean> {
    return Promise.resolve(this.#held.get(id)?.source.revision === revision && this.#held.delete(id));
  }

  due(limit: number, without: readonly string[] = []): Promise<readonly SourceId[]> {
    const now = this.now().getTime();
    const due = [...this.#held.values()]
      .filter(
        ({ source, leaseUntil }) =>
          !source.isPaused && !without.includes(source.libraryId) && dueAt(source) <= now && leaseUntil <= now,
      )
      .sort((one, other) => dueAt(one.source) - dueAt(other.source));
    return Promise.resolve(due.slice(0, limit).map(({ source }) => source.id));
  }

  begin(sourceId: SourceId, sync: NewSync, leaseMs: number): Promise<SyncClaim | undefined> {
    const held = this.#held.get(sourceId);
    const now = this.now();
    if (held === undefined || held.leaseUntil > now.getTime()) return Promise.resolve(undefined);
    const id = newId();
    Object.assign(held, { claim: id, leaseUntil: now.getTime() + leaseMs, isRequested: false });
    const wasDue = held.source.nextSyncAt !== undefined;
    // A sync of the whole source is due until its end, so that it is repeated after a kill.
    if (!wasDue && !isPassive({ sync })) held.source = { ...held.source, nextSyncAt: now.toISOString() };
    held.syncs.unshift({
      id,
      sourceId,
      ...sync,
      state: 'running',
      startedAt: now.toISOString(),
      endedAt: undefined,
      counts: NO_COUNTS,
      isCut: false,
      problem: undefined,
      entries: [],
    });
    const { source, cursor, isOwed } = held;
    return Promise.resolve({ sync: { id, ...sync }, source, cursor, dueAt: source.nextSyncAt, wasDue, isOwed });
  }

  renew(claim: SyncClaim, leaseMs: number): Promise<boolean> {
    const held = this.#heldBy(claim);
    if (held !== undefined) held.leaseUntil = this.now().getTime() + leaseMs;
    return Promise.resolve(held !== undefined);
  }

  see(claim: SyncClaim, assetId: string): Promise<number> {
    const now = this.now().getTime();
    const held = this.#heldBy(claim);
    const seenAt = held?.seen.get(assetId);
    if (seenAt === undefined && !claim.sync.isDryRun) held?.seen.set(assetId, now);
    return Promise.resolve(now - (seenAt ?? now));
  }

  finish(claim: SyncClaim, result: SyncResult): Promise<void> {
    const held = this.#heldBy(claim);
    if (held === undefined) return Promise.resolve();
    const { counts, problem, entries, cursor } = result;
    const [endedAt, state] = [this.now().toISOString(), problem === undefined ? 'done' : 'failed'] as const;
    const ended = { endedAt, state, counts, problem, entries, isCut: cursor !== undefined };
    const syncs = held.syncs.map((sync) => (sync.id === claim.sync.id ? { ...sync, ...ended } : sync));
    const kept = [true, false].flatMap((dry) => syncs.filter(({ isDryRun }) => isDryRun === dry).slice(0, SYNCS_KEPT));
    held.syncs = syncs.filter((sync) => kept.includes(sync));
    Object.assign(held, { claim: undefined, leaseUntil: 0 });
    if (!claim.sync.isDryRun) this.#plan(held, claim, result);
    if (!isPassive(claim)) this.#keepPlace(held, claim, result);
    return Promise.resolve();
  }

  latest(sourceIds: readonly SourceId[]): Promise<ReadonlyMap<SourceId, SourceSync>> {
    const found = sourceIds.flatMap((id) => {
      const sync = this.#syncsOf(id).find(({ isDryRun }) => !isDryRun);
      return sync === undefined ? [] : [[id, sync] as const];
    });
    return Promise.resolve(new Map(found));
  }

  #plan(held: SourceState, claim: SyncClaim, { againInMs, isOwed = false }: SyncResult): void {
    const { revision, nextSyncAt: planned } = held.source;
    const isChanged = claim.source.revision !== revision || planned !== claim.dueAt;
    const isPlanned = [isPassive(claim), isChanged, held.isRequested].includes(true);
    const own = this.#nextSync(isPlanned ? undefined : held.source.intervalMinutes, isPlanned && !isOwed ? undefined : againInMs);
    const [nextSyncAt] = isPlanned ? [planned, own].filter((time) => time !== undefined).sort() : [own];
    held.source = { ...held.source, nextSyncAt };
    held.isOwed = isOwed || (isPlanned && held.isOwed);
  }

  #keepPlace(held: SourceState, { source: read, cursor: begun }: SyncClaim, { cursor, problem, waiting }: SyncResult): void {
    // The place may be another one after a change of the settings.
    if (read.revision === held.source.revision) held.cursor = cursor;
    if (begun !== undefined || cursor !== undefined || problem !== undefined) return;
    for (const assetId of held.seen.keys()) if (!waiting.includes(assetId)) held.seen.delete(assetId);
  }

  #nextSync(intervalMinutes: number | undefined, againInMs: number | undefined): string | undefined {
    const times = [
      ...(intervalMinutes === undefined ? [] : [intervalMinutes * MINUTE_MS]),
      ...(againInMs === undefined ? [] : [againInMs]),
    ];
    return times.length === 0 ? undefined : new Date(this.now().getTime() + Math.min(...times)).toISOString();
  }

  #findConflict(libraryId: string, id: SourceId | undefined, content: SourceContent): SourceConflict | undefined {
    const isTaken = [...this.#held.values()].some(
      ({ source }) =>
        source.id !== id && source.libraryId === libraryId && source.name.toLowerCase() === content.name.toLowerCase(),
    );
    if (isTaken) return 'name-taken';
    const { credentialId } = content;
    return credentialId !== undefined && !this.hasCredential(credentialId) ? 'credential-gone' : undefined;
  }

  #heldBy({ source, sync }: SyncClaim): SourceState | undefined {
    const held = this.#held.get(source.id);
    return held?.claim === sync.id ? held : undefined;
  }

  #syncsOf(id: SourceId): readonly SourceSync[] {
    const held = this.#held.get(id);
    const isHeld = (sync: SourceSync): boolean => held?.claim === sync.id && held.leaseUntil > this.now().getTime();
    return (held?.syncs ?? []).map((sync) =>
      sync.endedAt === undefined ? { ...sync, state: isHeld(sync) ? 'running' : 'interrupted' } : sync,
    );
  }
}

const dueAt = ({ nextSyncAt }: Source): number => (nextSyncAt === undefined ? Infinity : Date.parse(nextSyncAt));

const isPassive = ({ sync: { isDryRun, from, to } }: { readonly sync: NewSync }): boolean =>
  isDryRun || from !== undefined || to !== undefined;
