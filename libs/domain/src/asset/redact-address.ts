import type { PersonalData } from './personal.js';

/** Returns an address without user, query and fragment, which may contain secrets. Undefined if the address is invalid. */
export function redactAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

/**
 * Removes secrets from the source address, because tables are copied and dumped. The log keeps the full address, sealed, for
 * the worker that fetches it.
 */
export function redactSourceUrl(personal: PersonalData): PersonalData {
  const { sourceUrl, ...rest } = personal;
  if (sourceUrl === undefined) return personal;
  const shown = redactAddress(sourceUrl);
  return shown === undefined ? rest : { ...rest, sourceUrl: shown };
}
