import { newAssetId, type RunConfig } from '@throughline/contracts';
import { isPresent, type StepState } from '@throughline/domain';
import { Journey, STAGES, aConfig, commandOf, configs, moves, type Move, type UntimedCommand } from '@throughline/domain/testing';
import fc from 'fast-check';

/** Stands in everything that people say in words: it must be found where it may be erased, and nowhere else. */
export const SEALED = 'sealed-word';

/** What a person, a due timer or the outside world does in between: whatever workers do, the domain's own moves have. */
interface Act {
  /** Before which of the moves. */
  readonly at: number;
  readonly kind: keyof typeof ACTS;
  readonly pick: number;
}
type Say = (journey: Journey, pick: number) => UntimedCommand | undefined;

const by = 'owner-1';
const HOUR = 3_600_000;
/** Soon enough to pass within the journey, or long after it. */
const soon = (journey: Journey, pick: number): string =>
  new Date(Date.parse(journey.now) + (pick % 3 === 0 ? HOUR : 1_000 * (1 + (pick % 5)))).toISOString();
const stepsOf = (journey: Journey): readonly StepState[] => (isPresent(journey.state) ? journey.state.steps : []);
const isRunning = ({ phase }: StepState): boolean => phase === 'running';

const ofRunning =
  (say: (at: { readonly step: string; readonly attemptId: string }, pick: number) => UntimedCommand): Say =>
  (journey, pick) => {
    const running = stepsOf(journey).filter(isRunning);
    const step = running[pick % Math.max(running.length, 1)];
    return step && say({ step: step.step, attemptId: journey.attemptId(step.step) }, pick);
  };

const settle: Say = (journey, pick) => {
  const unsure = stepsOf(journey).find(({ result }) => result?.['unconfirmed'] === true);
  return unsure && { type: 'SettleDelivery', step: unsure.step, delivered: pick % 2 === 0, by };
};

const ACTS = {
  pause: (journey, pick) => ({
    type: 'PauseRun',
    by,
    ...(pick % 4 === 0 ? {} : { reason: `${SEALED} reason` }),
    ...(pick % 2 === 0 ? {} : { until: soon(journey, pick) }),
  }),
  resume: () => ({ type: 'ResumeRun', by: 'ingest' }),
  cancel: (_journey, pick) => ({ type: 'CancelRun', by, ...(pick % 2 === 0 ? {} : { reason: `${SEALED} reason` }) }),
  reset: () => ({ type: 'ResetAsset', by }),
  remove: (journey, pick) => ({ type: 'DeleteAsset', by, expiresAt: soon(journey, pick) }),
  restore: () => ({ type: 'RestoreAsset', by }),
  expire: (_journey, pick) => (pick % 4 === 0 ? { type: 'ExpireAsset' } : undefined),
  unstick: (_journey, pick) => ({ type: 'UnstickRun', by, then: pick % 3 === 0 ? 'fail' : 'retry' }),
  skipStage: (_journey, pick) => ({ type: 'SkipStage', step: STAGES[pick % STAGES.length] ?? 'TRIM', by }),
  settle,
  wait: ofRunning((at, pick) => ({
    type: 'WaitStep',
    ...at,
    for: pick % 2 === 0 ? 'disk-full' : 'quota',
    message: `${SEALED} disk`,
    progress: (pick % 5) / 5,
  })),
  fail: ofRunning((at, pick) => ({
    type: 'FailStep',
    ...at,
    code: 'broken',
    message: `${SEALED} failure`,
    retryable: pick % 2 === 0,
    progress: 0.5,
  })),
  unconfirmed: ofRunning((at) => ({
    type: 'CompleteStep',
    ...at,
    result: at.step.startsWith('deliver:') ? { unconfirmed: true } : {},
    artifacts: [],
    metrics: {},
    url: `https://example.org/${SEALED}`,
  })),
} satisfies Readonly<Record<string, Say>>;

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.record({
    at: fc.nat({ max: 40 }),
    kind: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])),
    pick: fc.nat({ max: 1_000 }),
  }),
  { maxLength: 14, size: 'max' },
);

/** Some outputs that have something to be done after them, stages whose failure is borne, and limits. */
const anyConfig: fc.Arbitrary<RunConfig> = fc.tuple(configs, fc.boolean(), fc.boolean()).map(([config, tolerant, more]) => ({
  ...config,
  transcription: { ...config.transcription, allow_errors: tolerant },
  outputs: config.outputs.map((output) => (more ? { ...output, follow_ups: ['thumbnail'] } : output)),
  retry: { ...config.retry, ...(more ? { wait_ms: [500, 2_000], budget_ms: 20_000 } : {}) },
}));

export interface Script {
  readonly moves: readonly Move[];
  readonly acts: readonly Act[];
  readonly configs: readonly RunConfig[];
}

/** Everything that can happen to a recording, in any order. */
export const scripts: fc.Arbitrary<Script> = fc.record({
  moves,
  acts,
  configs: fc.array(anyConfig, { minLength: 1, maxLength: 3 }),
});

/** The journey of an asset that a script gives. */
export function journeyOf(script: Script, assetId = newAssetId()): Journey {
  const journey = new Journey(assetId).register({ title: `${SEALED} title`, isMapped: script.moves.length % 5 !== 0 });
  const configOf = (pick: number): RunConfig => script.configs[pick % script.configs.length] ?? aConfig();
  journey.run(configOf(0));
  script.moves.forEach((move, index) => {
    for (const act of script.acts.filter(({ at }) => at === index)) {
      const say: Say = ACTS[act.kind];
      const command = say(journey, act.pick);
      if (command !== undefined) journey.send(command);
    }
    const command = commandOf(journey, move, configOf(move.pick));
    if (command !== undefined) journey.send(command);
  });
  return journey;
}
