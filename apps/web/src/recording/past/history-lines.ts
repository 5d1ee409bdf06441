import type { AuditEvent } from '@throughline/api-client';

/** The types of events about the machinery behind a step. Its end says what happened. */
const TECHNICAL_TYPES: ReadonlySet<string> = new Set(['StepScheduled', 'StepStarted', 'StepCheckpointed', 'LateResultIgnored']);
const PREVIEW = 'PREVIEW';

/** Returns true for an event that only readers who look for a fault need. */
export const isTechnical = ({ type, step }: Pick<AuditEvent, 'type' | 'step'>): boolean =>
  TECHNICAL_TYPES.has(type) || step === PREVIEW;

export interface HistoryLine {
  readonly event: AuditEvent;
  /** The line above, also if a filter hides it. The status is shown only where it changes. */
  readonly before: AuditEvent | undefined;
}

/** Returns the lines of events that are not hidden. */
export function listLines(events: readonly AuditEvent[], isTechnicalShown: boolean): readonly HistoryLine[] {
  const shown = isTechnicalShown ? events : events.filter((event) => !isTechnical(event));
  return shown.map((event, index) => ({ event, before: shown[index - 1] }));
}

export interface HistoryDay {
  /** The time of its first line. */
  readonly at: string;
  readonly lines: readonly HistoryLine[];
}

/** Groups lines that follow each other by their day, in the user's time zone. */
export function groupByDay(lines: readonly HistoryLine[]): readonly HistoryDay[] {
  const days: { at: string; day: string; lines: HistoryLine[] }[] = [];
  for (const line of lines) {
    const at = line.event.recorded_at;
    const day = new Date(at).toDateString();
    const last = days.at(-1);
    if (last?.day === day) last.lines.push(line);
    else days.push({ at, day, lines: [line] });
  }
  return days;
}

/** Returns true for the words of an earlier release, which leave the name of the step to the reader of `step`. */
export const isWithoutStep = (message: string): boolean => /^\p{Ll}/u.test(message);

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function scalarsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => (isScalar(each) && name !== 'step' ? [`${name} ${String(each)}`] : []));
}

/** Returns the type of an event and its facts, such as ids and codes, for the technical details. */
export function listFacts({ id, type, step, detail }: Pick<AuditEvent, 'id' | 'type' | 'step' | 'detail'>): string {
  const error = typeof detail === 'object' && detail !== null && 'error' in detail ? detail.error : undefined;
  return [type, ...(step === null ? [] : [step]), ...scalarsOf(detail), ...scalarsOf(error), `event ${id}`].join(' · ');
}
