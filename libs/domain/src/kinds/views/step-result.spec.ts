import type { JsonObject } from '@throughline/contracts';
import type { StepState } from '../../asset/state.js';
import { renderStepResult } from './step-result.js';

const completed = (result: JsonObject): StepState => ({ phase: 'completed', result }) as unknown as StepState;

describe('the result of a step', () => {
  it('has the facts for people, and not all that the event says', () => {
    const trimmed = { mode: 'cut', start_seconds: 36, end_seconds: 1800, silences: [{ start: 0, end: 36 }] };
    expect(renderStepResult(completed(trimmed))).toEqual({ start_seconds: 36, end_seconds: 1800 });
    const transcribed = { engine: 'hosted', model: 'large', words: 0, quality: 'full' };
    expect(renderStepResult(completed(transcribed))).toEqual({ engine: 'hosted', model: 'large', words: 0 });
  });

  it('leaves out what has another shape, as results of other systems may have', () => {
    expect(renderStepResult(completed({ engine: 4, words: 1.5, cues: -1, start_seconds: '3', topics: 2 }))).toEqual({
      topics: 2,
    });
    expect(renderStepResult(completed({ words: null }))).toBeNull();
  });

  it('is null for a step that is not completed', () => {
    expect(renderStepResult({ phase: 'running' } as unknown as StepState)).toBeNull();
  });
});
