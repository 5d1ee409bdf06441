import fc from 'fast-check';
import { documentRows } from '../status/document-rows.js';
import { renderMirrorView, type MirrorView } from '../mirror/mirror-view.js';
import { recordingProgress } from '../status/progress.js';
import { renderSession } from '../kinds/session/view.js';
import { renderStatus } from '../status/render-status.js';
import { isOpen } from './steps/steps.js';
import { Journey, ORIGIN, aConfig, configs, historyOf, moves, type Registration } from '../testing/index.js';
import { renderRecording } from '../kinds/views/recording.js';
import { isPresent, type Asset } from './state.js';

const OFTEN = 8;

const aSession: Registration = { pipeline: 'session' };
/** Sessions appear three times as often: they have only two steps, and most of theirs have already ended. */
const items: readonly Registration[] = [
  { pipeline: 'recording' },
  ...[aSession, aSession, aSession],
  { pipeline: 'document' },
  { pipeline: 'audit-process', origin: ORIGIN },
];

/** Histories of every pipeline, cut off in the middle. */
const journeys = fc.sample(
  fc
    .tuple(moves, fc.array(configs, { minLength: 1, maxLength: 2 }), fc.constantFrom(...items))
    .map(([list, choices, item]) =>
      historyOf([{ kind: 'register', pick: 1, value: 0 }, { kind: 'run', pick: 0, value: 0 }, ...list], choices, item),
    ),
  1_200,
);

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

interface StatusFields {
  readonly status: string;
  readonly progress: number | null;
  readonly stages: unknown;
  readonly outputs: unknown;
  readonly session: readonly unknown[];
  readonly rows: readonly (readonly [string, string])[];
  readonly page: MirrorView | undefined;
}

/** Returns everything that the views of a state say about what has started, and since when. */
function wordsOf(journey: Journey, now: string): StatusFields {
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
    page: renderMirrorView({ ...asset, origin: ORIGIN }, { personal: journey.personal }),
  };
}

const look = (journey: Journey): Journey => {
  for (const step of queued(journey)) journey.wait(step);
  return journey;
};
const hold = (journey: Journey): Journey => {
  journey.pause();
  // A paused run is resumed; an active one refuses the request.
  journey.run(assetOf(journey).run?.config ?? aConfig());
  return journey;
};
const often = (journey: Journey, act: (journey: Journey) => Journey): Journey => {
  for (let times = 0; times < OFTEN; times += 1) act(journey);
  return journey;
};
const started = (journey: Journey): Journey => {
  for (const step of queued(journey)) journey.start(step);
  return journey;
};

const active = journeys.filter((journey) => isPresent(journey.state) && queued(journey).length > 0);
const breaking = (law: (journey: Journey) => boolean): readonly number[] =>
  active.flatMap((journey, index) => (law(journey) ? [] : [index]));

const agree = (one: Journey, other: Journey): boolean => {
  const now = one.now > other.now ? one.now : other.now;
  return JSON.stringify(wordsOf(one, now)) === JSON.stringify(wordsOf(other, now));
};

describe('the views of a waiting item', () => {
  it('are sampled with something queued, in every pipeline, started and not started', () => {
    const has = (law: (asset: Asset) => boolean): number => active.filter((journey) => law(assetOf(journey))).length;
    for (const { pipeline } of items) expect(has((asset) => asset.pipeline === pipeline)).toBeGreaterThan(5);
    const isBegun = ({ steps, run }: Asset): boolean =>
      steps.some(
        (step) => isOpen(step) && step.attempts.some(({ runId, startedAt }) => runId === run?.runId && startedAt !== undefined),
      );
    expect(has(isBegun)).toBeGreaterThan(20);
    expect(has((asset) => renderStatus(asset) === 'UPLOADING')).toBeGreaterThan(5);
  });

  it('stay the same after the first check, however many checks follow', () => {
    expect(
      breaking((journey) => {
        const once = look(branched(journey));
        return agree(once, often(branched(once), look));
      }),
    ).toEqual([]);
  });

  it('are the same after any number of pauses', () => {
    expect(
      breaking((journey) => {
        const once = hold(look(branched(journey)));
        return agree(once, often(branched(once), hold));
      }),
    ).toEqual([]);
  });

  it('are the same for later starts and for later waits', () => {
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
