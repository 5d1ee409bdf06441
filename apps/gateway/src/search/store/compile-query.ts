import type { SearchFilter, SearchQuery, SearchTerm } from '../query/search-query.js';
import type { SimilarWords } from '../search-index.js';
import { SIMPLE } from '../languages.js';

/** Collects the parameters of a statement. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    return `$${String(this.values.push(value))}`;
  }
}

/** The word in quotes, as `to_tsquery` reads them. */
const quoteLexeme = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

function termSql({ kind, text }: SearchTerm, language: string, similar: SimilarWords, parameters: Parameters): string {
  if (kind === 'prefix') return `to_tsquery(${language}, ${parameters.add(`${quoteLexeme(text)}:*`)})`;
  const build = kind === 'phrase' ? 'phraseto_tsquery' : 'plainto_tsquery';
  const alternatives = kind === 'word' ? (similar[text.toLowerCase()] ?? []) : [];
  return `(${[text, ...alternatives].map((one) => `${build}(${language}, ${parameters.add(one)})`).join(' || ')})`;
}

/** Joins the terms by the rules of each language: an item is in one of them. Words that a language leaves out count for nothing. */
function inEachLanguage(
  terms: readonly SearchTerm[],
  operator: '&&' | '||',
  { languages, similar, parameters }: { languages: readonly string[]; similar: SimilarWords; parameters: Parameters },
): string {
  const all = [...new Set([SIMPLE, ...languages])];
  return `(${all
    .map((name) => {
      const language = `${parameters.add(name)}::text::regconfig`;
      return `(${terms.map((term) => termSql(term, language, similar, parameters)).join(` ${operator} `)})`;
    })
    .join(' || ')})`;
}

export interface QuerySql {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Builds the statement that compiles the words of a query: `every` finds items, `some` finds passages. Excluded words are
 * outside of the alternatives by language, so that a form of a word excludes in each of them.
 */
export function compileStatement(
  { terms, excluded }: Pick<SearchQuery, 'terms' | 'excluded'>,
  languages: readonly string[],
  similar: SimilarWords,
): QuerySql {
  const parameters = new Parameters();
  const context = { languages, similar, parameters };
  const all = (operator: '&&' | '||'): string => inEachLanguage(terms, operator, context);
  const [every, some] = terms.length === 0 ? [`''::tsquery`, `''::tsquery`] : [all('&&'), all('||')];
  const none = excluded.length === 0 ? '' : ` && !!${inEachLanguage(excluded, '||', context)}`;
  return {
    text: `select every_word::text as every, some_word::text as "some" from (select ${every}${none} as every_word, ${some} as some_word) q`,
    values: parameters.values,
  };
}

const likePattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

function filterSql({ name, value }: SearchFilter, parameters: Parameters): string {
  switch (name) {
    case 'kind':
      return `i.kind = ${parameters.add(value)}`;
    case 'sender':
      return `coalesce(i.sender ilike ${parameters.add(likePattern(value))}, false)`;
    case 'tag':
      return `lower(${parameters.add(value)}::text) in (select lower(t) from unnest(i.tags) t)`;
    case 'speaker':
      return `exists (select from unnest(i.people) p where p ilike ${parameters.add(likePattern(value))})`;
  }
}

/** Returns the conditions on an item `i`, besides its words. */
export function filterConditions(query: SearchQuery, parameters: Parameters): readonly string[] {
  const conditions = query.filters.map((filter) => {
    const sql = filterSql(filter, parameters);
    return filter.isNegated ? `not (${sql})` : sql;
  });
  if (query.after !== undefined) conditions.push(`i.item_at >= ${parameters.add(query.after)}::timestamptz`);
  if (query.before !== undefined) conditions.push(`i.item_at < ${parameters.add(query.before)}::timestamptz`);
  return conditions;
}
