import type { EventView } from './recordings-client.js';

/** Before the start, in the middle, after the work and before its event, after its event and before its acknowledgement. */
export const POINTS = ['work.received', 'work.started', 'work.middle', 'work.done', 'work.committed'];

/** Returns the setting that kills a worker once at each point of each step. */
export const killsAt = (steps: readonly string[], points: readonly string[] = POINTS): string =>
  steps.flatMap((step) => points.map((point) => `${point}@${step}=kill`)).join(';');

export const eventsOf = (events: readonly EventView[], type: string, step?: string): readonly EventView[] =>
  events.filter((event) => event.type === type && (step === undefined || event.step === step));

/** Expects that each step's work counts once: after a crash with complete work, the next attempt adopted the result. */
export function expectNoWorkDoneTwice(events: readonly EventView[], steps: readonly string[]): void {
  for (const step of steps) {
    const completed = eventsOf(events, 'StepCompleted', step);
    expect(completed).toHaveLength(1);
    expect(completed[0]?.detail).toHaveProperty('adoptedFrom');
  }
}
