import type { ChangeFeed } from '../changes/change-feed.js';
import type { Projected } from '../changes/projected.js';
import type { LiveProgress } from '../recordings/live-progress.js';
import type { RecordingLoader } from '../recordings/queries/recording-loader.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import type { RecordingView } from '../recordings/recording-view.js';
import { Beginnings } from './beginnings.js';
import { Broadcast } from './broadcast.js';
import { LiveItems } from './live-items.js';
import { Streams } from './streams.js';
import { Tail } from './tail.js';

/** Proxies cut what is silent, often after a minute. */
const HEARTBEAT_MS = 15_000;

interface StreamParts {
  readonly projected: Projected;
  readonly partitions: number;
  readonly changes: ChangeFeed;
  readonly live: LiveProgress;
  readonly queries: RecordingQueries;
  readonly loader: RecordingLoader;
  readonly view: RecordingView;
}

export function assembleStreams(parts: StreamParts, perUser: number, onProblem: (error: unknown) => void): Streams {
  const { projected, partitions, changes, live, queries, loader, view } = parts;
  const tail = new Tail(projected, partitions);
  const beginnings = new Beginnings({ projected, queries, loader, tail });
  const broadcast = new Broadcast({ tail, beginnings, loader, view, live: new LiveItems(view), changes, onProblem });
  return new Streams({ broadcast, progress: live, limits: { perUser, heartbeatMs: HEARTBEAT_MS }, onProblem });
}
