import type { UnreadableKind } from '../http/problems/problem.js';
import type {
  UnreadableHistory,
  AuditEvent,
  AuditCursor,
  ContentQuery,
  Page,
  PageRequest,
  ItemFilter,
  ItemRow,
  ItemRows,
  ContentDuplicate,
  SortColumn,
} from '../projection/rows.js';
import {
  FOLD_VERSION,
  renderAssetStatus,
  contentOf,
  foldPersonal,
  initialPersonal,
  initialState,
  isPresent,
  isRunActive,
  renderRecording,
  resultOf,
  titleOf,
  type AssetState,
  type UploadSummary,
} from '@throughline/domain';
import { QUEUE, RECORDING_PIPELINES, TRANSCRIBE, type PipelineName } from '@throughline/contracts';
import { NO_REVISION, type StoredCommit } from '@throughline/event-store';
import { auditEventsOf } from '../items/history/audit-events.js';

export interface AuditedItem {
  readonly id: string;
  readonly pipeline: string;
  readonly title: string | null;
  readonly createdAt: string;
  readonly events: readonly AuditEvent[];
}

const nobody: ItemRow = {
  id: '',
  owner: '',
  state: initialState,
  personal: initialPersonal,
  revision: NO_REVISION,
  foldVersion: FOLD_VERSION,
  held: undefined,
  duplicateOf: undefined,
};

/** Lists compare every row, and rendering asks for every action. A changed row is a new object. */
const rendered = new WeakMap<ItemRow, { readonly view: ReturnType<typeof renderRecording> }>();

function viewOf(row: ItemRow): ReturnType<typeof renderRecording> {
  const known = rendered.get(row) ?? { view: renderRecording(row.state, row.personal) };
  rendered.set(row, known);
  return known.view;
}

const valueOf = (row: ItemRow, column: SortColumn): string => {
  if (!isPresent(row.state)) return '';
  switch (column) {
    case 'created_at':
      return row.state.registeredAt.replace('Z', '000Z');
    case 'updated_at':
      return row.state.updatedAt.replace('Z', '000Z');
    case 'title':
      return titleOf(row.state, row.personal) ?? '';
    case 'status':
      return renderAssetStatus(row.state).status;
  }
};

const isWanted = (wanted: boolean | undefined, is: boolean): boolean => wanted === undefined || wanted === is;

/** A search in documents also covers their text. */
const searchedIn = (row: ItemRow): string =>
  isPresent(row.state) && row.state.pipeline === 'document' ? JSON.stringify(row.personal) : valueOf(row, 'title');

const matchesContent = (row: ItemRow, { sha256 }: ItemFilter): boolean =>
  sha256 === undefined || viewOf(row)?.source.sha256 === sha256;

const matchesReview = (row: ItemRow, { needsReview }: ItemFilter): boolean =>
  isWanted(needsReview, viewOf(row)?.needs_review === true);

const matchesTag = ({ personal: { tags = [] } }: ItemRow, { tag }: ItemFilter): boolean =>
  tag === undefined || tags.some((one) => one.toLowerCase() === tag.toLowerCase());

const matchesOrigin = ({ state }: ItemRow, { channel }: ItemFilter): boolean =>
  channel === undefined || (isPresent(state) && state.origin?.channel === channel);

const matchesText = (row: ItemRow, { q, statuses }: ItemFilter): boolean =>
  (statuses.length === 0 || statuses.includes(valueOf(row, 'status'))) &&
  (q === undefined || searchedIn(row).toLowerCase().includes(q.toLowerCase()));

const matchesTime = ({ state }: ItemRow, { from, before: end }: ItemFilter): boolean => {
  const registered = isPresent(state) ? Date.parse(state.registeredAt) : Number.NaN;
  return (from === undefined || registered >= Date.parse(from)) && (end === undefined || registered < Date.parse(end));
};

const hasDraft = (state: AssetState): boolean =>
  isPresent(state) && resultOf(state.steps.find(({ step }) => step === TRANSCRIBE))?.['quality'] === 'draft';

const matchesLabels = (row: ItemRow, { stopped, transcript }: ItemFilter): boolean => {
  const { label, no_transcript: none } = viewOf(row) ?? {};
  const kind = none == null ? undefined : none.reason === 'disabled' ? 'off' : 'missing';
  return isWanted(stopped, label === 'stopped') && (transcript === undefined || transcript === kind);
};

const matchesUploads = (summary: UploadSummary, filter: ItemFilter): boolean =>
  isWanted(filter.unconfirmed, summary.unconfirmed > 0) &&
  isWanted(filter.partial, summary.partial) &&
  isWanted(filter.followUpsFailed, summary.follow_ups_failed > 0);

/** Compares with the flags of the rendered item. */
const matchesFlags = (row: ItemRow, filter: ItemFilter): boolean => {
  const shown = viewOf(row);
  const failed = isPresent(row.state) && renderAssetStatus(row.state).failed;
  return (
    shown !== undefined &&
    isWanted(filter.failed, failed) &&
    isWanted(filter.onPause, shown.on_pause) &&
    isWanted(
      filter.waiting,
      shown.waiting_for.some(({ for: reason }) => reason !== QUEUE),
    ) &&
    matchesUploads(shown.upload_summary, filter) &&
    isWanted(filter.draft, hasDraft(row.state)) &&
    isWanted(filter.deleted, shown.deleted_at !== null) &&
    isWanted(filter.erased, shown.erased_at !== null)
  );
};

const matches = (row: ItemRow, filter: ItemFilter): boolean =>
  row.owner === filter.owner &&
  matchesText(row, filter) &&
  matchesTime(row, filter) &&
  matchesContent(row, filter) &&
  matchesTag(row, filter) &&
  matchesReview(row, filter) &&
  matchesOrigin(row, filter) &&
  matchesLabels(row, filter) &&
  matchesFlags(row, filter);

/** Returns a quarantine as the projection stores it. */
export const aQuarantine = (held: UnreadableKind): UnreadableHistory => ({
  held,
  position: '1',
  commitId: undefined,
  code: held === 'needs-upgrade' ? 'newer-schema' : 'undecodable',
  reason: 'A stored commit is not JSON',
  since: '2026-01-01T00:00:00.000Z',
});

interface RowSummary {
  readonly id: string;
  readonly owner: string;
  readonly held: UnreadableHistory | undefined;
  readonly isActive: boolean;
  readonly formerLibrary: string | undefined;
}

const isBefore = (a: readonly string[], b: readonly string[]): boolean => {
  const index = a.findIndex((part, at) => part !== b[at]);
  return index >= 0 && (a[index] ?? '') < (b[index] ?? '');
};

/** The projected rows of some pipelines in memory. Folds the log with the domain's own fold, as the projector does. */
export class MemoryItemRows implements ItemRows {
  readonly #rows = new Map<string, ItemRow>();
  readonly #audit = new Map<string, AuditEvent[]>();
  /** The library of each commit, as the lines of the audit log keep it. */
  readonly #libraries = new Map<AuditEvent, string>();
  statements = 0;

  constructor(private readonly pipelines: readonly PipelineName[] = RECORDING_PIPELINES) {}

  standing(pipelines: readonly string[]): readonly RowSummary[] {
    return [...this.#rows.values()].flatMap(({ id, owner, held, state }) =>
      isPresent(state) && pipelines.includes(state.pipeline)
        ? [{ id, owner, held, isActive: isRunActive(state), formerLibrary: state.movedFrom?.library }]
        : [],
    );
  }

  all(): readonly ItemRow[] {
    return [...this.#rows.values()];
  }

  quarantine(id: string, held: UnreadableKind = 'quarantined'): void {
    this.edit(id, (row) => ({ ...row, held: aQuarantine(held) }));
  }

  parked(): readonly ItemRow[] {
    return [...this.#rows.values()].filter(({ held }) => held !== undefined);
  }

  /** Changes a row without an event, as a manual edit of the database would. */
  edit(id: string, change: (row: ItemRow) => ItemRow): void {
    const row = this.#rows.get(id);
    if (row !== undefined) this.#rows.set(id, change(row));
  }

  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, ItemRow>> {
    this.statements += 1;
    return Promise.resolve(new Map(ids.flatMap((id) => this.pairOf(id))));
  }

  page({ filter, sort, after, limit, withTotal }: PageRequest): Promise<Page> {
    const keyOf = (row: ItemRow): readonly string[] => [valueOf(row, sort.column), row.id];
    const isFirst = (a: readonly string[], b: readonly string[]): boolean => (sort.descending ? isBefore(b, a) : isBefore(a, b));
    const matching = [...this.#rows.values()]
      .filter((row) => matches(row, filter))
      .sort((a, b) => (isFirst(keyOf(a), keyOf(b)) ? -1 : 1));
    const rest = matching.filter((row) => after === undefined || isFirst([after.value, after.id], keyOf(row)));
    const rows = rest.slice(0, limit).map((row) => this.shown(row));
    const last = rows.at(-1);
    const next = rest.length > limit && last !== undefined ? { value: valueOf(last, sort.column), id: last.id } : undefined;
    return Promise.resolve({ rows, next, total: withTotal ? matching.length : undefined });
  }

  idsOf(filter: ItemFilter, limit: number): Promise<readonly string[]> {
    const matching = [...this.#rows.values()].filter((row) => matches(row, filter));
    const key = (row: ItemRow): string => `${valueOf(row, 'created_at')} ${row.id}`;
    return Promise.resolve(
      matching
        .sort((a, b) => (key(a) < key(b) ? -1 : 1))
        .slice(0, limit)
        .map(({ id }) => id),
    );
  }

  withContent(query: ContentQuery): Promise<ContentDuplicate | undefined> {
    return Promise.resolve(this.oldestWith(query));
  }

  events(assetId: string, after: AuditCursor | undefined, limit: number): Promise<readonly AuditEvent[]> {
    const all = this.#audit.get(assetId) ?? [];
    const index = after === undefined ? -1 : all.findIndex(({ id }) => id === `${after.position}.${String(after.index)}`);
    return Promise.resolve(all.slice(index + 1, index + 1 + limit));
  }

  /** Returns the histories that have an event in a library, and a test of whether an event happened there. */
  usedIn(owner: string): readonly { readonly events: readonly AuditEvent[]; readonly isThere: (event: AuditEvent) => boolean }[] {
    const isThere = (event: AuditEvent): boolean => this.#libraries.get(event) === owner;
    return [...this.#audit.values()].filter((events) => events.some(isThere)).map((events) => ({ events, isThere }));
  }

  audited(owner: string): readonly AuditedItem[] {
    return [...this.#rows.values()].flatMap(({ id, owner: of, state, personal }) =>
      of === owner && isPresent(state)
        ? [
            {
              id,
              pipeline: state.pipeline,
              title: titleOf(state, personal) ?? null,
              createdAt: state.registeredAt,
              events: this.#audit.get(id) ?? [],
            },
          ]
        : [],
    );
  }

  private pairOf(id: string): [string, ItemRow][] {
    const row = this.#rows.get(id);
    return row === undefined ? [] : [[id, this.shown(row)]];
  }

  private shown(row: ItemRow): ItemRow {
    const { owner, id, state } = row;
    const sha256 = isPresent(state) ? contentOf(state) : undefined;
    if (sha256 === undefined || !isPresent(state)) return row;
    return { ...row, duplicateOf: this.oldestWith({ owner, id, sha256, createdAt: state.registeredAt }) };
  }

  private oldestWith({ owner, sha256, id, createdAt = '9' }: ContentQuery): ContentDuplicate | undefined {
    let oldest: ContentDuplicate | undefined;
    for (const row of this.#rows.values()) {
      const { state } = row;
      if (row.owner !== owner || row.id === id || !isPresent(state) || state.deletedAt !== undefined) continue;
      if (contentOf(state) !== sha256) continue;
      const [at, least] = [[state.registeredAt, state.assetId], oldest ?? { id, createdAt }] as const;
      if (isBefore(at, [least.createdAt, least.id])) oldest = { id: state.assetId, createdAt: state.registeredAt };
    }
    return oldest;
  }

  /** Returns the owner, or `undefined` if the commit belongs to another pipeline and nothing was written. */
  project(recorded: StoredCommit): string | undefined {
    const { assetId: id, commit, revision } = recorded;
    const row = this.#rows.get(id) ?? { ...nobody, id };
    const { events, after: state } = auditEventsOf(row.state, recorded);
    if (!isPresent(state) || !this.pipelines.some((one) => one === state.pipeline)) return undefined;
    const personal = commit.events.reduce(foldPersonal, row.personal);
    this.#audit.set(id, [...(this.#audit.get(id) ?? []), ...events]);
    for (const event of events) this.#libraries.set(event, state.owner);
    this.#rows.set(id, { ...row, state, personal, owner: state.owner, revision });
    return state.owner;
  }
}
