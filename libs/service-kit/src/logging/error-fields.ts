/** Enough for `TypeError` → `fetch failed` → `ECONNREFUSED`. */
const DEEPEST = 5;
const MOST = 5;

/** Fields with ids, codes and locations, set by this product, Node or PostgreSQL. None of them holds free text. */
const NAMES = [
  'kind',
  'code',
  'status',
  'statusCode',
  'syscall',
  'address',
  'port',
  'signal',
  'exitCode',
  'assetId',
  'commitId',
  'schema',
  'table',
  'constraint',
] as const;

const WORD = /^[A-Za-z0-9][\w.:-]{0,79}$/;
const FRAME = /^\s+at (?:async )?(?:[\w$.<>[\] #]+ \()?(?:file:\/\/|node:|\/|[A-Za-z]:\\|<anonymous>)[^()]*\)?$/;

export interface ErrorFields {
  readonly type: string;
  readonly stack?: string;
  readonly cause?: ErrorFields;
  readonly errors?: readonly ErrorFields[];
  readonly [name: string]: unknown;
}

const isPlain = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && WORD.test(value));

const namesIn = (error: object): Readonly<Record<string, string | number>> => {
  const own = new Map<string, unknown>(Object.entries(error));
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = own.get(name);
      return isPlain(value) ? [[name, value]] : [];
    }),
  );
};

/** Returns the stack without its first part, which repeats the message. Lines of a message could look like frames. */
function framesOf({ message, stack = '' }: Error): string | undefined {
  const at = stack.indexOf(message);
  const rest = message === '' || at < 0 ? stack : stack.slice(at + message.length);
  const frames = rest.split('\n').filter((line) => FRAME.test(line));
  return frames.length === 0 ? undefined : frames.map((line) => line.trim()).join('\n');
}

/**
 * Returns the loggable parts of an error: class, ids, codes and frames. Never the message, which may quote an item or another
 * service's answer. Such text is stored sealed, so that an erasure removes it (docs/privacy.md).
 */
export function toErrorFields(error: unknown, depth = 0): ErrorFields {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  // The error's `name` may come from an answer; the name of its class does not.
  const type = error.constructor.name;
  if (!(error instanceof Error)) return { type, ...namesIn(error) };
  const stack = framesOf(error);
  const inner = depth < DEEPEST;
  return {
    type,
    ...namesIn(error),
    ...(stack === undefined ? {} : { stack }),
    ...(error.cause === undefined || !inner ? {} : { cause: toErrorFields(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && inner
      ? { errors: error.errors.slice(0, MOST).map((one) => toErrorFields(one, depth + 1)) }
      : {}),
  };
}

/** Formats an error as one line, e.g. `StoreUnavailableError unavailable: Error ECONNREFUSED`. */
export function formatError({ type, kind, code, status, cause }: ErrorFields): string {
  const words = [type, kind, code, status].filter((word) => word !== undefined).map(String);
  return `${words.join(' ')}${cause === undefined ? '' : `: ${formatError(cause)}`}`;
}
