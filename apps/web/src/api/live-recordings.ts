import type { Recording } from '@throughline/api-types';
import { titleOf } from '../controls/recording-state.js';
import { text } from '../texts/text.js';
import { shownRecordings } from './shown-recordings.js';
import type { LiveKind } from './live-kind.js';

export const liveRecordings: LiveKind<Recording> = {
  path: 'me/stream',
  shown: shownRecordings,
  stateOf: ({ failed, status }) => (failed ? text.flags.failed : text.status[status]),
  titleOf,
};
