import fc from 'fast-check';
import type { Operation } from './api-document.js';
import { fuzzDepth, fuzzSettings, requestsOfOperation } from './config.js';
import { send, type Exchange } from './exchange.js';
import type { FuzzRequest } from './fuzz-request.js';
import type { FuzzWorld } from './fuzz-world.js';
import { hostilities } from './hostilities/all.js';
import type { RequestKind } from './hostilities/hostility.js';
import { findComplaints, type ApiUnderTest } from './verdict.js';

export interface FuzzReport {
  readonly sent: number;
  /** Statuses of the answers to valid requests. */
  readonly allowed: ReadonlySet<number>;
  /** One for each kind of request with a wrong answer, with its smallest example. */
  readonly faults: readonly string[];
}

/** An operation that has accepted no request gets this many further valid ones. */
const UNTIL_ACCEPTED = 200;

export class Fault extends Error {}

const shorten = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text);

/** Prints the request as an entry of regressions.json, so in full. */
export function faultOf(request: FuzzRequest, { status, text }: Exchange, complaints: readonly string[]): Fault {
  const why = `${String(status)} ${complaints.join('; ')}`;
  return new Fault(`${why}\n  sent: ${JSON.stringify({ why, ...request })}\n  answer: ${shorten(text, 500)}`);
}

/** Derives a seed for each kind of request. With the same seed, all kinds would use the same valid requests. */
const seedOffset = (name: string): number => Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 0);

/** Checks a property. Returns its smallest counterexample, or `undefined` if it holds. */
export async function findFault<T>(name: string, runs: number, property: fc.IAsyncProperty<T>): Promise<string | undefined> {
  const { seed, depth } = fuzzSettings;
  const { failed, errorInstance, counterexamplePath } = await fc.check(property, {
    seed: seed + seedOffset(name),
    numRuns: runs,
  });
  if (!failed) return undefined;
  const thrown = errorInstance instanceof Error ? errorInstance : new Error(String(errorInstance));
  const message = thrown instanceof Fault ? thrown.message : (thrown.stack ?? thrown.message);
  return `${name}: ${message}\n  again with: TL_FUZZ_SEED=${String(seed)} TL_FUZZ_DEPTH=${depth} (at ${counterexamplePath ?? '?'})`;
}

interface Expectation {
  /** False for an operation that refuses every request of this world, or accepts one only by chance. */
  readonly isEverAccepted: boolean;
}

export async function fuzzOperation(
  world: FuzzWorld,
  api: ApiUnderTest,
  operation: Operation,
  { isEverAccepted }: Expectation,
): Promise<FuzzReport> {
  const kinds = hostilities.flatMap((kind) => {
    const made = kind.requests(operation);
    return made === undefined ? [] : [{ kind, made }];
  });
  const hostile = kinds.filter(({ kind }) => kind.runs === undefined).length;
  const requests = requestsOfOperation();
  const share = Math.ceil(requests / hostile);
  const allowed = new Set<number>();
  const faults: string[] = [];
  let sent = 0;
  const judge = async ({ isAllowed, statuses: expected }: RequestKind, request: FuzzRequest): Promise<void> => {
    const exchange = await send(world, request, operation.scope);
    sent += 1;
    if (isAllowed === true) allowed.add(exchange.status);
    const complaints = [
      ...findComplaints(api, request, exchange),
      ...(expected?.includes(exchange.status) === false ? [`is not ${expected.join(' or ')}`] : []),
    ];
    if (complaints.length > 0) throw faultOf(request, exchange, complaints);
  };
  const sendAll = async (chosen: typeof kinds, runsOf: (kind: RequestKind) => number): Promise<void> => {
    for (const { kind, made } of chosen) {
      const property = fc.asyncProperty(made, (request) => judge(kind, request));
      const fault = await findFault(kind.name, runsOf(kind), property);
      if (fault !== undefined) faults.push(fault);
    }
  };
  await sendAll(kinds, ({ runs }) => (runs === undefined ? share : fuzzDepth.runs(runs)));
  // With some seeds, the few valid requests of an operation all meet an item in the wrong state, or break a rule that no schema has.
  for (const one of isEverAccepted ? kinds.filter(({ kind }) => kind.isAllowed === true) : []) {
    if ([...allowed].some((status) => status < 400)) break;
    await sendAll([one], () => Math.max(requests, UNTIL_ACCEPTED));
  }
  return { sent, allowed, faults };
}
