import { problemKinds } from '../../http/problems/catalogue.js';

/** Reasons that block every decision on an item: its history is unreadable, or needs a newer release. */
const HELD = ['quarantined', 'needs-upgrade'] as const;
export type UnreadableKind = (typeof HELD)[number];

/** The commit at which an item's history stops being readable. The item is shown in its state before that commit. */
export interface UnreadableHistory {
  readonly held: UnreadableKind;
  readonly position: string;
  readonly commitId: string | undefined;
  /** `undecodable`, `newer-schema`, `history-gap`, `fold-failed` or `unstorable`. */
  readonly code: string;
  /** Names kinds and fields, never content. */
  readonly reason: string;
  /** ISO 8601. */
  readonly since: string;
}

export const isUnreadableKind = (code: string): code is UnreadableKind => (HELD as readonly string[]).includes(code);

/** The reason why no action is possible, as an answer to a request would give it. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly tryInstead: string;
}

export const isSameUnreadable = (a: UnreadableHistory | undefined, b: UnreadableHistory | undefined): boolean =>
  a?.held === b?.held && a?.position === b?.position;

export interface UnreadableHistoryItem {
  readonly position: string;
  readonly code: string;
  readonly reason: string;
  readonly since: string;
}

export const renderUnreadable = (at: UnreadableHistory | undefined): UnreadableHistoryItem | null =>
  at === undefined ? null : { position: at.position, code: at.code, reason: at.reason, since: at.since };

/** Actions that a quarantined item still allows. */
export const GIVING_UP: ReadonlySet<string> = new Set(['delete', 'erase']);

/** Returns the refusal of each action on the item, equal to the answer to its request. */
export function refusalOf(held: UnreadableKind): Refusal {
  const { title, tryInstead } = problemKinds[held];
  return { code: held, reason: `${title}.`, tryInstead };
}
