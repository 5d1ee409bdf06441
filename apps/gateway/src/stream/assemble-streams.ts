import type { PipelineName } from '@throughline/contracts';
import type { ChangeFeed } from '../changes/change-feed.js';
import { itemsOf, type Projected } from '../changes/projected.js';
import type { LiveProgress } from '../recordings/live-progress.js';
import type { RecordingLoader } from '../recordings/queries/recording-loader.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { Beginnings } from './beginnings.js';
import { Broadcast } from './broadcast.js';
import { LiveItems } from './live-items.js';
import type { StreamKind } from './subscriber.js';
import type { StreamView } from './stream-view.js';
import { Streams } from './streams.js';
import { Tail } from './tail.js';

/** Proxies cut what is silent, often after a minute. */
const HEARTBEAT_MS = 15_000;

/** What is told of one kind of items, and in whose words. */
export interface StreamedKind {
  readonly pipelines: readonly PipelineName[];
  readonly queries: RecordingQueries;
  readonly loader: RecordingLoader;
  readonly view: StreamView;
}

interface StreamParts {
  readonly projected: Projected;
  readonly partitions: number;
  readonly changes: ChangeFeed;
  readonly live: LiveProgress;
}

export function assembleStreams(
  { projected, partitions, changes, live }: StreamParts,
  kinds: Readonly<Record<StreamKind, StreamedKind>>,
  perUser: number,
  onProblem: (error: unknown) => void,
): Streams {
  const broadcastOf = ({ pipelines, queries, loader, view }: StreamedKind): Broadcast => {
    const items = itemsOf(projected, pipelines);
    const tail = new Tail(items, partitions);
    const beginnings = new Beginnings({ projected: items, queries, loader, tail });
    return new Broadcast({ tail, beginnings, loader, view, live: new LiveItems(view), changes, onProblem });
  };
  const broadcasts = { recordings: broadcastOf(kinds.recordings), documents: broadcastOf(kinds.documents) };
  return new Streams({ broadcasts, progress: live, limits: { perUser, heartbeatMs: HEARTBEAT_MS }, onProblem });
}
