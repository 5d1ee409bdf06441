/** Enough for `TypeError` → `fetch failed` → `ECONNREFUSED`; a longer chain tells nothing more. */
const DEEPEST = 5;
/** An aggregate of many errors is told by its first ones. */
const MOST = 5;

/** Ids, codes and places. Each is a name or a number of ours, of Node or of PostgreSQL; texts stand under other names. */
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

/** Where it was thrown, without the head: that repeats the message, which may have lines that look like frames. */
function framesOf({ message, stack = '' }: Error): string | undefined {
  const at = stack.indexOf(message);
  const rest = message === '' || at < 0 ? stack : stack.slice(at + message.length);
  const frames = rest.split('\n').filter((line) => FRAME.test(line));
  return frames.length === 0 ? undefined : frames.map((line) => line.trim()).join('\n');
}

/**
 * The part of an error that a log may hold: its class, ids, codes and frames. Never its message: that may repeat the content of an item, or the
 * answer of another service, which are sealed in events so that an erasure takes them away (docs/privacy.md).
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  // The name of an error may come from an answer; that of its class does not.
  const type = error.constructor.name;
  if (!(error instanceof Error)) return { type, ...namesIn(error) };
  const stack = framesOf(error);
  const inner = depth < DEEPEST;
  return {
    type,
    ...namesIn(error),
    ...(stack === undefined ? {} : { stack }),
    ...(error.cause === undefined || !inner ? {} : { cause: errorFields(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && inner
      ? { errors: error.errors.slice(0, MOST).map((one) => errorFields(one, depth + 1)) }
      : {}),
  };
}

/** In one line, for people: `StoreUnavailableError unavailable: Error ECONNREFUSED`. */
export function errorText({ type, kind, code, status, cause }: ErrorFields): string {
  const words = [type, kind, code, status].filter((word) => word !== undefined).map(String);
  return `${words.join(' ')}${cause === undefined ? '' : `: ${errorText(cause)}`}`;
}
