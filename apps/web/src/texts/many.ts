/** Returns `1 word` or `1,200 words`. */
export const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`;

export const items = (count: number): string => many(count, 'item', 'items');
