/** The code in `waiting_for` of an item that only waits for a worker. The page imports this file alone, so it imports nothing. */
export const QUEUE = 'queue';
