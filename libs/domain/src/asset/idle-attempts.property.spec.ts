import fc from 'fast-check';
import { documentRows } from '../document/rows.js';
import { mirrorOf, type MirrorView } from '../mirror/mirror-of.js';
import { recordingProgress } from '../progress/progress.js';
import { renderSession } from '../session/view.js';
import { renderStatus } from '../status/render-status.js';
import { isOpen } from '../steps/steps.js';
import { Journey, ORIGIN, aConfig, configs, historyOf, moves, type Registration } from '../testing/index.js';
import { renderRecording } from '../views/recording.js';
import { isPresent, type Asset } from './state.js';

const SEED = 20_261_121;
/** Far more than are remembered. */
const OFTEN = 8;

const aSession: Registration = { pipeline: 'session' };
/** A session has two steps alone, and most of them have ended when somebody looks. */
const items: readonly Registration[] = [
  { pipeline: 'recording' },
  ...[aSession, aSession, aSession],
  { pipeline: 'document' },
  { pipeline: 'audit-process', origin: ORIGIN },
];

/** Histories of every pipeline, as they are told to a person who looks in the middle. */
const journeys = fc.sample(
  fc
    .tuple(moves, fc.array(configs, { minLength: 1, maxLength: 2 }), fc.constantFrom(...items))
    .map(([list, choices, item]) =>
      historyOf([{ kind: 'register', pick: 1, value: 0 }, { kind: 'run', pick: 0, value: 0 }, ...list], choices, item),
    ),
  { numRuns: 500, seed: SEED },
);

/** The same item once more, for another future. */
function branched(journey: Journey): Journey {
  const branch = new Journey(journey.assetId, journey.now);
  branch.state = journey.state;
  branch.personal = journey.personal;
  return branch;
}

const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return state;
};
const queued = (journey: Journey): readonly string[] =>
  assetOf(journey).steps.flatMap(({ step, phase }) => (phase === 'scheduled' ? [step] : []));

interface Words {
  readonly status: string;
  readonly progress: number | null;
  readonly stages: unknown;
  readonly outputs: unknown;
  readonly session: readonly unknown[];
  readonly rows: readonly (readonly [string, string])[];
  readonly page: MirrorView | undefined;
}

/** Everything that tells whether, and since when, something has begun, by every view of the state. */
function wordsOf(journey: Journey, now: string): Words {
  const asset = assetOf(journey);
  const item = renderRecording(asset, journey.personal);
  const session = renderSession(asset, journey.personal, { now });
  return {
    status: renderStatus(asset),
    progress: recordingProgress(asset),
    stages: item?.processing_stages.map(({ stage_type, status, started_at }) => [stage_type, status, started_at]),
    outputs: item?.outputs.map(({ id, status }) => [id, status]),
    session: [session.status, session.message, session.progress, session.started_at],
    rows: documentRows(asset).map(({ step_name, status }) => [step_name, status]),
    page: mirrorOf({ ...asset, origin: ORIGIN }, { personal: journey.personal }),
  };
}

const look = (journey: Journey): Journey => {
  for (const step of queued(journey)) journey.wait(step);
  return journey;
};
const hold = (journey: Journey): Journey => {
  journey.pause();
  // What is paused goes on with its run; nothing else is asked for by it.
  journey.run(assetOf(journey).run?.config ?? aConfig());
  return journey;
};
const often = (journey: Journey, act: (journey: Journey) => Journey): Journey => {
  for (let times = 0; times < OFTEN; times += 1) act(journey);
  return journey;
};
/** Whatever is queued starts. */
const started = (journey: Journey): Journey => {
  for (const step of queued(journey)) journey.start(step);
  return journey;
};

const active = journeys.filter((journey) => isPresent(journey.state) && queued(journey).length > 0);
/** The histories that break a law, by their number among those that have something queued. */
const breaking = (law: (journey: Journey) => boolean): readonly number[] =>
  active.flatMap((journey, index) => (law(journey) ? [] : [index]));

const agree = (one: Journey, other: Journey): boolean => {
  const now = one.now > other.now ? one.now : other.now;
  return JSON.stringify(wordsOf(one, now)) === JSON.stringify(wordsOf(other, now));
};

describe('what is said of any item that waits', () => {
  it('is looked at where something is queued, of every pipeline, begun before or not', () => {
    const has = (law: (asset: Asset) => boolean): number => active.filter((journey) => law(assetOf(journey))).length;
    for (const { pipeline } of items) expect(has((asset) => asset.pipeline === pipeline)).toBeGreaterThan(5);
    const isBegun = ({ steps, run }: Asset): boolean =>
      steps.some(
        (step) => isOpen(step) && step.attempts.some(({ runId, startedAt }) => runId === run?.runId && startedAt !== undefined),
      );
    expect(has(isBegun)).toBeGreaterThan(20);
    expect(has((asset) => renderStatus(asset) === 'UPLOADING')).toBeGreaterThan(5);
  });

  it('is what its first look in vain has said, however many follow before it starts', () => {
    expect(
      breaking((journey) => {
        const once = look(branched(journey));
        return agree(once, often(branched(once), look));
      }),
    ).toEqual([]);
  });

  it('is what it was before it was paused, however often', () => {
    expect(
      breaking((journey) => {
        const once = hold(look(branched(journey)));
        return agree(once, often(branched(once), hold));
      }),
    ).toEqual([]);
  });

  it('is the same of what starts after it, and of what waits then', () => {
    expect(
      breaking((journey) => {
        const once = look(branched(journey));
        const patient = often(branched(once), look);
        const [soon, late] = [branched(once), new Journey(patient.assetId, once.now)];
        late.state = patient.state;
        late.personal = patient.personal;
        return agree(started(soon), started(late)) && agree(look(soon), look(late));
      }),
    ).toEqual([]);
  });
});
