const NAME = 'base-path';

/** The part of a document that is used. */
export interface PageHead {
  querySelector(selector: string): { getAttribute(name: string): string | null } | null;
}

/** Returns the path of the page's root without its slash: empty at the root of a host. */
export function readBasePath(page: PageHead | undefined): string {
  const content = page?.querySelector(`meta[name="${NAME}"]`)?.getAttribute('content') ?? '';
  // A page that no gateway has served still has the relative path of the build.
  return content.startsWith('/') ? content.replace(/\/$/, '') : '';
}

/** The path below which the gateway serves this page. The gateway writes it into the page. */
export const BASE_PATH = readBasePath((globalThis as { readonly document?: Document }).document);
