import type { Mirror } from '@throughline/api-client';
import { table } from '../output/table.js';

/** States of a newer server are shown unchanged. */
const STATES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    current: 'the page is up to date',
    behind: 'the page will be written as soon as possible',
    failing: 'the page could not be written; this is retried automatically',
    superseded: 'the page shows another recording, whose run started later',
    off: 'the page is not written',
    unknown: 'the state of the page cannot be read now',
  }),
);

/** States without a pending change. */
const AT_REST: ReadonlySet<string> = new Set(['current', 'off', 'superseded']);

/** The desired text, if the page shows another. */
const wantedRow = ({ state, wanted }: Mirror): readonly (readonly string[])[] =>
  wanted === null || AT_REST.has(state) ? [] : [['should show', `${wanted.status}, since ${wanted.since}`]];

function errorRows({ error }: Mirror): readonly (readonly string[])[] {
  if (error === null) return [];
  return [
    ['error', `${error.message} [${error.code}]`],
    ['tried', `${String(error.tries)} times since ${error.since}, next attempt at ${error.retry_at}`],
  ];
}

export const mirrorText = (mirror: Mirror): string =>
  table([
    ['page', mirror.page_url],
    ['channel', mirror.channel === null ? 'removed' : mirror.channel.name],
    ['state', [mirror.state, STATES.get(mirror.state)].filter((part) => part !== undefined).join(': ')],
    ['shows', mirror.sent === null ? 'nothing of this recording yet' : `${mirror.sent.status}, written at ${mirror.sent.at}`],
    ...wantedRow(mirror),
    ...(mirror.superseded_by === null ? [] : [['shown instead', mirror.superseded_by]]),
    ...errorRows(mirror),
  ]);
