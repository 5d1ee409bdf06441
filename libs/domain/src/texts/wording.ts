/** Returns `a`, `a and b` or `a, b and c`. */
export const joinWords = (words: readonly string[], last: 'and' | 'or' = 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;

/** Returns `1 day` or `3 days`. */
export const countOf = (count: number, one: string, several: string): string => `${String(count)} ${count === 1 ? one : several}`;
