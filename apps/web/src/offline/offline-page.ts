import { BASE_PATH } from '../api/base-path.js';
import { takeShared, type SharedInput } from './shared-cache.js';

const scopeOf = (): string => new URL(`${BASE_PATH}/`, window.location.href).href;

/** Lets the page open without a connection, and other apps share with it. Browsers offer this to encrypted pages only. */
export async function keepPage(): Promise<void> {
  // A page that was built for development has no such file.
  await (navigator as Partial<Navigator>).serviceWorker?.register(`${BASE_PATH}/service-worker.js`).catch(() => undefined);
}

/** Takes what another app has shared with the page, once. */
export const takeSharedInput = async (): Promise<SharedInput | undefined> =>
  'caches' in window ? takeShared({ caches: window.caches, scope: scopeOf(), now: Date.now }).catch(() => undefined) : undefined;
