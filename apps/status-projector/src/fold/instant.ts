/**
 * Normalizes a user's timestamp with `Date.parse`, as the domain does. `Date.parse` accepts February 31st and PostgreSQL
 * refuses it, and no user input may quarantine an asset. Returns undefined for text that is not a time.
 */
export function normalizeInstant(text: string | undefined): string | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
