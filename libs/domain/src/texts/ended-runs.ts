import type { Cancellation } from '../asset/state.js';

/** Returns how a cancelled run ended, for the middle of a sentence. */
export const nameEnd = ({ cause }: Cancellation): string => (cause === 'import' ? 'stopped by the import' : 'cancelled');
