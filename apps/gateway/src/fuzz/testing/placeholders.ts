import fc from 'fast-check';

/** As many as there are things of each user to pick from, so that two picks never name one thing. */
const PICKS = 16;

const PREFIX = '00000000-0000-4000-8000-';
const PLACEHOLDER = new RegExp(`${PREFIX}([0-9a-f]{12})`, 'g');

/** An id in a body or a query, that stands for one which is known only when the request is sent. */
export const placeholderOf = (pick: number): string => `${PREFIX}${pick.toString(16).padStart(12, '0')}`;
export const placeholders: fc.Arbitrary<string> = fc.nat(PICKS - 1).map(placeholderOf);

/** The text with every placeholder replaced by the id that it stands for. */
export const filled = (text: string, idOf: (pick: number) => string): string =>
  text.replaceAll(PLACEHOLDER, (_, hex: string) => idOf(Number.parseInt(hex, 16)));

/** The way back: texts that differ in nothing but their ids become equal. */
export const emptied = (text: string, idOf: (pick: number) => string): string =>
  Array.from({ length: PICKS }, (_, pick) => pick).reduce((sum, pick) => sum.replaceAll(idOf(pick), placeholderOf(pick)), text);

export const namesIds = (request: unknown): boolean => JSON.stringify(request).includes(PREFIX);
