/**
 * `asset`: a file whose name changes with its content. `file`: another file of the page. `view`: an address that the page routes
 * itself. `share`: something that another app shares with this one.
 */
export type PageRequest = 'asset' | 'file' | 'view' | 'share';

/** The part of a request that decides. */
export interface RequestParts {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
  readonly hasRange: boolean;
}

/**
 * Paths below the scope that the server answers itself. Nothing of them is ever kept. Each answer of `embed` has the sites that may
 * show it in a frame.
 */
const SERVER = /^(api|docs|health|metrics|embed)(\/|$)/;
const FILE = /^[^/]+\.(js|svg|png|webmanifest)$/;
/** The action of `share_target` in the manifest. */
const SHARE = 'share';

/** Returns what a request asks of the page; undefined if the server alone answers it. `scope` is the address of the page's root. */
export function classifyRequest({ method, mode, url, hasRange }: RequestParts, scope: string): PageRequest | undefined {
  if (!url.startsWith(scope) || hasRange) return undefined;
  const path = new URL(url).pathname.slice(new URL(scope).pathname.length);
  if (SERVER.test(path)) return undefined;
  if (mode === 'navigate') return classifyNavigation(method, path);
  return method === 'GET' ? classifyFile(path) : undefined;
}

function classifyNavigation(method: string, path: string): PageRequest | undefined {
  if (method === 'GET') return 'view';
  return method === 'POST' && path === SHARE ? 'share' : undefined;
}

function classifyFile(path: string): PageRequest | undefined {
  if (path.startsWith('assets/')) return 'asset';
  return FILE.test(path) ? 'file' : undefined;
}
