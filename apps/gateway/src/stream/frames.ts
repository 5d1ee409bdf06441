/** How soon a client should come again after its connection broke. Milliseconds. */
export const RETRY_MS = 2_000;

export type EventName = 'snapshot' | 'change' | 'progress' | 'reset';

/** Why a client has to read again. */
export type ResetReason =
  /** The `Last-Event-ID` is not one of this stream. */
  | 'unknown-id'
  /** The rows were made anew. */
  | 'rebuilt'
  /** More has changed since than is told one by one. */
  | 'too-far-behind'
  /** The client did not read what was sent. */
  | 'slow-reader'
  /** The token or the sign-in does not hold any more: nothing follows. */
  | 'signed-out';

/** An event without its id. JSON has no line breaks, so one line of data holds it. */
export const eventBody = (event: EventName, data: unknown): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n`;

/** With an id: everything up to it is told once this event is read. */
export const frame = (body: string, id?: string): string => (id === undefined ? `${body}\n` : `${body}id: ${id}\n\n`);

/** A comment, which no client sees, and where the stream stands, which it remembers: an id without data makes no event. */
export const heartbeat = (id: string): string => `: still here\nid: ${id}\n\n`;

export const opening = (): string => `retry: ${String(RETRY_MS)}\n\n`;
