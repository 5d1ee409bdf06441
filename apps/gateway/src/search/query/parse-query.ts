import {
  ITEM_KINDS,
  type DateBound,
  type FilterName,
  type ItemKindName,
  type SearchQuery,
  type SearchTerm,
} from './search-query.js';

export interface ParsedQuery {
  readonly query: SearchQuery;
  /** Names that look like filters and are none. They were searched as words. */
  readonly unknownFilters: readonly string[];
}

export interface QueryFaults {
  /** For people: each names the part of the query that it is about. */
  readonly faults: readonly string[];
}

/** Longer queries cost the database more than they tell it. */
const MAX_TERMS = 20;
const MAX_UNKNOWN = 5;
/** `-name:"several words"`, with each part but the last optional. A quote that is never closed ends with the query. */
const PARTS = /(?<minus>-?)(?:(?<name>[a-z_]+):)?(?:"(?<quoted>[^"]*)"?|(?<plain>[^\s"]+))/giu;
/** A filter and its value with a space between them. As words they would find other items, and nobody would know why. */
const BARE_FILTER = /^(?<name>sender|tag|speaker|kind|before|after|in):$/iu;
const EXAMPLES: Readonly<Record<string, string>> = { kind: 'document', before: '2026-03', after: '2026-03', in: 'title' };
const QUOTES = /[“”„«»‟]/gu;
const HAS_CONTENT = /[\p{L}\p{N}]/u;
const TEXT_FILTERS: readonly FilterName[] = ['sender', 'tag', 'speaker'];
const isTextFilter = (name: string): name is FilterName => TEXT_FILTERS.some((one) => one === name);
const isKind = (text: string): text is ItemKindName => ITEM_KINDS.some((one) => one === text);

const DATE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;

/** Returns the start of a day, a month or a year in UTC; undefined for another text. */
function parseStart(text: string): string | undefined {
  const [, year, month = '01', day = '01'] = DATE.exec(text) ?? [];
  if (year === undefined || year < '0001') return undefined;
  const start = new Date(`${year}-${month}-${day}T00:00:00.000Z`);
  // JavaScript takes the 30th of February for a day in March.
  return Number.isNaN(start.getTime()) || !start.toISOString().startsWith(`${year}-${month}-${day}`)
    ? undefined
    : start.toISOString();
}

interface Part {
  readonly isNegated: boolean;
  readonly name: string | undefined;
  readonly value: string;
  readonly isQuoted: boolean;
  readonly text: string;
}

const partsOf = (text: string): readonly Part[] =>
  [...text.replace(QUOTES, '"').matchAll(PARTS)].map(({ 0: whole, groups = {} }) => ({
    isNegated: groups['minus'] === '-',
    name: groups['name']?.toLowerCase(),
    value: (groups['quoted'] ?? groups['plain'] ?? '').trim(),
    isQuoted: groups['quoted'] !== undefined,
    text: whole,
  }));

function termOf(value: string, isQuoted: boolean): SearchTerm | undefined {
  if (!HAS_CONTENT.test(value)) return undefined;
  if (isQuoted) return { kind: 'phrase', text: value };
  const stem = /^([\p{L}\p{N}][\p{L}\p{N}\p{M}]*)\*$/u.exec(value)?.[1];
  return stem === undefined ? { kind: 'word', text: value } : { kind: 'prefix', text: stem };
}

/** Collects what one query asks for. */
class QueryBuilder {
  readonly faults: string[] = [];
  readonly unknown = new Set<string>();
  readonly #terms: SearchTerm[] = [];
  readonly #excluded: SearchTerm[] = [];
  readonly #filters: SearchQuery['filters'][number][] = [];
  readonly #bounds: Partial<Record<DateBound, string>> = {};
  #isInTitle = false;

  add({ isNegated, name, value, isQuoted, text }: Part): void {
    if (name === undefined) this.#addWord(value, isQuoted, isNegated);
    else if (isTextFilter(name)) this.#filter(name, value, isNegated, text);
    else if (name === 'kind') this.#addKind(value, isNegated);
    else if (name === 'before' || name === 'after') this.#addBound(name, value, isNegated);
    else if (name === 'in') this.#addPlace(value, isNegated);
    else this.#addUnknown(name, text.replace(/^-/, ''), value, isNegated);
  }

  get query(): SearchQuery {
    return {
      terms: this.#terms,
      excluded: this.#excluded,
      filters: this.#filters,
      isInTitle: this.#isInTitle,
      ...this.#bounds,
    };
  }

  get size(): number {
    return this.#terms.length + this.#excluded.length + this.#filters.length;
  }

  #addWord(value: string, isQuoted: boolean, isNegated: boolean): void {
    const filter = isQuoted ? undefined : BARE_FILTER.exec(value)?.groups?.['name']?.toLowerCase();
    if (filter === undefined) this.#addTerm(value, isQuoted, isNegated);
    else {
      const example = `${filter}:${EXAMPLES[filter] ?? 'acme'}`;
      this.faults.push(`"${value}" needs its value without a space, such as ${example}; for the word itself, write it in quotes`);
    }
  }

  #addTerm(value: string, isQuoted: boolean, isNegated: boolean): void {
    const term = termOf(value, isQuoted);
    if (term !== undefined) (isNegated ? this.#excluded : this.#terms).push(term);
  }

  #filter(name: FilterName, value: string, isNegated: boolean, text: string): void {
    if (value === '') this.faults.push(`"${text}" needs a value, such as ${name}:acme`);
    else this.#filters.push({ name, value, isNegated });
  }

  #addKind(value: string, isNegated: boolean): void {
    // People write "kind:documents" too.
    const kind = value.toLowerCase().replace(/s$/, '');
    if (isKind(kind)) this.#filters.push({ name: 'kind', value: kind, isNegated });
    else this.faults.push(`"kind:${value}" must be ${ITEM_KINDS.map((one) => `kind:${one}`).join(', ')}`);
  }

  #addBound(name: DateBound, value: string, isNegated: boolean): void {
    const start = parseStart(value);
    if (isNegated) this.faults.push(`"-${name}:" is not possible: use ${name === 'before' ? 'after' : 'before'}:`);
    else if (start === undefined)
      this.faults.push(`"${name}:${value}" must be a day, a month or a year, such as ${name}:2026-03`);
    else this.#bounds[name] = start;
  }

  #addPlace(value: string, isNegated: boolean): void {
    if (value.toLowerCase() === 'title' && !isNegated) this.#isInTitle = true;
    else this.faults.push(`"${isNegated ? '-' : ''}in:${value}" must be in:title`);
  }

  /** `https://example.org` and `12:30` are words. */
  #addUnknown(name: string, text: string, value: string, isNegated: boolean): void {
    if (!value.startsWith('/') && this.unknown.size < MAX_UNKNOWN) this.unknown.add(name);
    this.#addTerm(text.replaceAll('"', ' ').trim(), false, isNegated);
  }
}

/** Parses the words of a search. Every text can be parsed; a known filter with an impossible value is a fault. */
export function parseQuery(text: string): ParsedQuery | QueryFaults {
  const builder = new QueryBuilder();
  for (const part of partsOf(text)) builder.add(part);
  const faults =
    builder.size > MAX_TERMS ? [`must have at most ${String(MAX_TERMS)} words and filters`, ...builder.faults] : builder.faults;
  return faults.length > 0 ? { faults } : { query: builder.query, unknownFilters: [...builder.unknown] };
}
