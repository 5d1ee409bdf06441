import { setTimeout as pause } from 'node:timers/promises';
import { newAssetId } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import { foldCommit, foldPersonal, initialPersonal, initialState, renderMirrorView } from '@throughline/domain';
import type { AssetState, MirrorView } from '@throughline/domain';
import { Journey, aConfig, moves, play, type Move, type Registration } from '@throughline/domain/testing';
import { notionError, rateLimited, type Fault, type NotionPage } from '@throughline/strict-fakes';
import fc from 'fast-check';
import { parseProperties } from './notion/page-properties.js';
import { buildBody, toPropertyValues, isShown } from './page/property-values.js';
import { CHANNEL, ERRORS, MirrorStage, STATUS } from './testing/mirror-stage.js';

const FIELDS = { status: STATUS, process_errors: ERRORS };
const TYPES = parseProperties({ [STATUS]: { type: 'select', select: null }, [ERRORS]: { type: 'rich_text', rich_text: [] } });

const FAULTS: readonly Fault[] = [
  { kind: 'answer', status: 502, body: 'Bad gateway' },
  { kind: 'answer', ...notionError(rateLimited(30)) },
  { kind: 'drop-request', afterBytes: 10 },
  { kind: 'drop-answer' },
  { kind: 'hang' },
];

type Event =
  | { readonly kind: 'move'; readonly who: 0 | 1; readonly move: Move }
  | { readonly kind: 'fault'; readonly fault: Fault; readonly times: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'breathe'; readonly ms: number };

/** Slow answers, so that much happens during a request. */
const SLOW: Fault = { kind: 'slow-answer', bytes: 200, everyMs: 3 };

const others: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      fault: fc.constant(SLOW),
      times: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      fault: fc.constantFrom(...FAULTS),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  // Long enough for a request to start or to end.
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('breathe' as const), ms: fc.integer({ min: 0, max: 8 }) }) },
);

const move = (kind: Move['kind']): fc.Arbitrary<Move> =>
  fc.record({ kind: fc.constant(kind), pick: fc.nat(), value: fc.nat({ max: 4 }) });

/** Runs that make progress and restart, mixed with all other moves. */
const lives: fc.Arbitrary<readonly Move[]> = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 9, arbitrary: move('forward') },
        { weight: 2, arbitrary: move('fail') },
        { weight: 2, arbitrary: move('run') },
        { weight: 1, arbitrary: move('reset') },
      ),
      { minLength: 1, maxLength: 20, size: 'max' },
    ),
    moves,
  )
  .map(([work, rest]) => [...work, ...rest.slice(0, 6)]);

const events: fc.Arbitrary<readonly Event[]> = fc
  .tuple(
    lives,
    fc.array(fc.tuple(fc.constantFrom(0 as const, 0 as const, 1 as const), fc.option(others, { freq: 3 })), {
      minLength: 70,
      maxLength: 70,
    }),
  )
  .map(([list, among]) =>
    list.flatMap((move, at): readonly Event[] => {
      const [who, other] = among[at] ?? [0, null];
      return [{ kind: 'move', who, move }, ...(other === null ? [] : [other])];
    }),
  );

const moveOf = (who: 0 | 1, kind: Move['kind']): Event => ({ kind: 'move', who, move: { kind, pick: 0, value: 0 } });

/** The mirror restarts, and reads the end of one run before the start of the other one. */
const FOUND: readonly Event[] = [
  moveOf(0, 'fail'),
  moveOf(0, 'forward'),
  { kind: 'breathe', ms: 0 },
  moveOf(0, 'fail'),
  moveOf(1, 'run'),
  { kind: 'restart' },
  moveOf(0, 'reset'),
  moveOf(0, 'start'),
  moveOf(0, 'forward'),
  { kind: 'breathe', ms: 2 },
  moveOf(0, 'forward'),
];

const viewOf = ({ state, personal }: Journey): MirrorView | undefined => renderMirrorView(state, { personal });

function truthOf(videos: readonly Journey[]): { readonly video: Journey; readonly view: MirrorView } | undefined {
  const all = videos.flatMap((video) => {
    const view = viewOf(video);
    return view === undefined ? [] : [{ video, view }];
  });
  const order = ({ video, view }: (typeof all)[number]): string => `${view.runAt} ${video.assetId}`;
  return all.sort((one, other) => (order(one) < order(other) ? 1 : -1))[0];
}

const wordsOf = (view: MirrorView): string => JSON.stringify(buildBody(toPropertyValues(view, FIELDS), TYPES));

interface PastView {
  readonly words: string;
  /** The page shows the video whose run is the later one. */
  readonly order: string;
}

/** Returns what the page would show of a video after each of its commits, and before the first one. */
function listPastViews({ assetId, commits }: Journey): readonly PastView[] {
  let state: AssetState = initialState;
  let personal = initialPersonal;
  const shown = [undefined, ...commits].map((recorded): PastView => {
    if (recorded !== undefined) {
      state = foldCommit(state, recorded);
      personal = recorded.commit.events.reduce(foldPersonal, personal);
    }
    const view = renderMirrorView(state, { personal });
    return view === undefined ? { words: '', order: '' } : { words: wordsOf(view), order: `${view.runAt} ${assetId}` };
  });
  return shown;
}

/**
 * Expects each write to match past states of both videos, and none that is earlier than those of the write before. The mirror
 * reads the videos independently of each other, so it may know more of one than of the other.
 */
function expectInOrder(written: readonly string[], [first, second]: readonly [Journey, Journey]): void {
  const [ones, others] = [listPastViews(first), listPastViews(second)];
  /** For each state of the first video, the earliest state of the second one that the page may show with it. */
  let earliest = ones.map(() => 0);
  for (const words of written) {
    let floor = Infinity;
    earliest = ones.map((one, index) => {
      floor = Math.min(floor, earliest[index] ?? Infinity);
      const found = others.findIndex((other, at) => at >= floor && (one.order < other.order ? other : one).words === words);
      return found < 0 ? Infinity : found;
    });
    expect({ written, words, isOfItsTime: earliest.some(Number.isFinite) }).toMatchObject({ isOfItsTime: true });
  }
}

async function recordEvents(stage: MirrorStage, page: NotionPage, list: readonly Event[]): Promise<readonly Journey[]> {
  const videos = [new Journey(newAssetId()), new Journey(newAssetId())] as const;
  const item: Registration = { pipeline: 'audit-process', origin: { channel: CHANNEL, page: page.id } };
  const playMove = async (who: 0 | 1, move: Move): Promise<void> => {
    const video = videos[who];
    play(video, [move], [aConfig(['drive'])], item);
    await stage.record(video);
  };
  for (const who of [0, 1] as const) await playMove(who, { kind: 'register', pick: 1, value: 0 });
  stage.start();
  await playMove(0, { kind: 'run', pick: 0, value: 0 });
  for (const event of list) {
    if (event.kind === 'move') await playMove(event.who, event.move);
    else if (event.kind === 'fault') stage.notion.faults.add({ fault: event.fault, times: event.times });
    else if (event.kind === 'restart') await stage.restart();
    else await pause(event.ms);
  }
  stage.notion.faults.clear();
  const truth = truthOf(videos);
  if (truth !== undefined) await stage.quiet(truth.video);
  await stage.stop();
  const written = stage.writes(page).flatMap(({ text }) => (text === undefined || text === '' ? [] : [text]));
  expectInOrder(
    written.flatMap((text) => wholeOf(text)),
    videos,
  );
  return videos;
}

/** Returns no properties for a truncated request, which has written nothing. */
function wholeOf(text: string): readonly string[] {
  try {
    return [JSON.stringify((JSON.parse(text) as { properties: object }).properties)];
  } catch {
    return [];
  }
}

describe('under any changes to videos, faults of Notion and restarts', () => {
  it('the page reaches the state of the log, and never shows an older state after a newer one (U20)', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (list) => {
        const stage = await MirrorStage.open({ timeoutMs: 250 });
        try {
          const page = stage.page();
          const truth = truthOf(await recordEvents(stage, page, list));
          if (truth === undefined) return;
          const stands = parseProperties({
            [STATUS]: { type: 'select', select: { name: page.values.get(STATUS) } },
            [ERRORS]: { type: 'rich_text', rich_text: [{ plain_text: page.values.get(ERRORS) ?? '' }] },
          });
          expect(isShown(toPropertyValues(truth.view, FIELDS), stands)).toBe(true);
          expect(stage.problems).toEqual([]);
        } finally {
          await stage.close();
        }
      }),
      { numRuns: testDepth.runs(40), examples: [[FOUND]] },
    );
  }, 240_000);
});
