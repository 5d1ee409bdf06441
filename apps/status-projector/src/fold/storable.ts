import { isInstant, isUuid } from '@throughline/contracts';

/** A value that the tables cannot store. It quarantines its asset. */
export class UnstorableError extends Error {
  readonly kind = 'unstorable';
  constructor(what: string) {
    super(what);
    this.name = 'UnstorableError';
  }
}

// PostgreSQL text and jsonb cannot store NUL or a lone surrogate.
const NUL_OR_LONE_SURROGATE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
// The same characters as JSON.stringify escapes them. An even number of backslashes before `u` is not an escape.
const ESCAPED = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

export const requireText = (text: string, what: string): void => {
  if (NUL_OR_LONE_SURROGATE.test(text)) throw new UnstorableError(`${what} holds a character that PostgreSQL cannot store`);
};

export const requireJsonText = (json: string, what: string): void => {
  if (ESCAPED.test(json)) throw new UnstorableError(`${what} holds a character that PostgreSQL cannot store`);
};

export const requireInstant = (text: string, what: string): void => {
  if (!isInstant(text)) throw new UnstorableError(`${what} is not a time in UTC`);
};

export const requireUuid = (text: string, what: string): void => {
  if (!isUuid(text)) throw new UnstorableError(`${what} is not a UUID`);
};
