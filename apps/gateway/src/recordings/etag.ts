import { createHash } from 'node:crypto';
import { liveFieldsOf, sameness, type MovingItem } from '../stream/live-fields.js';
import type { ShownRecording } from './queries/recording-loader.js';

/** The revision, and what of the item it does not tell of: the item's own history is not all that is shown. */
const partsOf = ({ revision, held, duplicateOf }: ShownRecording): readonly string[] => [
  revision,
  ...(held === undefined ? [] : [held.held, held.position]),
  ...(duplicateOf === undefined ? [] : [duplicateOf.id]),
];

/** Of an item that only commits change. */
export const etagOf = (shown: ShownRecording): string => `"${partsOf(shown).join('.')}"`;

const digestOf = (item: MovingItem): string =>
  createHash('sha256')
    .update(sameness(liveFieldsOf(item)))
    .digest('base64url')
    .slice(0, 12);

/** Of one with a run that goes on: weak, as two answers with an estimate that has moved by seconds count as the same. */
export const movingEtagOf = (shown: ShownRecording, item: MovingItem): string =>
  `W/"${[...partsOf(shown), digestOf(item)].join('.')}"`;
