import fc from 'fast-check';

/** No more than each user has items, so that two picks never name the same item. */
const PICKS = 16;

const PREFIX = '00000000-0000-4000-8000-';
const PLACEHOLDER = new RegExp(`${PREFIX}([0-9a-f]{12})`, 'g');

/** Returns the placeholder of an id in a body or query, which is known only when the request is sent. */
export const placeholderOf = (pick: number): string => `${PREFIX}${pick.toString(16).padStart(12, '0')}`;
export const placeholders: fc.Arbitrary<string> = fc.nat(PICKS - 1).map(placeholderOf);

export const fillPlaceholders = (text: string, idOf: (pick: number) => string): string =>
  text.replaceAll(PLACEHOLDER, (_, hex: string) => idOf(Number.parseInt(hex, 16)));

/** Replaces ids with placeholders, so that texts that differ only in ids become equal. */
export const restorePlaceholders = (text: string, idOf: (pick: number) => string): string =>
  Array.from({ length: PICKS }, (_, pick) => pick).reduce((sum, pick) => sum.replaceAll(idOf(pick), placeholderOf(pick)), text);

export const hasPlaceholders = (request: unknown): boolean => JSON.stringify(request).includes(PREFIX);
