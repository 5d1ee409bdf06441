import { createHash } from 'node:crypto';

/** Query parameters that sign an address for a while (Amazon, Google, Akamai) or count visits. They name no content. */
const VOLATILE =
  /^(?:utm_.+|x-(?:amz|goog)-.+|signature|expires|policy|key-pair-id|awsaccesskeyid|googleaccessid|hdnea|hdnts|hdntl)$/i;
/** Parameters of Azure's signed addresses. Without `sig` they may mean something else. */
const AZURE = /^(?:sig|s[eprtv]|spr|sks|skv|skt|ske|skoid|sktid)$/i;

/**
 * Returns the lasting part of an address: without scheme, user, fragment and signatures, and with its parameters in the order of
 * their names. So an address that is signed anew stays the same.
 */
export function toStableAddress(address: string): string {
  const { host, pathname, searchParams } = new URL(address);
  const isSigned = searchParams.has('sig');
  const kept = [...searchParams].filter(([name]) => !VOLATILE.test(name) && !(isSigned && AZURE.test(name)));
  const query = new URLSearchParams(kept);
  query.sort();
  return `${host}${pathname}${kept.length === 0 ? '' : `?${query.toString()}`}`;
}

/** Returns an id of fixed length. Ids of entries may be long, and may hold a key. */
export const hashId = (text: string): string => createHash('sha256').update(text).digest('hex');
