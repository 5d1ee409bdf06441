import type { AttemptHooks } from './attempt.js';

/** To be called before the request that others will see the effect of: after it, whoever comes later knows that it may have been sent. */
export async function aboutToFinalise(hooks: AttemptHooks, { key, place }: { key: string; place: string }): Promise<void> {
  await hooks.confirm();
  await hooks.checkpoint({ finalising: key, finalising_at: place });
  try {
    // The checkpoint may have taken long. A sleeper that wakes here must not send what its successor has to guess about.
    await hooks.confirm();
  } catch (error) {
    // Nothing was sent. Best effort: where this cannot be written, a person is asked about a request that never was.
    await notFinalised(hooks).catch(() => undefined);
    throw error;
  }
}

/** The destination has answered that it took nothing. */
export const notFinalised = (hooks: AttemptHooks): Promise<void> => hooks.checkpoint({ finalising: null });
