import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly rounds: number;
  /** Work of each contestant in a round. Each bench defines the unit. */
  readonly events: number;
  /** Prints the figures as one JSON object in the last line. */
  readonly json: boolean;
}

export class UsageError extends Error {
  readonly kind = 'usage';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}

const count = (name: string, text: string | undefined, fallback: number): number => {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`--${name} is a whole number of at least 1`);
  return value;
};

const flags = { rounds: { type: 'string' }, events: { type: 'string' }, json: { type: 'boolean' } } as const;

const valuesOf = (args: readonly string[]): { rounds?: string; events?: string; json?: boolean } => {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true }).values;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : 'Wrong use'}; there are --rounds N, --events N and --json`, {
      cause,
    });
  }
};

export function benchOptions(args: readonly string[], fallback: Omit<BenchOptions, 'json'>): BenchOptions {
  const { rounds, events, json = false } = valuesOf(args);
  return { rounds: count('rounds', rounds, fallback.rounds), events: count('events', events, fallback.events), json };
}
