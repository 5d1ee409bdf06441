import { table } from '../output/table.js';
import type { MirrorView } from './views.js';

/** A newer server may know others: those are shown as they are. */
const STATES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    current: 'the page shows the truth',
    behind: 'the page is written as soon as it can be',
    failing: 'the page could not be written; it is tried again by itself',
    superseded: 'the page shows another recording, whose run was begun later',
    off: 'the page is not written',
    unknown: 'the server cannot read now how the page stands',
  }),
);

/** Nothing more is to come in these. */
const AT_REST: ReadonlySet<string> = new Set(['current', 'off', 'superseded']);

/** What is to stand there, where something else does. */
const wantedRow = ({ state, wanted }: MirrorView): readonly (readonly string[])[] =>
  wanted === null || AT_REST.has(state) ? [] : [['is to show', `${wanted.status}, since ${wanted.since}`]];

function errorRows({ error }: MirrorView): readonly (readonly string[])[] {
  if (error === null) return [];
  const again = error.retry_at === null ? '' : `, again at ${error.retry_at}`;
  return [
    ['error', `${error.message} [${error.code}]`],
    ['tried', `${String(error.tries)} times since ${error.since}${again}`],
  ];
}

export const mirrorText = (mirror: MirrorView): string =>
  table([
    ['page', mirror.page_url],
    ['channel', mirror.channel === null ? 'gone' : mirror.channel.name],
    ['state', [mirror.state, STATES.get(mirror.state)].filter((part) => part !== undefined).join(': ')],
    ['shows', mirror.sent === null ? 'nothing of this recording yet' : `${mirror.sent.status}, written at ${mirror.sent.at}`],
    ...wantedRow(mirror),
    ...(mirror.superseded_by === null ? [] : [['shown instead', mirror.superseded_by]]),
    ...errorRows(mirror),
  ]);
