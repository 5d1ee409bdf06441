export const RETRY_MS = 2_000;

export type EventName = 'snapshot' | 'change' | 'progress' | 'reset';

export type ResetReason =
  /** The `Last-Event-ID` does not belong to this stream. */
  | 'unknown-id'
  | 'rebuilt'
  | 'too-far-behind'
  | 'slow-reader'
  /** The token or sign-in is no longer valid: nothing follows. */
  | 'signed-out';

/** Formats an event without its id. JSON has no line breaks, so one `data:` line holds it. */
export const formatEvent = (event: EventName, data: unknown): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n`;

/** Adds an id, which says that everything up to it has been sent. */
export const formatFrame = (body: string, id?: string): string => (id === undefined ? `${body}\n` : `${body}id: ${id}\n\n`);

/** Formats a comment, which clients ignore, and the stream's position, which they store: an id without data makes no event. */
export const formatHeartbeat = (id: string): string => `: still here\nid: ${id}\n\n`;

export const formatOpening = (): string => `retry: ${String(RETRY_MS)}\n\n`;
