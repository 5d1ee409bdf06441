import {
  MAX_COMMIT_BYTES,
  commitCodec,
  newDataKey,
  originRefOf,
  type AssetEvent,
  type ImportedCommit,
} from '@throughline/contracts';
import { foldCommit, initialState, isPresent, type Asset, type AssetState } from '@throughline/domain';
import { isContentEnd, type StoredCommit } from '@throughline/event-store';
import { isDeepStrictEqual } from 'node:util';

/** The longest history that can be imported. */
export const MAX_COMMITS = 10_000;
/** The largest history that can be imported: bytes of the JSON of its events, with their texts. Each batch reads all of it. */
const MAX_BYTES = 32 * 1_024 * 1_024;

export type ImportRefusal =
  /** The item exists, and is not the one of the import. */
  | 'item-differs'
  /** The item has changed here since it was imported, so nothing can follow the imported commits. */
  | 'item-changed'
  /** The batch does not say that it follows the last commit of the item, so commits between them may be missing. */
  | 'gap'
  | 'other-library'
  | 'erased'
  | 'too-long'
  | 'bad-event';

/** A reason why an item is not imported. */
export interface ImportProblem {
  readonly code: ImportRefusal;
  readonly message: string;
  /** The commit at fault: its number in the batch, from 0. */
  readonly commit?: number;
}

export interface ImportBatch {
  readonly assetId: string;
  /** The library that the item is imported into. */
  readonly library: string;
  readonly commits: readonly ImportedCommit[];
  /** The reference of the commit before the first one of the batch. Required if the batch neither begins nor repeats the history. */
  readonly after?: string;
  /** The latest time that an event may have, in milliseconds. */
  readonly latest: number;
}

export type ImportPlan =
  | { readonly problem: ImportProblem }
  /** The commits that the log lacks, as they will be stored. */
  | { readonly missing: readonly ImportedCommit[]; readonly state: AssetState };

const problem = (code: ImportRefusal, message: string, place: Pick<ImportProblem, 'commit'> = {}): ImportPlan => ({
  problem: { code, message, ...place },
});

/** Gives the events of a history to the library that it is imported into. */
function adopt(event: AssetEvent, library: string): AssetEvent {
  if (event.type === 'AssetRegistered') return { ...event, data: { ...event.data, owner: library } };
  if (event.type === 'AssetTransferred') return { ...event, data: { ...event.data, to: library } };
  return event;
}

const withoutTexts = (event: AssetEvent): AssetEvent => {
  if (!('personal' in event)) return event;
  const { personal: _, ...open } = event;
  return open;
};

const toPlain = (events: readonly AssetEvent[]): unknown => JSON.parse(JSON.stringify(events)) as unknown;

const isImported = ({ commit }: StoredCommit): boolean => commit.origin?.kind === 'imported';

const ENVELOPE_OF_COMMIT = 2_000;
const ENVELOPE_OF_EVENT = 200;

/** Encodes only commits that may be too long, because encoding seals. */
function isTooLong(assetId: string, { commit }: ImportedCommit): boolean {
  const bytes = Buffer.byteLength(JSON.stringify(commit.events));
  const most = ENVELOPE_OF_COMMIT + commit.events.length * ENVELOPE_OF_EVENT + Math.ceil((bytes * 4) / 3);
  if (most <= MAX_COMMIT_BYTES) return false;
  try {
    commitCodec.encode(assetId, commit, newDataKey());
    return false;
  } catch {
    return true;
  }
}

const hasTexts = ({ commit }: Pick<ImportedCommit, 'commit'>): boolean =>
  commit.events.some((event) => 'personal' in event && event.personal !== undefined);

/** The part of a history that stands before a commit. */
interface Past {
  readonly isEmpty: boolean;
  readonly hasTexts: boolean;
  /** The item was erased, or has expired. */
  readonly hasEnded: boolean;
}

const emptyPast: Past = { isEmpty: true, hasTexts: false, hasEnded: false };

const extendPast = (past: Past, added: Pick<ImportedCommit, 'commit'>): Past => ({
  isEmpty: false,
  hasTexts: past.hasTexts || hasTexts(added),
  hasEnded: past.hasEnded || isContentEnd(added.commit),
});

function findRegistrationFault({ commit: { events } }: ImportedCommit, isFirst: boolean): string | undefined {
  const types = events.map(({ type }) => type);
  if (isFirst && types[0] !== 'AssetRegistered') return `the history begins with ${types[0] ?? ''} instead of AssetRegistered`;
  return types.includes('AssetRegistered', isFirst ? 1 : 0) ? 'AssetRegistered stands after the begin of the history' : undefined;
}

function findCommitFault(imported: ImportedCommit, past: Past, { assetId, latest }: ImportBatch): string | undefined {
  const { at } = imported.commit;
  const fault = findRegistrationFault(imported, past.isEmpty);
  if (fault !== undefined) return fault;
  if (Date.parse(at) > latest) return `its time ${at} lies in the future`;
  const { hasTexts: texts, hasEnded } = extendPast(past, imported);
  if (texts && hasEnded) return 'the history of an erased or expired item must come without its texts';
  return isTooLong(assetId, imported) ? `the commit is longer than ${String(MAX_COMMIT_BYTES)} bytes` : undefined;
}

/** Checks the commits that would be stored, and folds them. */
function foldMissing(batch: ImportBatch, log: readonly StoredCommit[], missing: readonly ImportedCommit[]): ImportPlan {
  const { assetId, commits } = batch;
  const offset = commits.length - missing.length;
  let state = log.reduce(foldCommit, initialState);
  let past = log.reduce(extendPast, emptyPast);
  for (const [index, imported] of missing.entries()) {
    const fault = findCommitFault(imported, past, batch);
    if (fault !== undefined) return problem('bad-event', fault, { commit: offset + index });
    past = extendPast(past, imported);
    try {
      state = foldCommit(state, { assetId, commit: imported.commit });
    } catch {
      return problem('bad-event', 'this release cannot fold the commit', { commit: offset + index });
    }
  }
  return { missing, state };
}

const bytesOf = (commits: readonly Pick<ImportedCommit, 'commit'>[]): number =>
  commits.reduce((sum, { commit }) => sum + Buffer.byteLength(JSON.stringify(commit.events)), 0);

function findLengthFault(log: readonly StoredCommit[], missing: readonly ImportedCommit[]): ImportPlan | undefined {
  const commits = log.length + missing.length;
  if (commits > MAX_COMMITS) return problem('too-long', `The history has more than ${String(MAX_COMMITS)} commits`);
  // Most histories are so short that nobody needs to count.
  if (commits * MAX_COMMIT_BYTES <= MAX_BYTES || bytesOf(log) + bytesOf(missing) <= MAX_BYTES) return undefined;
  return problem('too-long', `The events of the history have more than ${String(MAX_BYTES / 1_024 / 1_024)} MiB`);
}

const ownerOf = (asset: Asset, log: readonly StoredCommit[]): string => {
  const first = log[0]?.commit.events[0];
  return first?.type === 'AssetRegistered' && isImported(log[0] as StoredCommit) ? first.data.owner : asset.owner;
};

/** Refuses an item that is not the one of the batch, as far as the log tells. */
function findForeignItem({ library }: ImportBatch, log: readonly StoredCommit[]): ImportPlan | undefined {
  const state = log.reduce(foldCommit, initialState);
  if (!isPresent(state)) return undefined;
  return ownerOf(state, log) === library
    ? undefined
    : problem('other-library', 'The item exists in another library. Name that library, or leave the item out');
}

/** Refuses commits that would follow others than imported ones. */
function findOwnCommits(log: readonly StoredCommit[]): ImportPlan | undefined {
  const own = log.find((stored) => !isImported(stored));
  if (own === undefined) return undefined;
  if (log.some(({ commit }) => isContentEnd(commit)))
    return problem('erased', 'The item was erased or has expired here. It cannot be imported again');
  return problem('item-changed', 'The item has changed here since it was imported, so no further commits can be added to it');
}

const isRegistration = (imported: ImportedCommit | undefined): boolean => imported?.commit.events[0]?.type === 'AssetRegistered';

const differs = (commit: number): ImportPlan =>
  problem('item-differs', 'The commit differs from the one that the item has here', { commit });

const showRef = (ref: string | undefined): string => (ref === undefined ? 'none' : JSON.stringify(ref));

/** Finds in a log the place of a batch. */
class BatchPlace {
  readonly #refs: readonly string[];
  /** Commits that an erasure or expiry has followed have lost their texts. */
  readonly #hasLostTexts: boolean;

  constructor(
    private readonly batch: ImportBatch,
    private readonly log: readonly StoredCommit[],
    incarnation: string,
  ) {
    this.#refs = log.map((stored) => originRefOf(stored, incarnation));
    this.#hasLostTexts = log.some(({ commit }) => isContentEnd(commit));
  }

  /** Compares the commits of the batch with those of the log, in order. */
  findMissing(): ImportPlan | { readonly missing: readonly ImportedCommit[] } {
    const { commits } = this.batch;
    const begin = this.#findBegin();
    if (typeof begin !== 'number') return begin;
    const present = this.log.slice(begin);
    const different = present.findIndex((stored, index) => {
      const imported = commits[index];
      return imported !== undefined && !this.#isSame(imported, stored, this.#refs[begin + index]);
    });
    if (different >= 0) {
      const isOwn = present[different] !== undefined && !isImported(present[different]);
      return (isOwn ? findOwnCommits(this.log) : undefined) ?? differs(different);
    }
    const repeated = commits.findIndex(({ ref }, index) => index >= present.length && this.#refs.includes(ref));
    return repeated < 0 ? { missing: commits.slice(present.length) } : differs(repeated);
  }

  /** Returns the number of the log's commit that the first one of the batch repeats, or the log's length. */
  #findBegin(): ImportPlan | number {
    const { after, commits } = this.batch;
    if (after !== undefined) {
      const before = this.#refs.indexOf(after);
      return before < 0 ? this.#gap(`the batch follows ${showRef(after)}`) : before + 1;
    }
    if (this.log.length === 0) return 0;
    const begin = this.#refs.indexOf(commits[0]?.ref ?? '');
    if (begin >= 0) return begin;
    if (isRegistration(commits[0])) return problem('item-differs', 'Another item has this id here', { commit: 0 });
    return findOwnCommits(this.log) ?? this.#gap('the batch does not say which commit it follows');
  }

  #gap(reason: string): ImportPlan {
    return problem('gap', `Commits may be missing: the last commit here is ${showRef(this.#refs.at(-1))}, and ${reason}`, {
      commit: 0,
    });
  }

  #isSame({ ref, commit }: ImportedCommit, { commit: stored }: StoredCommit, storedRef: string | undefined): boolean {
    if (ref !== storedRef || commit.at !== stored.at || commit.events.length !== stored.events.length) return false;
    const events = this.#hasLostTexts ? commit.events.map(withoutTexts) : commit.events;
    return isDeepStrictEqual(toPlain(events), toPlain(stored.events));
  }
}

/**
 * Decides what to store of a batch. `log` is the present history of the item: the batch begins it, repeats a part of it,
 * continues after its last commit, or is refused. Nothing of a refused batch is stored.
 */
export function planImport(given: ImportBatch, log: readonly StoredCommit[], incarnation: string): ImportPlan {
  const { library } = given;
  const commits = given.commits.map(({ ref, commit }) => ({
    ref,
    commit: { ...commit, events: commit.events.map((event) => adopt(event, library)) },
  }));
  const batch = { ...given, commits };
  const found = findForeignItem(batch, log) ?? new BatchPlace(batch, log, incarnation).findMissing();
  if ('problem' in found) return found;
  const { missing } = found;
  if (missing.length === 0) return { missing, state: log.reduce(foldCommit, initialState) };
  return findLengthFault(log, missing) ?? findOwnCommits(log) ?? foldMissing(batch, log, missing);
}
