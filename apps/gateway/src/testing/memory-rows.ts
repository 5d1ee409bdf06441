import type { UnreadableKind } from '../kit/http/problems/problem.js';
import { LIST_FILTERS, TO_DO_FILTERS, type ListFilter } from '../adapters/projection/rows.js';
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
  Milestone,
} from '../adapters/projection/rows.js';
import {
  FOLD_VERSION,
  contentOf,
  foldPersonal,
  initialPersonal,
  initialState,
  isPresent,
  isRunActive,
  titleOf,
} from '@throughline/domain';
import { RECORDING_PIPELINES, type PipelineName } from '@throughline/contracts';
import { NO_REVISION, type StoredCommit } from '@throughline/event-store';
import { isBeforePlace, MemoryAuditLines, newestFirst, type LibraryHistory } from './memory-audit-lines.js';
import { matches, valueOf } from './match-row.js';
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

/** Returns a quarantine as the projection stores it. */
export const aQuarantine = (kind: UnreadableKind): UnreadableHistory => ({
  kind,
  position: '1',
  commitId: undefined,
  code: kind === 'needs-upgrade' ? 'newer-schema' : 'undecodable',
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
  readonly #audit = new MemoryAuditLines();
  statements = 0;

  /** `parts`: shows the rows of these instead of its own. */
  constructor(
    private readonly pipelines: readonly PipelineName[] = RECORDING_PIPELINES,
    private readonly parts: readonly MemoryItemRows[] = [],
  ) {}

  summaries(pipelines: readonly string[]): readonly RowSummary[] {
    return [...this.#rows.values()].flatMap(({ id, owner, held, state }) =>
      isPresent(state) && pipelines.includes(state.pipeline)
        ? [{ id, owner, held, isActive: isRunActive(state), formerLibrary: state.movedFrom?.library }]
        : [],
    );
  }

  all(): readonly ItemRow[] {
    return [...this.#rows.values(), ...this.parts.flatMap((part) => part.all())];
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
    const matching = this.all()
      .filter((row) => matches(row, filter))
      .sort((a, b) => (isFirst(keyOf(a), keyOf(b)) ? -1 : 1));
    const rest = matching.filter((row) => after === undefined || isFirst([after.value, after.id], keyOf(row)));
    const rows = rest.slice(0, limit).map((row) => this.shown(row));
    const last = rows.at(-1);
    const next = rest.length > limit && last !== undefined ? { value: valueOf(last, sort.column), id: last.id } : undefined;
    return Promise.resolve({ rows, next, total: withTotal ? matching.length : undefined });
  }

  countByFilter(filter: ItemFilter): Promise<ReadonlyMap<ListFilter, number>> {
    return Promise.resolve(this.countEach(LIST_FILTERS, filter));
  }

  countToDo(filter: ItemFilter): Promise<ReadonlyMap<ListFilter, number>> {
    return Promise.resolve(this.countEach(TO_DO_FILTERS, filter));
  }

  private countEach(filters: readonly ListFilter[], filter: ItemFilter): ReadonlyMap<ListFilter, number> {
    const count = (list: ListFilter): number =>
      this.all().filter((row) => matches(row, { ...filter, list, deleted: list === 'deleted' })).length;
    return new Map(filters.map((list) => [list, count(list)] as const).filter(([, found]) => found > 0));
  }

  registrants(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const actors = ids.map((id) => [id, this.audit(id)?.[0]?.actor] as const);
    return Promise.resolve(new Map(actors.flatMap(([id, actor]) => (actor?.kind === 'user' ? [[id, actor.id] as const] : []))));
  }

  idsOf(filter: ItemFilter, limit: number): Promise<readonly string[]> {
    const matching = this.all().filter((row) => matches(row, filter));
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
    return Promise.resolve(this.#audit.page(assetId, after, limit));
  }

  milestones(owner: string, before: AuditCursor | undefined, limit: number): Promise<readonly Milestone[]> {
    const present = new Set(this.all().flatMap((row) => (row.owner === owner ? [row.id] : [])));
    const all = [this.#audit, ...this.parts.map((part) => part.#audit)].flatMap((audit) => audit.milestones(owner));
    const found = all
      .sort(newestFirst)
      .filter((event) => present.has(event.assetId) && (before === undefined || isBeforePlace(event, before)));
    return Promise.resolve(found.slice(0, limit));
  }

  usedIn(owner: string): readonly LibraryHistory[] {
    return this.#audit.usedIn(owner);
  }

  audited(owner: string): readonly AuditedItem[] {
    return this.all().flatMap(({ id, owner: of, state, personal }) =>
      of === owner && isPresent(state)
        ? [
            {
              id,
              pipeline: state.pipeline,
              title: titleOf(state, personal) ?? null,
              createdAt: state.registeredAt,
              events: this.#audit.of(id) ?? [],
            },
          ]
        : [],
    );
  }

  historyOf(id: string): readonly AuditEvent[] {
    return this.audit(id) ?? [];
  }

  private audit(id: string): readonly AuditEvent[] | undefined {
    return this.#audit.of(id) ?? this.parts.map((part) => part.audit(id)).find((events) => events !== undefined);
  }

  private pairOf(id: string): [string, ItemRow][] {
    const row = this.#rows.get(id) ?? this.parts.flatMap((part) => part.all()).find((one) => one.id === id);
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
    this.#audit.add(id, state.owner, events);
    this.#rows.set(id, { ...row, state, personal, owner: state.owner, revision });
    return state.owner;
  }
}
