import type { Recording } from '@throughline/api-client';
import { streamMine } from '@throughline/api-client/operations';
import { badgeOfItem } from '../controls/item-badge.js';
import { titleOf } from '../controls/recording-state.js';
import { shownRecordings } from '../api/shown-recordings.js';
import type { LiveKind } from '../api/live-kind.js';

export const liveRecordings: LiveKind<Recording> = {
  stream: streamMine,
  shown: shownRecordings,
  badgeOf: (item) => badgeOfItem(item).words,
  titleOf,
};
