import { codeOf } from '@throughline/contracts';
import { AddressPolicy } from './address-policy.js';
import type { AllowList } from './allow-list.js';
import { parseTarget } from './target.js';

/**
 * Returns the problem with an address, without a DNS lookup; `undefined` if it may be tried. Messages contain none of its
 * secret parts.
 */
export function findAddressProblem(address: string, allowed: AllowList): string | undefined {
  try {
    const { url } = parseTarget(address);
    return new AddressPolicy(allowed).refusalOfHost(url.hostname)?.message;
  } catch (error) {
    if (codeOf(error) !== 'address-invalid' || !(error instanceof Error)) throw error;
    return error.message;
  }
}
