import { isUuid } from '@throughline/contracts';

/** A value that the tables cannot hold. It parks its asset; the others go on. */
export class UnstorableError extends Error {
  readonly kind = 'unstorable';
  constructor(what: string) {
    super(what);
    this.name = 'UnstorableError';
  }
}

// PostgreSQL has no NUL in text or jsonb, and refuses half of a surrogate pair.
const NUL_OR_LONE_SURROGATE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
// The same inside JSON text, where JSON.stringify has written them as escapes; a doubled backslash is no escape.
const ESCAPED = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

export const requireText = (text: string, what: string): void => {
  if (NUL_OR_LONE_SURROGATE.test(text)) throw new UnstorableError(`${what} holds a character that PostgreSQL cannot store`);
};

export const requireJsonText = (json: string, what: string): void => {
  if (ESCAPED.test(json)) throw new UnstorableError(`${what} holds a character that PostgreSQL cannot store`);
};

/** JavaScript takes the 31st of February for the 3rd of March; PostgreSQL refuses it. */
const isInstant = (text: string): boolean => {
  const ms = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text.slice(0, 10);
};

export const requireInstant = (text: string, what: string): void => {
  if (!isInstant(text)) throw new UnstorableError(`${what} is not a time in UTC`);
};

export const requireUuid = (text: string, what: string): void => {
  if (!isUuid(text)) throw new UnstorableError(`${what} is not a UUID`);
};
