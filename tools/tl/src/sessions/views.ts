import { Type, type Static } from 'typebox';
import { orNull, reader } from '../client/views.js';

const Session = Type.Object({
  session_id: Type.String(),
  status: Type.String(),
  progress: Type.Number(),
  message: Type.String(),
  title: orNull(Type.String()),
  audio_filename: orNull(Type.String()),
  failed_reason: orNull(Type.String()),
  created_at: Type.String(),
  /** Length of the media in seconds. */
  duration_total: Type.Optional(orNull(Type.Number())),
  allowed: Type.Array(Type.String()),
  deleted_at: orNull(Type.String()),
  expires_at: orNull(Type.String()),
  expired_at: Type.Optional(orNull(Type.String())),
  erased_at: orNull(Type.String()),
  /** Of a command alone. */
  outcome: Type.Optional(
    Type.Object({ code: Type.String(), detail: Type.String(), try_instead: Type.Optional(orNull(Type.String())) }),
  ),
});
export type SessionView = Static<typeof Session>;

export const readSession = reader(Session);
const readPage = reader(Type.Object({ items: Type.Array(Session), next_cursor: orNull(Type.String()) }));

/** With the names that other things have. */
export function readSessions(page: unknown): {
  readonly items: readonly (SessionView & { readonly id: string })[];
  readonly next_cursor: string | null;
} {
  const { items, next_cursor } = readPage(page);
  return { items: items.map((one) => ({ ...one, id: one.session_id })), next_cursor };
}
