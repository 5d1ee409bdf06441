import type { HeldAt } from './held.js';
import type { AssetState, Personal } from '@throughline/domain';
import type { Revision } from '@throughline/event-store';

/** A recording with the same content. */
export interface SameContent {
  readonly id: string;
  /** When it was registered. */
  readonly createdAt: string;
}

/** Which recordings have a content. */
export interface ContentQuery {
  readonly owner: string;
  readonly sha256: string;
  /** Who asks, and is not meant. */
  readonly id: string;
  /** Only those that were registered before; undefined: whenever that was. */
  readonly createdAt: string | undefined;
}

/** A recording as the projection has it. */
export interface RecordingRow {
  readonly id: string;
  readonly owner: string;
  readonly state: AssetState;
  readonly personal: Personal;
  readonly revision: Revision;
  /** Of another number than this build's: the state is not to be read. */
  readonly foldVersion: number;
  /** Its history cannot be folded on; what is shown is the last good state. */
  readonly held: HeldAt | undefined;
  /** The oldest recording of its owner that was registered before it and has the same content; deleted ones left aside. */
  readonly duplicateOf: SameContent | undefined;
}

export const SORT_COLUMNS = ['created_at', 'updated_at', 'title', 'status'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** The place after which a page starts: the sort column's value of the last item, and its id. */
export interface PageKey {
  readonly value: string;
  readonly id: string;
}

export interface RecordingFilter {
  readonly owner: string;
  readonly statuses: readonly string[];
  /** Part of a title. */
  readonly q: string | undefined;
  /** Registered at or after, ISO. */
  readonly from: string | undefined;
  /** Registered before, ISO. */
  readonly before: string | undefined;
  readonly failed?: boolean | undefined;
  readonly onPause?: boolean | undefined;
  /** For something that is not there yet. */
  readonly waiting?: boolean | undefined;
  /** Some output is uploaded, and nobody could say whether it has arrived. */
  readonly unconfirmed?: boolean | undefined;
  /** Some outputs are uploaded and others have failed. */
  readonly partial?: boolean | undefined;
  /** Deleted ones, expired or not; undefined: with all others. */
  readonly deleted?: boolean | undefined;
  readonly erased?: boolean | undefined;
  /** With this content, in hex. */
  readonly sha256?: string | undefined;
  /** That has brought them: its number. */
  readonly channel?: number | undefined;
}

export interface PageRequest {
  readonly filter: RecordingFilter;
  readonly sort: Sort;
  readonly after: PageKey | undefined;
  readonly limit: number;
  readonly withTotal: boolean;
}

export interface Page {
  readonly rows: readonly RecordingRow[];
  /** Where the next page starts; undefined on the last one. */
  readonly next: PageKey | undefined;
  readonly total: number | undefined;
}

/** One event of the audit log. */
export interface AuditEvent {
  /** Its place: opaque to clients, given back as `after`. */
  readonly id: string;
  readonly type: string;
  readonly step: string | null;
  readonly status_after: string;
  readonly failed_after: boolean;
  readonly message: string | null;
  readonly detail: unknown;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly occurred_at: string;
  readonly recorded_at: string;
}

export interface AuditPlace {
  readonly position: string;
  readonly index: number;
}

/** What the gateway reads of the projector's tables. It writes none of them. */
export interface RecordingRows {
  /** The rows of these ids in one statement; unknown ids are absent. */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, RecordingRow>>;
  page(request: PageRequest): Promise<Page>;
  /** Ids in the order of registration. */
  idsOf(filter: RecordingFilter, limit: number): Promise<readonly string[]>;
  /** The oldest recording of the owner with this content, deleted ones left aside. */
  withContent(query: ContentQuery): Promise<SameContent | undefined>;
  events(assetId: string, after: AuditPlace | undefined, limit: number): Promise<readonly AuditEvent[]>;
}
