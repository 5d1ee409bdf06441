import type { BulkAction, BulkBody, ItemEffect, PlanChange, PlanPart } from '../../items/index.js';

export const BULK_STATES = ['previewing', 'previewed', 'running', 'stopping', 'stopped', 'done'] as const;
export type BulkState = (typeof BULK_STATES)[number];
/** The states in which a gateway has work to do. */
export const ACTIVE_STATES = ['previewing', 'running', 'stopping'] as const satisfies readonly BulkState[];
export const isActive = (state: BulkState): boolean => ACTIVE_STATES.some((one) => one === state);

export const BULK_NOUNS = ['recording', 'document'] as const;
export type BulkNoun = (typeof BULK_NOUNS)[number];

/** The command's effect on an item, as the preview found it. */
export const VERDICTS = ['change', 'skip', 'refuse', 'error'] as const;
export type Verdict = (typeof VERDICTS)[number];
/** The command's effect on an item. `left_out`: the bulk command was stopped before it. */
export const OUTCOMES = ['changed', 'skipped', 'refused', 'error', 'left_out'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** `preview` finds a verdict for each item; `run` sends the commands. */
export type BulkPhase = 'preview' | 'run';
export const phaseOf = ({ startedAt }: Pick<BulkCommand, 'startedAt'>): BulkPhase =>
  startedAt === undefined ? 'preview' : 'run';

/** The id of the commands to its items. With the item's id it gives the id of the commit, so a repeated command finds the first one's. */
export const commandIdOf = ({ id }: Pick<BulkCommand, 'id'>): string => `bulk:${id}`;

/** The texts of a verdict or outcome, as a single request would have them. */
export type Finding = Omit<ItemEffect, 'effect'>;

/** The result of items that a stop has left out. */
export const LEFT_OUT: Finding = {
  code: 'left-out',
  detail: 'The bulk command was stopped before this item.',
  try_instead: 'Preview the remaining items again.',
  status: null,
};

/** The most details of one word and code that are counted apart. */
export const MAX_DETAILS = 20;

/** Items with the same word, code and detail. `detail` is null for those beyond {@link MAX_DETAILS}. */
export interface BulkCount<Word extends string = string> {
  readonly word: Word;
  readonly code: string;
  readonly count: number;
  readonly detail: string | null;
}

/** One command on a fixed set of items. Times are ISO 8601, by the database's clock. */
export interface BulkCommand {
  readonly id: string;
  readonly libraryId: string;
  readonly noun: BulkNoun;
  /** A {@link BulkAction}, or one of a newer release. */
  readonly action: string;
  readonly state: BulkState;
  readonly total: number;
  readonly verdicts: readonly BulkCount<Verdict>[];
  readonly outcomes: readonly BulkCount<Outcome>[];
  readonly changedSincePreview: number;
  /** The settings that verdicts were based on, and that were different during the execution. */
  readonly planChanges: readonly PlanChange[];
  readonly requestedBy: string;
  readonly executedBy: string | undefined;
  /** The time at which a required service became unavailable, if it is. */
  readonly waitingSince: string | undefined;
  readonly createdAt: string;
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly expiresAt: string;
}

export interface BulkItem {
  readonly position: number;
  readonly itemId: string;
  readonly verdict: Verdict | undefined;
  readonly preview: Finding | undefined;
  readonly outcome: Outcome | undefined;
  readonly result: Finding | undefined;
  readonly changedSincePreview: boolean;
}

export interface NewBulkCommand extends Pick<BulkCommand, 'id' | 'libraryId' | 'noun' | 'requestedBy'> {
  readonly action: BulkAction;
  readonly body: BulkBody;
  /** The settings that the preview can use. */
  readonly planParts: readonly PlanPart[];
}

/** The right to work on a bulk command until its lease expires. */
export interface BulkClaim {
  readonly claim: string;
  readonly bulk: BulkCommand;
  /** The settings that the preview has used. */
  readonly usedParts: readonly PlanPart[];
  /** Throws if the body was sealed with another key. Such a bulk command can still be stopped. */
  readonly readBody: () => BulkBody;
}

/** The verdict or outcome of the item at a position, and the revision that it was decided on. */
export interface ItemFinding {
  readonly position: number;
  readonly word: Verdict | Outcome;
  readonly finding: Finding;
  readonly revision: string | undefined;
  /** Keys of the settings that the previewed command uses. */
  readonly uses?: readonly string[];
}
