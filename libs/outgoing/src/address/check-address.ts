import { codeOf } from '@throughline/contracts';
import { AddressPolicy } from './address-policy.js';
import type { AllowList } from './allow-list.js';
import { targetOf } from './target.js';

/** What is wrong with an address at first sight, without asking anybody; undefined where it may be tried. Says nothing of its secret parts. */
export function addressProblem(address: string, allowed: AllowList): string | undefined {
  try {
    const { url } = targetOf(address);
    return new AddressPolicy(allowed).refusalOfHost(url.hostname)?.message;
  } catch (error) {
    if (codeOf(error) !== 'address-invalid' || !(error instanceof Error)) throw error;
    return error.message;
  }
}
