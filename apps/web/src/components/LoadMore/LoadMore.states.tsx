import type { States } from '../states.js';
import { LoadMore } from './LoadMore.js';

const load = (): Promise<void> => Promise.resolve();

export const states: States = {
  ready: <LoadMore hasNextPage isFetchingNextPage={false} fetchNextPage={load} />,
  loading: <LoadMore hasNextPage isFetchingNextPage fetchNextPage={load} />,
};
