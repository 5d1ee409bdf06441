import type { States } from '../states.js';
import { Skeleton } from './Skeleton.js';

export const states: States = {
  'three rows': <Skeleton />,
  'one row': <Skeleton rows={1} />,
};
