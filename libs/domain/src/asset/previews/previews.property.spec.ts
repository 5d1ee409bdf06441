import { PREVIEW } from '@throughline/contracts';
import fc from 'fast-check';
import { foldCommit, type RecordedCommit } from '../fold.js';
import { initialState, isPresent, type Asset, type AssetState } from '../state.js';
import { decide } from '../../decide/decide.js';
import type { Command } from '../../decide/command.js';
import { renderOutcome } from '../../kinds/outcome/outcome.js';
import { nextSteps } from '../steps/next-steps.js';
import { isRunActive } from '../steps/run.js';
import { configs, historyOf, moves, type Journey, type Registration } from '../../testing/index.js';
import { renderRecording } from '../../kinds/views/recording.js';

const items: readonly Registration[] = [{ pipeline: 'recording' }, { pipeline: 'session' }, { pipeline: 'document' }];

const samples = fc.sample(
  fc.tuple(
    fc
      .tuple(moves, fc.array(configs, { minLength: 1, maxLength: 2 }), fc.constantFrom(...items))
      .map(([list, choices, item]) =>
        historyOf([{ kind: 'register', pick: 1, value: 0 }, { kind: 'run', pick: 0, value: 0 }, ...list], choices, item),
      ),
    fc.array(fc.nat({ max: 4 }), { minLength: 8, maxLength: 8 }),
  ),
  200,
);

const present = (state: AssetState): Asset => {
  if (!isPresent(state)) throw new Error('Nothing is registered');
  return state;
};

/** Returns the next command about the previews that has an effect, chosen by a number. */
function nextMove(state: AssetState, choice: number, now: string): Command {
  const preview = isPresent(state) ? state.preview : undefined;
  const attempt = { now, step: PREVIEW, attemptId: preview?.attempts.at(-1)?.attemptId ?? '' };
  if (preview?.phase === 'scheduled') return { type: 'StartStep', ...attempt, worker: 'w' };
  if (preview?.phase !== 'running') return { type: 'RequestPreviews', now };
  const endings: readonly Command[] = [
    { type: 'CompleteStep', ...attempt, result: {}, artifacts: [], metrics: {} },
    { type: 'FailStep', ...attempt, code: 'broken', message: 'it broke', retryable: choice % 2 === 0, progress: 0 },
    { type: 'InterruptStep', ...attempt, cause: 'lease-expired', by: 'x', progress: 0 },
    { type: 'WaitStep', ...attempt, for: 'disk-full', message: 'full', progress: 0 },
    { type: 'CheckpointStep', ...attempt, data: { part: choice } },
  ];
  return endings[choice % endings.length] ?? { type: 'RequestPreviews', now };
}

interface Interleaved {
  readonly state: AssetState;
  readonly added: number;
}

/** Folds the history with commits about previews between its own. */
function interleave({ commits, assetId }: Journey, choices: readonly number[]): Interleaved {
  let [state, added]: [AssetState, number] = [initialState, 0];
  for (const [index, recorded] of commits.entries()) {
    state = foldCommit(state, recorded);
    for (let more = choices[index % choices.length] ?? 0; more > 0; more -= 1) {
      const { at } = recorded.commit;
      const decision = decide(state, nextMove(state, more + index, at));
      if (!('events' in decision) || decision.events.length === 0) continue;
      const commit: RecordedCommit = { assetId, commit: { at, events: decision.events } };
      expect(decision.events.every((event) => 'step' in event.data && event.data.step === PREVIEW)).toBe(true);
      state = foldCommit(state, commit);
      added += 1;
    }
  }
  return { state, added };
}

const withoutPreview = (state: AssetState): AssetState => {
  const { preview: _preview, ...rest } = present(state);
  return rest;
};

const pairs = samples.map(([journey, choices]) => ({ journey, other: interleave(journey, choices) }));

describe('a history with previews anywhere', () => {
  it('is sampled with many commits about previews, during runs and after them', () => {
    expect(pairs.reduce((sum, { other }) => sum + other.added, 0)).toBeGreaterThan(1_000);
    expect(pairs.filter(({ journey }) => isRunActive(present(journey.state))).length).toBeGreaterThan(10);
    expect(pairs.filter(({ other }) => present(other.state).preview !== undefined).length).toBeGreaterThan(50);
  });

  it('folds to the same state but for the previews', () => {
    for (const { journey, other } of pairs) expect(withoutPreview(other.state)).toEqual(journey.state);
  });

  it('shows the same item, and leads to the same steps', () => {
    for (const { journey, other } of pairs) {
      expect(renderOutcome(other.state)).toEqual(renderOutcome(journey.state));
      expect(renderRecording(present(other.state), journey.personal)).toEqual(
        renderRecording(present(journey.state), journey.personal),
      );
      expect(nextSteps(other.state)).toEqual(nextSteps(journey.state));
    }
  });

  it('gets the same answers to the commands of people', () => {
    const by = 'somebody';
    for (const { journey, other } of pairs) {
      const now = journey.now;
      const commands: readonly Command[] = [
        { type: 'CancelRun', now, by },
        { type: 'PauseRun', now, by },
        { type: 'ResetAsset', now, by },
        { type: 'UnstickRun', now, by, then: 'retry' },
        { type: 'DeleteAsset', now, by, expiresAt: now },
        { type: 'EraseAsset', now, by },
        { type: 'Publish', now, by },
      ];
      for (const command of commands) expect(decide(other.state, command)).toEqual(decide(journey.state, command));
    }
  });
});
