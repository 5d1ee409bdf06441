/**
 * A time that a person has named, as the domain reads it: `Date.parse` takes the 31st of February, PostgreSQL refuses it,
 * and no word of a user may park their recording. What is no time at all never comes, and has no column.
 */
export function instantOf(text: string | undefined): string | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
