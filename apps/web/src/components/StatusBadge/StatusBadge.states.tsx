import type { States } from '../states.js';
import { StatusBadge } from './StatusBadge.js';

export const states: States = {
  'in progress': <StatusBadge tone="busy" icon="moving" words="Processing" />,
  queued: <StatusBadge tone="calm" icon="queued" words="Queued, 4th of 9" />,
  waiting: <StatusBadge tone="warn" icon="waiting" words="Waiting" />,
  paused: <StatusBadge tone="warn" icon="paused" words="Paused" />,
  ready: <StatusBadge tone="good" icon="ready" words="Ready" />,
  unconfirmed: <StatusBadge tone="ask" icon="unconfirmed" words="Unconfirmed" />,
  'to review': <StatusBadge tone="ask" icon="review" words="To review" />,
  failed: <StatusBadge tone="bad" icon="failed" words="Failed" />,
  stalled: <StatusBadge tone="warn" icon="stalled" words="Stalled" />,
  'not started': <StatusBadge tone="calm" icon="idle" words="Not started" />,
  skipped: <StatusBadge tone="calm" icon="skipped" words="Skipped" />,
  deleted: <StatusBadge tone="calm" icon="deleted" words="Deleted" />,
  duplicate: <StatusBadge tone="calm" icon="copy" words="Duplicate" />,
};
