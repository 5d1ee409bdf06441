import type { AuditEvent } from '@throughline/api-client';
import { groupByDay, isTechnical, isWithoutStep, listFacts, listLines } from './history-lines.js';

const event = (id: number, type: string, at = '2026-01-05T12:00:00.000Z', step: string | null = null): AuditEvent => ({
  id: `${String(id)}.0`,
  message: type,
  type,
  step,
  status_after: 'PROCESSING',
  failed_after: false,
  detail: {},
  actor: { kind: 'service', id: 'processing', name: null },
  occurred_at: at,
  recorded_at: at,
  imported: false,
});

describe('the lines of a history', () => {
  const events = [
    event(1, 'RunStarted'),
    event(2, 'StepScheduled'),
    event(3, 'StepStarted'),
    event(4, 'StepCompleted', undefined, 'PREVIEW'),
    event(5, 'StepFailed', '2026-01-08T12:00:00.000Z', 'TRANSCRIBE'),
  ];

  it('leave out the machinery behind steps and the previews, unless the reader wants technical details', () => {
    const typesOf = (isShown: boolean): unknown[] => listLines(events, isShown).map((line) => line.event.type);
    expect(typesOf(false)).toEqual(['RunStarted', 'StepFailed']);
    expect(typesOf(true)).toHaveLength(events.length);
    expect(isTechnical(event(6, 'AssetDescribed'))).toBe(false);
  });

  it('compare their status with the line above, so that a change behind hidden events is shown', () => {
    expect(listLines(events, false).map(({ before }) => before?.type)).toEqual([undefined, 'RunStarted']);
  });

  it('are grouped by day', () => {
    const days = groupByDay(listLines(events, true));
    expect(days.map(({ at, lines }) => [at.slice(0, 10), lines.length])).toEqual([
      ['2026-01-05', 4],
      ['2026-01-08', 1],
    ]);
    expect(groupByDay([])).toEqual([]);
  });

  it('name the step before the words of an earlier release, which leave it out', () => {
    expect([isWithoutStep('attempt 1 completed'), isWithoutStep('Transcription finished')]).toEqual([true, false]);
  });

  it('have the ids and codes of their event as technical details', () => {
    const failed = {
      ...event(7, 'StepFailed', undefined, 'TRIM'),
      detail: { step: 'TRIM', attemptId: 'a-1', progress: 0.5, error: { code: 'no-sound', retryable: false }, artifacts: [] },
    };
    expect(listFacts(failed)).toBe(
      'StepFailed · TRIM · attemptId a-1 · progress 0.5 · code no-sound · retryable false · event 7.0',
    );
    expect(listFacts({ ...failed, step: null, detail: null })).toBe('StepFailed · event 7.0');
  });
});
