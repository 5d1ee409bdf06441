import { findUnfinishedQuery } from './unfinished-query.js';

/** The text of the search field, and the queries that it has asked for. */
export interface SearchText {
  readonly typed: string;
  /** The query that the results on the page answer; undefined on other views. */
  readonly shown: string | undefined;
  /** The queries of this field that the address does not show yet, in their order. */
  readonly asked: readonly string[];
  /** The text has changed since the last query. */
  readonly isEdited: boolean;
  /** Nobody misses the last query in the history of the browser: it came from typing, or has no words. */
  readonly isPassing: boolean;
}

/** Returns the text whose query this is. A `*` at its end may come from typing. */
export function textOf(query: string | undefined): string {
  const text = query?.replace(/\*$/, '') ?? '';
  return query === undefined || findUnfinishedQuery(text) === query ? text : query;
}

/** Returns the last word of the query if it was searched as the beginning of one. */
export function findBeginning(query: string): string | undefined {
  const text = textOf(query);
  return text === query ? undefined : text.split(/\s/).at(-1);
}

export const startText = (shown: string | undefined): SearchText => ({
  typed: textOf(shown),
  shown,
  asked: [],
  isEdited: false,
  isPassing: shown === '',
});

/** Takes the query of the address. One that the field did not ask for, such as after Back, replaces its text. */
export function followAddress(text: SearchText, shown: string | undefined): SearchText {
  if (shown === text.shown) return text;
  const own = shown === undefined ? -1 : text.asked.indexOf(shown);
  return own === -1 ? startText(shown) : { ...text, shown, asked: text.asked.slice(own + 1) };
}

export const typeText = (text: SearchText, typed: string): SearchText => ({ ...text, typed, isEdited: true });

export const askFor = (text: SearchText, query: string, isTyped: boolean): SearchText => ({
  ...text,
  asked: query === (text.asked.at(-1) ?? text.shown) ? text.asked : [...text.asked, query],
  isEdited: false,
  isPassing: isTyped || query === '',
});

/** Returns the query to ask for once people pause. On other views, a search begins with Enter. */
export function findNextQuery({ typed, shown, asked, isEdited }: SearchText): string | undefined {
  const query = isEdited && shown !== undefined ? findUnfinishedQuery(typed) : undefined;
  return query === (asked.at(-1) ?? shown) ? undefined : query;
}
