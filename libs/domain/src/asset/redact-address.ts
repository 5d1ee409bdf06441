import { parseUrl } from '@throughline/contracts';
import { leftOriginalOf } from './left-original.js';
import type { PersonalData } from './personal.js';
import type { Source } from './state.js';

/** Returns an address without user, query and fragment, which may contain secrets. Undefined if the address is invalid. */
export function redactAddress(address: string): string | undefined {
  if (parseUrl(address) === undefined) return undefined;
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

/**
 * Removes secrets from the source address, because tables are copied and dumped. The log keeps the full address, sealed, for
 * the worker that fetches it. The path of an original in a folder is no secret, and people must be able to find it.
 */
export function redactSourceUrl(personal: PersonalData, source: Source | undefined): PersonalData {
  const { sourceUrl, ...rest } = personal;
  if (sourceUrl === undefined || leftOriginalOf(source) !== undefined) return personal;
  const shown = redactAddress(sourceUrl);
  return shown === undefined ? rest : { ...rest, sourceUrl: shown };
}
