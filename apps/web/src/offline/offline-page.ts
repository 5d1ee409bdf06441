import { BASE_PATH } from '../api/base-path.js';
import { SHARED } from './shared-name.js';
import type { SharedInput } from './shared-cache.js';

const scopeOf = (): string => new URL(`${BASE_PATH}/`, window.location.href).href;

/** Lets the page open without a connection, and other apps share with it. Browsers offer this to encrypted pages only. */
export async function keepPage(): Promise<void> {
  // A page that was built for development has no such file.
  await (navigator as Partial<Navigator>).serviceWorker?.register(`${BASE_PATH}/service-worker.js`).catch(() => undefined);
}

const hasShared = async (): Promise<boolean> =>
  'caches' in window && (await window.caches.keys()).some((name) => name.startsWith(SHARED));

/** Takes what another app has shared with the page, once. */
export async function takeSharedInput(): Promise<SharedInput | undefined> {
  try {
    if (!(await hasShared())) return undefined;
    const { takeShared } = await import('./shared-cache.js');
    return await takeShared({ caches: window.caches, scope: scopeOf(), now: Date.now });
  } catch {
    // The storage is blocked or damaged.
    return undefined;
  }
}
