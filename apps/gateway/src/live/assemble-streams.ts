import type { PipelineName } from '@throughline/contracts';
import type { ChangeFeed } from '../projection/change-feed.js';
import { restrictToPipelines, type ProjectionChanges } from '../projection/projected.js';
import type { LiveProgress } from './live-progress.js';
import type { ItemLoader } from '../items/read/item-loader.js';
import type { ItemQueries } from '../items/read/item-queries.js';
import { StreamStarts } from './beginnings.js';
import { Broadcast } from './broadcast.js';
import { LiveItems } from './live-items.js';
import type { StreamKind } from './subscriber.js';
import type { StreamView } from './stream-view.js';
import { Streams } from './streams.js';
import { Tail } from './tail.js';

/** Proxies close silent connections, often after a minute. */
const HEARTBEAT_MS = 15_000;

export interface StreamKindParts {
  readonly pipelines: readonly PipelineName[];
  readonly queries: ItemQueries;
  readonly loader: ItemLoader;
  readonly view: StreamView;
}

interface StreamParts {
  readonly projected: ProjectionChanges;
  readonly partitions: number;
  readonly changes: ChangeFeed;
  readonly live: LiveProgress;
}

export function assembleStreams(
  { projected, partitions, changes, live }: StreamParts,
  kinds: Readonly<Record<StreamKind, StreamKindParts>>,
  perUser: number,
  onProblem: (error: unknown) => void,
): Streams {
  const broadcastOf = ({ pipelines, queries, loader, view }: StreamKindParts): Broadcast => {
    const items = restrictToPipelines(projected, pipelines);
    const tail = new Tail(items, partitions);
    const beginnings = new StreamStarts({ projected: items, queries, loader, tail });
    return new Broadcast({ tail, beginnings, loader, view, live: new LiveItems(view), changes, onProblem });
  };
  const broadcasts = { recordings: broadcastOf(kinds.recordings), documents: broadcastOf(kinds.documents) };
  return new Streams({ broadcasts, progress: live, limits: { perUser, heartbeatMs: HEARTBEAT_MS }, onProblem });
}
