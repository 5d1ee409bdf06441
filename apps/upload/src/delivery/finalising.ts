import type { AttemptHooks } from './attempt.js';

/** Records that a finalising request follows. Call it before the request whose effect others can see. */
export async function recordFinalising(hooks: AttemptHooks, { key, place }: { key: string; place: string }): Promise<void> {
  await hooks.confirm();
  await hooks.checkpoint({ finalising: key, finalising_at: place });
  try {
    // The checkpoint may have taken long. A process that lost its lease meanwhile must not send.
    await hooks.confirm();
  } catch (error) {
    // Nothing was sent. If this cannot be recorded, a person has to check for a request that never happened.
    await recordNotFinalised(hooks).catch(() => undefined);
    throw error;
  }
}

export const recordNotFinalised = (hooks: AttemptHooks): Promise<void> => hooks.checkpoint({ finalising: null });
