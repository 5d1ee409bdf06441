import type { EventStore } from '@throughline/event-store';
import type { Token } from '../../kit/provide.js';

/** The log, for answers that are made from the events themselves. */
export type History = Pick<
  EventStore,
  'head' | 'load' | 'subscribe' | 'firstAfter' | 'incarnation' | 'commitIdAt' | 'partitions'
>;

export const HISTORY: Token<History> = Symbol('History');
