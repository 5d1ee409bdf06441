import { contentOf, isPresent, nounOf, sameFactsOf } from '@throughline/domain';
import type { ItemRow } from '../adapters/projection/rows.js';
import type { SimilarText } from './memory-search-index.js';
import { pairsOf } from '../duplicates/pairs.js';
import {
  DUPLICATE_KINDS,
  MOST_ITEMS,
  type DuplicateGroup,
  type DuplicateStore,
  type GroupPage,
  type GroupQuery,
  type KeptDuplicates,
  type KeptPlace,
} from '../duplicates/duplicate-store.js';

interface Compared {
  readonly id: string;
  readonly kind: DuplicateGroup['kind'];
  readonly createdAt: string;
  readonly sha256: string | undefined;
  /** Undefined if the document has too few values. */
  readonly facts: string | undefined;
}

type GroupOfItems = Omit<DuplicateGroup, 'ids' | 'count'> & { readonly all: readonly Compared[] };

const isSorted = (one: readonly string[], other: readonly string[]): number => (one.join('\0') < other.join('\0') ? -1 : 1);
const byAge = (one: Compared, other: Compared): number => isSorted([one.createdAt, one.id], [other.createdAt, other.id]);
const newestOf = ({ all }: GroupOfItems): string => all.at(-1)?.createdAt ?? '';

function groupBy(items: readonly Compared[], keyOf: (item: Compared) => string | undefined): ReadonlyMap<string, Compared[]> {
  const groups = new Map<string, Compared[]>();
  for (const item of [...items].sort(byAge)) {
    const key = keyOf(item);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** The group of their bytes has the copies. */
const leaveOutCopies = (items: readonly Compared[]): readonly Compared[] =>
  items.filter(({ sha256 }, at) => sha256 === undefined || items.findIndex((one) => one.sha256 === sha256) === at);

/** Puts each item into the group of the oldest one that it is paired with. The groups of bytes and values have their further copies. */
function groupTexts(items: readonly Compared[], pairs: readonly SimilarText[]): readonly GroupOfItems[] {
  const present = new Map(items.map((item) => [item.id, item]));
  const found = pairs.filter(({ firstId, secondId }) => present.has(firstId) && present.has(secondId));
  const roots = new Map<string, SimilarText>();
  const oldestFirst = [...items].sort(byAge).map(({ id }) => id);
  found.sort((one, other) => oldestFirst.indexOf(one.firstId) - oldestFirst.indexOf(other.firstId));
  for (const pair of found) if (!roots.has(pair.secondId)) roots.set(pair.secondId, pair);
  return [...new Set([...roots.values()].map(({ firstId }) => firstId))].map((root) => {
    const members = [root, ...[...roots].flatMap(([id, { firstId }]) => (firstId === root ? [id] : []))];
    const sorted = members.flatMap((id) => present.get(id) ?? []).sort(byAge);
    const isFirst = (at: number, keyOf: (item: Compared) => string | undefined): boolean => {
      const key = sorted[at] && keyOf(sorted[at]);
      return key === undefined || sorted.findIndex((one) => keyOf(one) === key) === at;
    };
    const all = sorted.filter((_, at) => isFirst(at, ({ sha256 }) => sha256) && isFirst(at, ({ facts }) => facts));
    const likeness = Math.min(
      ...all.map(({ id }) => roots.get(id)).map((pair) => (pair?.firstId === root ? pair.likeness : 100)),
    );
    return { key: `similar_text:${root}`, kind: 'document', reason: 'similar_text', all, likeness };
  });
}

/** Groups items as the statement of PostgreSQL does. */
export function groupDuplicates(items: readonly Compared[], pairs: readonly SimilarText[] = []): readonly GroupOfItems[] {
  const files = groupBy(items, ({ kind, sha256 }) => sha256 && `same_file:${kind}:${sha256}`);
  const facts = [...groupBy(items, ({ facts: key }) => key && `same_${key}`)].map(
    ([key, all]) => [key, leaveOutCopies(all)] as const,
  );
  const exact = [...files, ...facts].flatMap(([key, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    return [{ key, kind: first.kind, reason: key.split(':')[0] as DuplicateGroup['reason'], all, likeness: null }];
  });
  return [...exact, ...groupTexts(items, pairs)].filter(({ all }) => all.length > 1);
}

function compare({ id, state, personal }: ItemRow): readonly Compared[] {
  if (!isPresent(state) || state.deletedAt !== undefined) return [];
  const kind = DUPLICATE_KINDS.find((one) => one === nounOf(state.pipeline));
  const facts = sameFactsOf(state, personal);
  if (kind === undefined) return [];
  const key = facts && `${facts.by}:${JSON.stringify(facts.values)}`;
  return [{ id, kind, createdAt: state.registeredAt, sha256: contentOf(state), facts: key }];
}

export class MemoryDuplicateStore implements DuplicateStore {
  readonly #kept = new Map<string, KeptDuplicates>();

  constructor(
    private readonly rows: () => readonly ItemRow[],
    private readonly similarTexts: (libraryId: string) => readonly SimilarText[],
    private readonly now: () => Date = () => new Date(),
  ) {}

  groups({ libraryId, kinds, reasons, after, limit }: GroupQuery): Promise<GroupPage> {
    const items = this.rows()
      .filter(({ owner }) => owner === libraryId)
      .flatMap(compare);
    const undecided = groupDuplicates(items, this.similarTexts(libraryId))
      .filter(({ all }) => !this.#isDecided(libraryId, all))
      .filter(
        ({ kind, reason }) => (kinds.length === 0 || kinds.includes(kind)) && (reasons.length === 0 || reasons.includes(reason)),
      )
      .sort((one, other) => isSorted([newestOf(other), other.key], [newestOf(one), one.key]));
    const rest = undecided.filter(
      (one) => after === undefined || isSorted([newestOf(one), one.key], [after.newest, after.key]) < 0,
    );
    const shown = rest.slice(0, limit);
    const last = shown.at(-1);
    return Promise.resolve({
      groups: shown.map(({ all, ...group }) => ({
        ...group,
        ids: all.slice(0, MOST_ITEMS).map(({ id }) => id),
        count: all.length,
      })),
      next: rest.length > limit && last !== undefined ? { newest: newestOf(last), key: last.key } : undefined,
      total: undecided.length,
      knowsTexts: true,
    });
  }

  keep(kept: Omit<KeptDuplicates, 'keptAt'>): Promise<boolean> {
    const key = `${kept.libraryId} ${kept.id}`;
    const isNew = !this.#kept.has(key);
    if (isNew) this.#kept.set(key, { ...kept, itemIds: [...kept.itemIds].sort(), keptAt: this.now().toISOString() });
    return Promise.resolve(isNew);
  }

  find(libraryId: string, id: string): Promise<KeptDuplicates | undefined> {
    return Promise.resolve(this.#kept.get(`${libraryId} ${id}`));
  }

  list(libraryId: string, after: KeptPlace | undefined, limit: number): Promise<readonly KeptDuplicates[]> {
    const keyOf = ({ keptAt, id }: KeptPlace): readonly string[] => [keptAt, id];
    return Promise.resolve(
      [...this.#kept.values()]
        .filter((kept) => kept.libraryId === libraryId)
        .filter((kept) => after === undefined || isSorted(keyOf(kept), keyOf(after)) < 0)
        .sort((one, other) => isSorted(keyOf(other), keyOf(one)))
        .slice(0, limit),
    );
  }

  remove(libraryId: string, id: string): Promise<boolean> {
    return Promise.resolve(this.#kept.delete(`${libraryId} ${id}`));
  }

  /** Rows in memory keep no erased items apart. */
  removeGone(): Promise<number> {
    return Promise.resolve(0);
  }

  #isDecided(libraryId: string, all: readonly Compared[]): boolean {
    const decided = [...this.#kept.values()].filter((kept) => kept.libraryId === libraryId);
    const pairs = new Set(decided.flatMap(({ itemIds }) => pairsOf(itemIds).map((pair) => pair.join())));
    return pairsOf(all.map(({ id }) => id)).every((pair) => pairs.has(pair.join()));
  }
}
