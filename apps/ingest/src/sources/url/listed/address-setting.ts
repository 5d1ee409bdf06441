import { findAddressProblem, type AllowList } from '@throughline/outgoing';
import { misconfiguredError, readWholeNumber } from '../../../kit/read-settings.js';

/**
 * Reads an address that a user has entered as a setting. Settings are shown, so an address with a user or password is refused.
 * Errors quote nothing of the address.
 */
export function readAddressSetting(value: unknown, allowed: AllowList): string {
  if (typeof value !== 'string' || value.trim() === '') throw misconfiguredError('The address is missing');
  const problem = findAddressProblem(value.trim(), allowed);
  if (problem !== undefined) throw misconfiguredError(problem);
  const url = new URL(value.trim());
  if (url.username !== '' || url.password !== '')
    throw misconfiguredError('The address must have no user and no password: everybody who may see the source sees its address');
  url.hash = '';
  return url.href;
}

/** Reads a setting that limits how many entries are looked at. */
export const readCountSetting = (value: unknown, limits: { readonly fallback: number; readonly max: number }): number =>
  readWholeNumber(value, { ...limits, what: 'The number of entries' });
