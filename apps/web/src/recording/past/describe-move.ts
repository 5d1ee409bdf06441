import type { AuditEvent, CurrentUser } from '@throughline/api-client';
import { text } from '../../texts/text.js';

const words = text.libraries.moved;

/** Describes a move between libraries with their names, which the log does not contain. `undefined` for other events. */
export function describeMove(
  { type, detail }: Pick<AuditEvent, 'type' | 'detail'>,
  libraries: CurrentUser['libraries'],
): string | undefined {
  if (type !== 'AssetTransferred' || typeof detail !== 'object' || detail === null) return undefined;
  const nameOf = (id: unknown): string => libraries.find((library) => library.id === id)?.name ?? words.unseen;
  const { from, to } = detail as { readonly from?: unknown; readonly to?: unknown };
  return words.event(nameOf(from), nameOf(to));
}
