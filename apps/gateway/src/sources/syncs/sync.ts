import type { SourceError } from '@throughline/contracts';
import type { Source, SourceId } from '../source.js';

/** The cause of a sync: a user's request, the source's interval, or a job. */
export const TRIGGERS = ['user', 'interval', 'job'] as const;
export type SyncTrigger = (typeof TRIGGERS)[number];

/** `interrupted`: the gateway was stopped or killed. The next sync continues. */
export const SYNC_STATES = ['running', 'done', 'failed', 'interrupted'] as const;
export type SyncState = (typeof SYNC_STATES)[number];

/**
 * `new`: registered, or would be in a dry run. `known`: registered earlier. `waiting`: not complete yet. `ignored`: not
 * wanted. `failed`: tried again by the next sync.
 */
export const VERDICTS = ['new', 'known', 'waiting', 'ignored', 'failed'] as const;
export type SyncVerdict = (typeof VERDICTS)[number];

/** The number of entries with each verdict, and of items that were moved or marked. */
export type SyncCounts = Readonly<Record<SyncVerdict | 'retired', number>>;
export const NO_COUNTS: SyncCounts = { new: 0, known: 0, waiting: 0, ignored: 0, failed: 0, retired: 0 };

/** The item that a registration would make. */
export interface ForeseenItem {
  readonly title: string;
  readonly startedAt?: string;
  readonly durationSeconds?: number;
  /** Absent: the source does not tell. */
  readonly bytes?: number;
  /** The template that it would be bound to. */
  readonly templateId?: number;
  /** False: it would be `SKIPPED`. */
  readonly isMapped: boolean;
}

/** The finding of a sync about one entry. The name and the title are personal data. */
export interface SyncedEntry {
  readonly name: string;
  readonly verdict: SyncVerdict;
  readonly itemId?: string;
  /** Only of new entries in a dry run. */
  readonly foreseen?: ForeseenItem;
  readonly code?: string;
  readonly message?: string;
}

export interface SyncWindow {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface SourceSync extends SyncWindow {
  readonly id: string;
  readonly sourceId: SourceId;
  readonly trigger: SyncTrigger;
  readonly isDryRun: boolean;
  readonly state: SyncState;
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  readonly counts: SyncCounts;
  /** True: the sync has stopped at a limit, and the next one continues. */
  readonly isCut: boolean;
  readonly problem: SourceError | undefined;
  /** The first entries, without known ones. Dry runs have known ones too, behind all others. */
  readonly entries: readonly SyncedEntry[];
}

/** The exclusive right to sync a source, while its lease lasts. */
export interface SyncClaim {
  readonly sync: Pick<SourceSync, 'id' | 'trigger' | 'isDryRun' | 'from' | 'to'>;
  readonly source: Source;
  /** The page after which an earlier sync has stopped at a limit. */
  readonly cursor: string | undefined;
  /** The time at which the source is due, as the store writes it. Another time means that another sync was requested. */
  readonly dueAt: string | undefined;
  /** True: the source was due before the sync began. */
  readonly wasDue: boolean;
  /** True: an item was announced or is pending, so that a pass from the beginning is due. */
  readonly isOwed: boolean;
}

export interface SyncResult extends Pick<SourceSync, 'counts' | 'problem' | 'entries'> {
  /** Present if the sync has stopped at a limit. */
  readonly cursor: string | undefined;
  /** The assets of items that are not complete yet. Others that were seen no longer exist, have changed, or are registered. */
  readonly waiting: readonly string[];
  /** The next sync is due after this time, if that is before the end of the interval. */
  readonly againInMs: number | undefined;
  /** True: another pass from the beginning is due, whatever page the next sync continues at. */
  readonly isOwed?: boolean;
}
