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
export const MOST_COMMITS = 10_000;

export type ImportRefusal =
  /** The item exists, and is not the one of the import. */
  | 'item-differs'
  /** The item has changed here since it was imported, so nothing can follow the imported commits. */
  | 'item-changed'
  | 'other-library'
  | 'erased'
  | 'too-many-commits'
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

/** An erasure has removed the texts of the stored event. */
const withoutLostTexts = (event: AssetEvent, stored: AssetEvent): AssetEvent => {
  if (!('personal' in event) || ('personal' in stored && stored.personal !== undefined)) return event;
  const { personal: _, ...open } = event;
  return open;
};

const toPlain = (events: readonly AssetEvent[]): unknown => JSON.parse(JSON.stringify(events)) as unknown;

function isSame({ commit }: ImportedCommit, { commit: stored }: StoredCommit): boolean {
  if (commit.at !== stored.at || commit.events.length !== stored.events.length) return false;
  const events = commit.events.map((event, index) => withoutLostTexts(event, stored.events[index] ?? event));
  return isDeepStrictEqual(toPlain(events), toPlain(stored.events));
}

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

interface Faults {
  readonly assetId: string;
  readonly latest: number;
  /** The item has texts, or had some in this batch. */
  readonly hasTexts: boolean;
  readonly isFirst: boolean;
}

function findCommitFault(imported: ImportedCommit, { assetId, latest, hasTexts, isFirst }: Faults): string | undefined {
  const { at, events } = imported.commit;
  const types = events.map(({ type }) => type);
  if (isFirst && types[0] !== 'AssetRegistered') return `the history begins with ${types[0] ?? ''} instead of AssetRegistered`;
  if (types.includes('AssetRegistered', isFirst ? 1 : 0)) return 'AssetRegistered stands after the begin of the history';
  if (Date.parse(at) > latest) return `its time ${at} lies in the future`;
  if (hasTexts && isContentEnd(imported.commit)) return 'the history of an erased or expired item must come without its texts';
  return isTooLong(assetId, imported) ? `the commit is longer than ${String(MAX_COMMIT_BYTES)} bytes` : undefined;
}

const hasTexts = ({ commit }: Pick<ImportedCommit, 'commit'>): boolean =>
  commit.events.some((event) => 'personal' in event && event.personal !== undefined);

/** Checks the commits that would be stored, and folds them. */
function foldMissing(batch: ImportBatch, log: readonly StoredCommit[], missing: readonly ImportedCommit[]): ImportPlan {
  const { assetId, commits } = batch;
  const offset = commits.length - missing.length;
  let state = log.reduce(foldCommit, initialState);
  let texts = log.some(hasTexts);
  for (const [index, imported] of missing.entries()) {
    texts ||= hasTexts(imported);
    const isFirst = log.length === 0 && index === 0;
    const fault = findCommitFault(imported, { assetId, latest: batch.latest, hasTexts: texts, isFirst });
    if (fault !== undefined) return problem('bad-event', fault, { commit: offset + index });
    try {
      state = foldCommit(state, { assetId, commit: imported.commit });
    } catch {
      return problem('bad-event', 'this release cannot fold the commit', { commit: offset + index });
    }
  }
  return { missing, state };
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

interface Compared {
  readonly imported: ImportedCommit;
  readonly stored: StoredCommit;
  readonly incarnation: string;
}

const isSameCommit = ({ imported, stored, incarnation }: Compared): boolean =>
  originRefOf(stored, incarnation) === imported.ref && isSame(imported, stored);

/** Compares the commits of a batch with those of the log, in order. */
function findMissing(
  { commits }: ImportBatch,
  log: readonly StoredCommit[],
  incarnation: string,
): ImportPlan | { readonly missing: readonly ImportedCommit[] } {
  const known = log.findIndex((stored) => originRefOf(stored, incarnation) === commits[0]?.ref);
  if (known < 0 && log.length > 0 && isRegistration(commits[0]))
    return problem('item-differs', 'Another item has this id here', { commit: 0 });
  const present = known < 0 ? [] : log.slice(known);
  const different = present.findIndex((stored, index) => {
    const imported = commits[index];
    return imported !== undefined && !isSameCommit({ imported, stored, incarnation });
  });
  if (different < 0) return { missing: commits.slice(present.length) };
  const isOwn = present[different] !== undefined && !isImported(present[different]);
  return (isOwn ? findOwnCommits(log) : undefined) ?? differs(different);
}

const differs = (commit: number): ImportPlan =>
  problem('item-differs', 'The commit differs from the one that the item has here', { commit });

/**
 * Decides what to store of a batch. `log` is the present history of the item: the batch repeats a part of it, continues it, or
 * is refused. Nothing of a refused batch is stored.
 */
export function planImport(given: ImportBatch, log: readonly StoredCommit[], incarnation: string): ImportPlan {
  const { library } = given;
  const commits = given.commits.map(({ ref, commit }) => ({
    ref,
    commit: { ...commit, events: commit.events.map((event) => adopt(event, library)) },
  }));
  const batch = { ...given, commits };
  const found = findForeignItem(batch, log) ?? findMissing(batch, log, incarnation);
  if ('problem' in found) return found;
  const { missing } = found;
  if (missing.length === 0) return { missing, state: log.reduce(foldCommit, initialState) };
  if (log.length + missing.length > MOST_COMMITS)
    return problem('too-many-commits', `The history has more than ${String(MOST_COMMITS)} commits`);
  return findOwnCommits(log) ?? foldMissing(batch, log, missing);
}
