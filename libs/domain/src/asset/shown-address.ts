import type { Personal } from './personal.js';

/** An address without user, query and fragment, which may be keys; undefined where it cannot be read. */
export function shownAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

/** For tables, which are copied, dumped and looked into: the log alone keeps keys, sealed, for whoever fetches. */
export function withoutKeys(personal: Personal): Personal {
  const { sourceUrl, ...rest } = personal;
  if (sourceUrl === undefined) return personal;
  const shown = shownAddress(sourceUrl);
  return shown === undefined ? rest : { ...rest, sourceUrl: shown };
}
