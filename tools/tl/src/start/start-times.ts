import { elapsedText } from '../output/dates.js';

export type StartTime = readonly [step: string, ms: number];

/** Formats the time of a start with its parts: `in 1 min 27 s: packages 20 s, build 17 s`. Parts below a second are left out. */
export function describeStart(totalMs: number, parts: readonly StartTime[]): string {
  const known = parts.flatMap(([step, ms]) => {
    const time = elapsedText(ms);
    return time === undefined ? [] : [`${step} ${time}`];
  });
  return `in ${secondsText(totalMs)}${known.length === 0 ? '' : `: ${known.join(', ')}`}`;
}

/** Formats the time of the first recording, and the time until its result since the start. */
export const describeFirstResult = (tookMs: number, totalMs: number): string =>
  `${secondsText(tookMs)}, ${secondsText(totalMs)} after the start`;

const secondsText = (ms: number): string => elapsedText(Math.max(ms, 1_000)) ?? '';
