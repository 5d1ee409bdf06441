import type { Recording } from '@throughline/api-client';
import { streamMine } from '@throughline/api-client/operations';
import { getLabelBadge, titleOf } from '../controls/recording-state.js';
import { text } from '../texts/text.js';
import { shownRecordings } from '../api/shown-recordings.js';
import type { LiveKind } from '../api/live-kind.js';

export const liveRecordings: LiveKind<Recording> = {
  stream: streamMine,
  shown: shownRecordings,
  stateOf: (recording) =>
    recording.failed ? text.flags.failed : (getLabelBadge(recording)?.words ?? text.status[recording.status]),
  titleOf,
};
