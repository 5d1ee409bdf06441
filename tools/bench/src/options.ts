import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly rounds: number;
  /** Work of each contestant in a round. Each bench defines the unit. */
  readonly events: number;
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

const flags = { rounds: { type: 'string' }, events: { type: 'string' } } as const;

const valuesOf = (args: readonly string[]): { rounds?: string; events?: string } => {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true }).values;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : 'Wrong use'}; there are --rounds N and --events N`, {
      cause,
    });
  }
};

export function benchOptions(args: readonly string[], fallback: BenchOptions): BenchOptions {
  const { rounds, events } = valuesOf(args);
  return { rounds: count('rounds', rounds, fallback.rounds), events: count('events', events, fallback.events) };
}
