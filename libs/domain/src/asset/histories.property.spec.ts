import { RECORDING_STATUSES, STAGE_STATUSES, commitCodec, newDataKey, OUTPUT_STATUSES } from '@throughline/contracts';
import fc from 'fast-check';
import { initialState, isPresent, type Asset, type AssetState } from './state.js';
import { fold, foldCommit } from './fold.js';
import { decide } from '../decide/decide.js';
import { auditLine } from '../audit/audit-line.js';
import { evolve } from './evolve.js';
import { nextSteps } from '../steps/next-steps.js';
import { fatalStep, isRunActive } from '../steps/run.js';
import { currentAttempt, isOpen } from '../steps/steps.js';
import { renderRecording } from '../views/recording.js';
import { AT } from '../testing/spec-for.js';
import { aRun } from '../testing/journey.js';
import { commandOf, configs, histories, workerMoves, type Move } from '../testing/random-history.js';
import { aCommit } from '@throughline/contracts/testing';

const RUNS = { numRuns: 120 };
const throughJson = (state: AssetState): AssetState => JSON.parse(JSON.stringify(state)) as AssetState;

const moveArbitrary: fc.Arbitrary<Move> = workerMoves.map((list) => list[0] ?? { kind: 'start', pick: 0, value: 0 });

describe('any history of an asset', () => {
  it('folds alike at once, commit by commit, and on from a stored state', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (journey, cut) => {
        const { commits } = journey;
        const at = commits.length === 0 ? 0 : cut % commits.length;
        const stored = throughJson(fold(commits.slice(0, at)));
        const onwards = commits.slice(at).reduce((state, commit) => throughJson(foldCommit(state, commit)), stored);
        expect(fold(commits)).toEqual(journey.state);
        expect(onwards).toStrictEqual(throughJson(journey.state));
      }),
      RUNS,
    );
  });

  it('folds alike after its commits were encoded, stored and read back', () => {
    const key = newDataKey();
    fc.assert(
      fc.property(histories, (journey) => {
        const stored = journey.commits.map(({ assetId, commit }) => ({
          assetId,
          commit: commitCodec.decode(
            assetId,
            commitCodec.encode(assetId, aCommit(commit.events, { at: commit.at }), key),
            undefined,
          ),
        }));
        expect(fold(stored)).toEqual(journey.state);
      }),
      { numRuns: 60 },
    );
  });

  it('takes any command at any time without throwing, and a repeated one adds nothing', () => {
    fc.assert(
      fc.property(histories, fc.array(moveArbitrary, { maxLength: 5 }), configs, (journey, list, config) => {
        for (const each of list) {
          const command = commandOf(journey, each, config);
          if (command === undefined) continue;
          journey.send(command);
          const again = decide(journey.state, { ...command, now: AT });
          expect('events' in again ? again.events : []).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('AGG-01, STG-02: uses only the words of the vocabularies', () => {
    fc.assert(
      fc.property(histories, (journey) => {
        const item = renderRecording(journey.state, journey.personal);
        expect(journey.statuses.every((status) => RECORDING_STATUSES.includes(status))).toBe(true);
        expect(item?.processing_stages.every(({ status }) => STAGE_STATUSES.includes(status))).toBe(true);
        expect(item?.outputs.every(({ status }) => OUTPUT_STATUSES.includes(status))).toBe(true);
      }),
      RUNS,
    );
  });

  it('has exactly one current attempt for each open step and none for any other, and at most one entry for each step (STG-03)', () => {
    fc.assert(
      fc.property(histories, (journey) => {
        const { steps } = journey.state as Asset;
        expect(new Set(steps.map(({ step }) => step)).size).toBe(steps.length);
        for (const step of steps) {
          const open = step.attempts.filter((attempt) => attempt.end === undefined);
          expect(open).toHaveLength(isOpen(step) ? 1 : 0);
          expect(currentAttempt(step)).toBe(open[0]);
          expect(step.attempts.map(({ number }) => number)).toEqual(step.attempts.map((_, index) => index + 1));
          expect(new Set(step.attempts.map(({ attemptId }) => attemptId)).size).toBe(step.attempts.length);
        }
      }),
      RUNS,
    );
  });

  it('leaves nothing to be started that is not scheduled, and no failed run without its rollback once nothing runs', () => {
    fc.assert(
      fc.property(histories, (journey) => {
        const asset = journey.state as Asset;
        expect(nextSteps(asset)).toEqual([]);
        expect(fatalStep(asset) !== undefined && !asset.steps.some(({ phase }) => phase === 'running')).toBe(false);
        // An active run always has something that somebody works on or waits for.
        expect(isRunActive(asset)).toBe(asset.steps.some(isOpen));
      }),
      RUNS,
    );
  });

  it('never turns an output that was uploaded into anything else (FLR-18, UPL-10)', () => {
    fc.assert(
      fc.property(histories, (journey) => {
        let state: AssetState = initialState;
        const uploaded = new Set<string>();
        for (const { assetId, commit } of journey.commits) {
          for (const event of commit.events) {
            state = evolve(state, event, { assetId, at: commit.at });
            const outputs = isPresent(state) ? state.steps.filter(({ kind }) => kind === 'delivery') : [];
            for (const { step, phase } of outputs) {
              if (phase === 'completed') uploaded.add(step);
              expect(uploaded.has(step) && phase !== 'completed').toBe(false);
            }
          }
        }
      }),
      RUNS,
    );
  });

  it('says UPLOADED only when nothing more comes by itself, and UPLOADING only after a delivery has started (AGG-16)', () => {
    fc.assert(
      fc.property(histories, (journey) => {
        let started = false;
        journey.events.forEach((event, index) => {
          if (event.type === 'StepStarted' && event.data.step.startsWith('deliver:')) started = true;
          expect(journey.statuses[index] === 'UPLOADING' && !started).toBe(false);
        });
        const item = renderRecording(journey.state, journey.personal);
        const waits =
          item?.run?.active === true && item.outputs.some(({ status }) => status === 'PENDING' || status === 'UPLOADING');
        expect(item?.status === 'UPLOADED' && waits).toBe(false);
      }),
      RUNS,
    );
  });

  it('gives every event a line for the audit log, without personal data', () => {
    fc.assert(
      fc.property(histories, (journey) => {
        let state: AssetState = initialState;
        for (const { assetId, commit } of journey.commits) {
          for (const event of commit.events) {
            const after = evolve(state, event, { assetId, at: commit.at });
            const line = auditLine(state, event, after);
            expect(line.message).not.toMatch(/A talk|it broke|undefined/u);
            state = after;
          }
        }
      }),
      RUNS,
    );
  });

  it('ends every run under workers that do anything at random, then work on', () => {
    fc.assert(
      fc.property(configs, workerMoves, (config, list) => {
        const journey = aRun(config);
        for (const each of list) {
          const command = commandOf(journey, each, config);
          if (command !== undefined) journey.send(command);
        }
        for (let rounds = 0; isRunActive(journey.state as Asset); rounds += 1) {
          expect(rounds).toBeLessThan(100);
          const open = (journey.state as Asset).steps.filter(isOpen);
          for (const { step } of open) journey.through(step);
        }
        expect(['INITIALIZED', 'DOWNLOADED', 'PROCESSED', 'UPLOADED', 'READY']).toContain(journey.trail.at(-1));
      }),
      RUNS,
    );
  });

  it('ends every run under workers that only crash or only fail', () => {
    fc.assert(
      fc.property(configs, fc.constantFrom('crash', 'fail'), (config, habit) => {
        const journey = aRun(config);
        for (let rounds = 0; isRunActive(journey.state as Asset); rounds += 1) {
          expect(rounds).toBeLessThan(100);
          const [open] = (journey.state as Asset).steps.filter(isOpen);
          const step = open?.step ?? '';
          journey.start(step);
          if (habit === 'crash') journey.interrupt(step);
          else journey.fail(step, { retryable: true });
        }
        expect(journey.trail.at(-1)).toBe('INITIALIZED');
      }),
      { numRuns: 50 },
    );
  });
});
