import { problemKinds } from '../problems/catalogue.js';

/** Why nobody may decide on an item: its history cannot be read at all, or only by a newer release. */
const HELD = ['quarantined', 'needs-upgrade'] as const;
export type Held = (typeof HELD)[number];

/** An item that is shown as it was before a commit that cannot be applied. */
export interface HeldAt {
  readonly held: Held;
  /** Of that commit. */
  readonly position: string;
  readonly commitId: string | undefined;
  /** The kind of trouble: `undecodable`, `newer-schema`, `history-gap`, `fold-failed` or `unstorable`. */
  readonly code: string;
  /** Names kinds and fields, never content. */
  readonly reason: string;
  /** ISO 8601. */
  readonly since: string;
}

export const isHeld = (code: string): code is Held => (HELD as readonly string[]).includes(code);

/** Why none of its actions is possible, in the words of a refusal. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly tryInstead: string;
}

export const sameHeld = (a: HeldAt | undefined, b: HeldAt | undefined): boolean =>
  a?.held === b?.held && a?.position === b?.position;

/** The same, as it is shown. */
export interface HeldItem {
  readonly position: string;
  readonly code: string;
  readonly reason: string;
  readonly since: string;
}

export const heldItem = (at: HeldAt | undefined): HeldItem | null =>
  at === undefined ? null : { position: at.position, code: at.code, reason: at.reason, since: at.since };

/** An item in quarantine can still be given up. */
export const GIVING_UP: ReadonlySet<string> = new Set(['delete', 'erase']);

/** The last good state is shown, and each action on it is refused as its request would be. */
export function refusalOf(held: Held): Refusal {
  const { title, tryInstead } = problemKinds[held];
  return { code: held, reason: `${title}.`, tryInstead };
}
