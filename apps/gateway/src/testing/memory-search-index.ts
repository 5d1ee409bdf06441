import { fingerprintOf, likenessOf, type ComparableText } from '@throughline/domain';
import { parsePosition, type Revision } from '@throughline/event-store';
import type { SearchFilter, SearchQuery, SearchTerm } from '../search/query/search-query.js';
import type { SearchEntry } from '../search/search-entry.js';
import type {
  HitKey,
  IndexCheckpoint,
  IndexFailure,
  IndexLease,
  IndexState,
  IndexedItem,
  NotedCommit,
  PassageHit,
  PendingItem,
  SearchHit,
  SearchIndex,
  SearchPage,
  SearchReader,
  SearchRequest,
  SimilarWords,
  TextRange,
} from '../search/search-index.js';
import { passageHit } from '../search/store/marked-text.js';
import { listSpellings } from '../search/store/spellings.js';

interface StoredItem {
  readonly revision: bigint;
  readonly entry: SearchEntry | undefined;
}

interface Pending {
  position: bigint;
  commits: number;
  readonly since: number;
  attempts: number;
  dueAt: number;
  waits: boolean;
}

const WORD = /[\p{L}\p{N}]+/gu;

/** Returns the places of a term. Words match in any case, and without rules of a language. */
function placesOf({ kind, text }: SearchTerm, within: string, alternatives: readonly string[]): readonly TextRange[] {
  const wanted = [text, ...alternatives].map((one) => one.toLowerCase().match(WORD) ?? []);
  const words = [...within.matchAll(WORD)].map(({ 0: word, index }) => ({
    word: word.toLowerCase(),
    start: index,
    length: word.length,
  }));
  const isAt = (parts: readonly string[], place: number): boolean =>
    parts.length > 0 &&
    parts.every((part, offset) => {
      const word = words[place + offset]?.word;
      return kind === 'prefix' ? word?.startsWith(part) === true : word === part;
    });
  return words.flatMap(({ start, length }, place) => (wanted.some((parts) => isAt(parts, place)) ? [{ start, length }] : []));
}

const trigramsOf = (word: string): ReadonlySet<string> => {
  const padded = `  ${word} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, index) => padded.slice(index, index + 3)));
};
function similarity(one: string, other: string): number {
  const [first, second] = [trigramsOf(one), trigramsOf(other)];
  const shared = [...first].filter((part) => second.has(part)).length;
  return shared / (first.size + second.size - shared);
}

const includes = (text: string | undefined, part: string): boolean => text?.toLowerCase().includes(part.toLowerCase()) === true;
function passes(entry: SearchEntry, { name, value, isNegated }: SearchFilter): boolean {
  const found = {
    kind: () => entry.kind === value,
    sender: () => includes(entry.sender, value),
    tag: () => entry.tags.some((tag) => tag.toLowerCase() === value.toLowerCase()),
    speaker: () => entry.people.some((person) => includes(person, value)),
  }[name]();
  return found !== isNegated;
}

/** Two documents of a library with nearly the same text. The first one is older. */
export interface SimilarText {
  readonly firstId: string;
  readonly secondId: string;
  readonly likeness: number;
}

const NO_FACTS = { date: undefined, amount: undefined, number: undefined };

function comparableOf({ kind, libraryId, passages, facts = NO_FACTS }: SearchEntry): ComparableText | undefined {
  const texts = passages.map(({ text }) => text);
  const fingerprint = kind === 'document' ? fingerprintOf(libraryId, texts) : undefined;
  return fingerprint && { fingerprint, facts };
}

const titlesOf = ({ title = '', sender = '', tags, people }: SearchEntry, isInTitle: boolean): readonly string[] =>
  isInTitle ? [title] : [title, sender, ...tags, ...people];

/** The search index in memory, without rules of languages. */
export class MemorySearchIndex implements SearchIndex, SearchReader {
  readonly #items = new Map<string, StoredItem>();
  readonly #pending = new Map<string, Pending>();
  readonly #checkpoints = new Map<number, IndexCheckpoint>();
  #state = { version: 0, generation: 0, isBuilt: false, token: '', leaseUntil: 0 };

  constructor(private readonly now: () => number) {}

  claim(token: string, leaseMs: number, version: number): Promise<IndexLease | undefined> {
    if (this.#state.leaseUntil > this.now()) return Promise.resolve(undefined);
    if (this.#state.version !== version) this.#refill();
    this.#state = { ...this.#state, version, token, leaseUntil: this.now() + leaseMs };
    return Promise.resolve({ token, generation: this.#state.generation });
  }

  renew(lease: IndexLease, leaseMs: number): Promise<boolean> {
    const isHeld = this.#holds(lease);
    if (isHeld) this.#state.leaseUntil = this.now() + leaseMs;
    return Promise.resolve(isHeld);
  }

  release({ token }: IndexLease): Promise<void> {
    if (this.#state.token === token) this.#state = { ...this.#state, token: '', leaseUntil: 0 };
    return Promise.resolve();
  }

  checkpoints(): Promise<readonly IndexCheckpoint[]> {
    return Promise.resolve([...this.#checkpoints.values()].sort((one, other) => one.partition - other.partition));
  }

  note(lease: IndexLease, commits: readonly NotedCommit[], checkpoint: IndexCheckpoint): Promise<boolean> {
    if (!this.#holds(lease)) return Promise.resolve(false);
    for (const { assetId, position, storedAt, waitMs } of commits) {
      const known = this.#pending.get(assetId);
      const at = BigInt(position);
      const dueAt = Math.min(known?.dueAt ?? Infinity, this.now() + waitMs);
      const waits = waitMs > 0 && known?.waits !== false;
      this.#pending.set(
        assetId,
        known === undefined
          ? { position: at, commits: 1, since: Date.parse(storedAt), attempts: 0, dueAt, waits }
          : { ...known, position: at > known.position ? at : known.position, commits: known.commits + 1, dueAt, waits },
      );
    }
    this.#checkpoints.set(checkpoint.partition, checkpoint);
    return Promise.resolve(true);
  }

  markBuilt(lease: IndexLease): Promise<void> {
    if (this.#holds(lease)) this.#state.isBuilt = true;
    return Promise.resolve();
  }

  due(limit: number): Promise<readonly PendingItem[]> {
    const due = [...this.#pending].filter(([, { dueAt }]) => dueAt <= this.now());
    due.sort(
      ([, one], [, other]) =>
        Number(one.attempts > 0) - Number(other.attempts > 0) ||
        Number(one.waits) - Number(other.waits) ||
        Number(one.position - other.position),
    );
    return Promise.resolve(
      due.slice(0, limit).map(([assetId, { position, attempts }]) => ({
        assetId,
        position: parsePosition(String(position)),
        attempts,
      })),
    );
  }

  replace(assetId: string, revision: Revision, entry: SearchEntry | undefined, failure?: IndexFailure): Promise<void> {
    const at = BigInt(revision);
    if ((this.#items.get(assetId)?.revision ?? 0n) <= at) this.#items.set(assetId, { revision: at, entry });
    if (failure !== undefined) return this.fail(assetId, failure);
    if ((this.#pending.get(assetId)?.position ?? 0n) <= at) this.#pending.delete(assetId);
    return Promise.resolve();
  }

  async replaceAll(items: readonly IndexedItem[]): Promise<void> {
    for (const { assetId, revision, entry, failure } of items) await this.replace(assetId, revision, entry, failure);
  }

  fail(assetId: string, { retryMs }: IndexFailure): Promise<void> {
    const pending = this.#pending.get(assetId);
    if (pending !== undefined) {
      pending.attempts += 1;
      pending.dueAt = this.now() + retryMs;
    }
    return Promise.resolve();
  }

  refill(): Promise<void> {
    this.#refill();
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.#items.clear();
    this.#pending.clear();
    this.#checkpoints.clear();
    this.#state.isBuilt = false;
    return Promise.resolve();
  }

  state(): Promise<IndexState> {
    const all = [...this.#pending.values()];
    const waiting = all.filter(({ attempts }) => attempts === 0);
    const now = this.now();
    const oldest = Math.min(...waiting.map(({ since }) => since), now);
    return Promise.resolve({
      isBuilt: this.#state.isBuilt,
      isRunning: this.#state.leaseUntil > now,
      pendingCommits: waiting.reduce((sum, { commits }) => sum + commits, 0),
      pendingItems: waiting.length,
      failedItems: all.length - waiting.length,
      behindMs: now - oldest,
      findsSimilar: true,
    });
  }

  prepare(): Promise<boolean> {
    return Promise.resolve(true);
  }

  search({ libraryId, query, similar, after, limit }: SearchRequest): Promise<SearchPage> {
    const found = [...this.#items].flatMap(([id, { entry }]) =>
      entry?.libraryId === libraryId && this.#matches(entry, query, similar) ? [{ id, entry }] : [],
    );
    const keyed = found
      .map(({ id, entry }) => ({ entry, key: { rank: this.#isInTitle(entry, query, similar) ? '1' : '0', at: entry.at, id } }))
      .sort((one, other) => compareKeys(other.key, one.key))
      .filter(({ key }) => after === undefined || compareKeys(key, after) < 0);
    const page = keyed.slice(0, limit);
    return Promise.resolve({
      hits: page.map(({ key, entry }) => this.#hitOf(key.id, entry, query, similar)),
      next: keyed.length > page.length ? page.at(-1)?.key : undefined,
    });
  }

  similar(libraryId: string, words: readonly string[]): Promise<SimilarWords> {
    const known = new Set(
      [...this.#items.values()].flatMap(({ entry }) => (entry?.libraryId === libraryId ? listSpellings(entry) : [])),
    );
    const found = words.map((word) => {
      const near = [...known].filter((other) => other !== word && similarity(word, other) >= 0.4);
      return [word, near.sort((one, other) => similarity(word, other) - similarity(word, one)).slice(0, 3)] as const;
    });
    return Promise.resolve(Object.fromEntries(found.filter(([, near]) => near.length > 0)));
  }

  similarTexts(libraryId: string): readonly SimilarText[] {
    const texts = [...this.#items].flatMap(([id, { entry }]) => {
      if (entry?.libraryId !== libraryId) return [];
      const text = comparableOf(entry);
      return text === undefined ? [] : [{ id, registeredAt: entry.registeredAt, text }];
    });
    const ageOf = ({ registeredAt, id }: (typeof texts)[number]): string => `${registeredAt} ${id}`;
    texts.sort((one, other) => (ageOf(one) < ageOf(other) ? -1 : 1));
    return texts.flatMap((one, at) =>
      texts.slice(at + 1).flatMap((other) => {
        const likeness = likenessOf(one.text, other.text);
        return likeness === undefined ? [] : [{ firstId: one.id, secondId: other.id, likeness }];
      }),
    );
  }

  #holds({ token, generation }: IndexLease): boolean {
    return this.#state.token === token && this.#state.generation === generation;
  }

  #refill(): void {
    this.#checkpoints.clear();
    this.#state = { ...this.#state, generation: this.#state.generation + 1, isBuilt: false };
  }

  #isInTitle({ title = '' }: SearchEntry, { terms }: SearchQuery, similar: SimilarWords): boolean {
    return terms.some((term) => placesOf(term, title, similar[term.text.toLowerCase()] ?? []).length > 0);
  }

  #matches(entry: SearchEntry, query: SearchQuery, similar: SimilarWords): boolean {
    const texts = [...titlesOf(entry, query.isInTitle), ...(query.isInTitle ? [] : entry.passages.map(({ text }) => text))];
    const has = (term: SearchTerm): boolean =>
      texts.some((text) => placesOf(term, text, similar[term.text.toLowerCase()] ?? []).length > 0);
    return (
      query.terms.every(has) &&
      !query.excluded.some(has) &&
      query.filters.every((filter) => passes(entry, filter)) &&
      (query.after === undefined || entry.at >= query.after) &&
      (query.before === undefined || entry.at < query.before)
    );
  }

  #hitOf(
    id: string,
    { passages, libraryId: _libraryId, registeredAt: _registeredAt, facts: _facts, title, ...entry }: SearchEntry,
    query: SearchQuery,
    similar: SimilarWords,
  ): SearchHit {
    const rangesIn = (text: string): readonly TextRange[] =>
      query.terms
        .flatMap((term) => placesOf(term, text, similar[term.text.toLowerCase()] ?? []))
        .sort((one, other) => one.start - other.start);
    const found: readonly PassageHit[] = query.isInTitle
      ? []
      : passages.flatMap(({ text, page, marks }) => {
          const ranges = rangesIn(text);
          return ranges.length === 0 ? [] : [passageHit({ text, page, marks }, ranges)];
        });
    const marked = title === undefined ? undefined : { text: title, ranges: rangesIn(title) };
    return { ...entry, id, title: marked, passages: found.slice(0, 3), passageCount: found.length };
  }
}

const compareKeys = (one: HitKey, other: HitKey): number => {
  for (const name of ['rank', 'at', 'id'] as const) if (one[name] !== other[name]) return one[name] < other[name] ? -1 : 1;
  return 0;
};
