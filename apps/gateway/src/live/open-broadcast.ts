import type { PipelineName } from '@throughline/contracts';
import type { ItemServices } from '../items/index.js';
import type { History } from '../adapters/log/index.js';
import { type ChangeFeed, restrictToPipelines, type ProjectionChanges } from '../adapters/projection/index.js';
import { StreamStarts } from './beginnings.js';
import { Broadcast } from './broadcast.js';
import { LiveItems, type StreamView } from './live-items.js';
import { Tail } from './tail.js';

interface BroadcastPorts {
  readonly projected: ProjectionChanges;
  readonly history: Pick<History, 'partitions'>;
  readonly changes: ChangeFeed;
  readonly onProblem: (error: unknown) => void;
}

interface StreamedItems {
  readonly services: Pick<ItemServices, 'queries' | 'loader'>;
  readonly view: StreamView;
  readonly pipelines: readonly PipelineName[];
}

/** Opens the broadcast of the items of some pipelines. */
export function openBroadcast(
  { projected, history, changes, onProblem }: BroadcastPorts,
  { services: { queries, loader }, view, pipelines }: StreamedItems,
): Broadcast {
  const items = restrictToPipelines(projected, pipelines);
  const tail = new Tail(items, history.partitions);
  const beginnings = new StreamStarts({ projected: items, queries, loader, tail });
  return new Broadcast({ tail, beginnings, loader, view, live: new LiveItems(view), changes, onProblem });
}
