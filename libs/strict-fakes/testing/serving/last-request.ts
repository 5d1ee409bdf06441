import type { Fault, FaultRule } from './faults.js';

/**
 * The last request of a process that is killed, or whose connection is cut: before, within and after the service has carried it
 * out. Both leave the same state behind.
 */
export const LAST_REQUESTS = [
  ['before', { kind: 'drop-request', afterBytes: 0 }],
  ['within', { kind: 'drop-request', afterBytes: 60_000 }],
  ['after', { kind: 'drop-answer' }],
] as const satisfies readonly (readonly [string, Fault])[];

/** Returns the rules by which a request ends with a fault, and all later ones never arrive. `earlier` requests pass first. */
export const endingAt = (earlier: number, fault: Fault): readonly FaultRule[] => [
  { fault, skip: earlier },
  { fault: { kind: 'drop-request', afterBytes: 0 }, skip: earlier, times: Infinity },
];
