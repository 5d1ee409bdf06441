import { contentOf, LIST_STATES, type Asset, type AssetState, type ItemNoun, type PersonalData } from '@throughline/domain';
import type { Revision } from '@throughline/event-store';
import type { UnreadableKind } from '../../kit/http/problems/problem.js';
import type { Token } from '../../kit/provide.js';

export interface QuarantinedItem extends UnreadableHistory {
  readonly id: string;
  /** The number of commits after the one that cannot be applied. */
  readonly waiting: number;
}

export interface QuarantinedRows {
  list(limit: number): Promise<readonly QuarantinedItem[]>;
  find(id: string): Promise<QuarantinedItem | undefined>;
}

export const QUARANTINED_ROWS: Token<QuarantinedRows> = Symbol('QuarantinedRows');

/** Returns the older recording with the same content, for an asset that is not shown from its row. */
export async function findOlderDuplicate(
  rows: Pick<ItemRows, 'withContent'>,
  asset: Asset,
): Promise<ContentDuplicate | undefined> {
  const sha256 = contentOf(asset);
  if (sha256 === undefined) return undefined;
  return rows.withContent({ owner: asset.owner, sha256, id: asset.assetId, createdAt: asset.registeredAt });
}

/** The commit at which an item's history stops being readable. The item is shown in its state before that commit. */
export interface UnreadableHistory {
  readonly kind: UnreadableKind;
  readonly position: string;
  readonly commitId: string | undefined;
  /** `undecodable`, `newer-schema`, `history-gap`, `fold-failed` or `unstorable`. */
  readonly code: string;
  /** Names kinds and fields, never content. */
  readonly reason: string;
  /** ISO 8601. */
  readonly since: string;
}

export interface ContentDuplicate {
  readonly id: string;
  readonly createdAt: string;
}

export interface ContentQuery {
  readonly owner: string;
  readonly sha256: string;
  /** The recording itself, which is excluded. */
  readonly id: string;
  /** Only recordings registered earlier match; undefined: all. */
  readonly createdAt: string | undefined;
}

export interface ItemRow {
  readonly id: string;
  readonly owner: string;
  readonly state: AssetState;
  readonly personal: PersonalData;
  readonly revision: Revision;
  /** If it differs from this build's fold version, `state` must not be used. */
  readonly foldVersion: number;
  /** Set if the history cannot be applied. The row has the last good state. */
  readonly held: UnreadableHistory | undefined;
  /** The owner's oldest earlier recording with the same content. Deleted ones are excluded. */
  readonly duplicateOf: ContentDuplicate | undefined;
}

export const SORT_COLUMNS = ['created_at', 'updated_at', 'title', 'status'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** The last item of a page: its value of the sort column, and its id. The next page starts after it. */
export interface PageKey {
  readonly value: string;
  readonly id: string;
}

/** `missing`: the transcript that a run was asked for. `off`: nobody asked for one. */
export const TRANSCRIPT_FILTERS = ['missing', 'off'] as const;
export type TranscriptFilter = (typeof TRANSCRIPT_FILTERS)[number];

/** `attention`: a person has to do something. `unreadable`: the history cannot be read, whatever the last good state is. */
export const LIST_FILTERS = ['attention', ...LIST_STATES, 'unreadable', 'no_transcript', 'draft', 'unsure'] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

/** The filters that count what a person has to do. */
export const TO_DO_FILTERS = ['attention', 'unsure'] as const satisfies readonly ListFilter[];

export const ITEM_KINDS = ['recording', 'document', 'session'] as const satisfies readonly ItemNoun[];

export interface ItemFilter {
  readonly owner: string;
  /** Absent or empty: all kinds of the rows. */
  readonly kinds?: readonly ItemNoun[] | undefined;
  readonly list?: ListFilter | undefined;
  readonly statuses: readonly string[];
  readonly q: string | undefined;
  /** Registered at or after, ISO. */
  readonly from: string | undefined;
  /** Registered before, ISO. */
  readonly before: string | undefined;
  readonly failed?: boolean | undefined;
  readonly onPause?: boolean | undefined;
  readonly waiting?: boolean | undefined;
  /** Some delivery has an unknown outcome. */
  readonly unconfirmed?: boolean | undefined;
  /** Some outputs are uploaded and others have failed. */
  readonly partial?: boolean | undefined;
  /** Some follow-up of a delivery has finally failed. */
  readonly followUpsFailed?: boolean | undefined;
  /** Finished content waits until a person publishes it. */
  readonly needsReview?: boolean | undefined;
  /** A field of a document is not sure, and nobody has accepted the document. */
  readonly unsure?: boolean | undefined;
  /** A person ended the newest run before an output got the item. */
  readonly stopped?: boolean | undefined;
  /** In any case. */
  readonly tag?: string | undefined;
  /** The transcript has draft quality. */
  readonly draft?: boolean | undefined;
  /** A finished recording has no transcript. */
  readonly transcript?: TranscriptFilter | undefined;
  /** Deleted or not, where expired counts as deleted; undefined: both. */
  readonly deleted?: boolean | undefined;
  readonly erased?: boolean | undefined;
  /** Hex digest of the content. */
  readonly sha256?: string | undefined;
  readonly channel?: number | undefined;
}

export interface PageRequest {
  readonly filter: ItemFilter;
  readonly sort: Sort;
  readonly after: PageKey | undefined;
  readonly limit: number;
  readonly withTotal: boolean;
}

export interface Page {
  readonly rows: readonly ItemRow[];
  readonly next: PageKey | undefined;
  readonly total: number | undefined;
}

export interface AuditEvent {
  /** Opaque to clients, which return it as `after`. */
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
  /** It happened in another system, at `occurred_at`. */
  readonly imported: boolean;
}

/** An event that a view of the whole library shows. */
export interface Milestone extends AuditEvent {
  readonly assetId: string;
}

export interface AuditCursor {
  readonly position: string;
  readonly index: number;
}

/** The gateway's reads of the projector's tables. It never writes to them. */
export interface ItemRows {
  /** Reads rows in one statement. Unknown ids are absent from the result. */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, ItemRow>>;
  page(request: PageRequest): Promise<Page>;
  /** Counts the items of each list filter, whatever `list` says. Filters without items are absent. */
  countByFilter(filter: ItemFilter): Promise<ReadonlyMap<ListFilter, number>>;
  /** Counts the items of each of `TO_DO_FILTERS`, whatever `list` says. Filters without items are absent. */
  countToDo(filter: ItemFilter): Promise<ReadonlyMap<ListFilter, number>>;
  /** Returns the ids of the users who registered the items. Absent: a service did, or the item is unknown. */
  registrants(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Returns ids in the order of registration. */
  idsOf(filter: ItemFilter, limit: number): Promise<readonly string[]>;
  withContent(query: ContentQuery): Promise<ContentDuplicate | undefined>;
  events(assetId: string, after: AuditCursor | undefined, limit: number): Promise<readonly AuditEvent[]>;
  /** Returns what happened in a library to the items that are there now, newest first. */
  milestones(owner: string, before: AuditCursor | undefined, limit: number): Promise<readonly Milestone[]>;
}

export const ITEM_ROWS: Token<ItemRows> = Symbol('ItemRows of all kinds');
export const RECORDING_ROWS: Token<ItemRows> = Symbol('ItemRows of recordings');
export const DOCUMENT_ROWS: Token<ItemRows> = Symbol('ItemRows of documents');
export const SESSION_ROWS: Token<ItemRows> = Symbol('ItemRows of sessions');
