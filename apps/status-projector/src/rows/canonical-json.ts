import { createHash } from 'node:crypto';

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** One text for equal values, whatever the order of their keys: `jsonb` gives keys back in an order of its own. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sorted);

export const hashOf = (canonical: string): string => createHash('sha256').update(canonical).digest('hex');
