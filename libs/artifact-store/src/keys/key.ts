import { InvalidKeyError } from '../errors/errors.js';

/** The same limit as `ArtifactSchema` in the contracts. */
const MAX_KEY = 600;
/** Below the 255 bytes that file systems allow, with room for suffixes. */
const MAX_SEGMENT = 200;
const SEGMENT = /^[A-Za-z0-9._-]+$/;

const requireSegment = (segment: string): void => {
  if (segment.length > MAX_SEGMENT) throw new InvalidKeyError(`a segment is longer than ${String(MAX_SEGMENT)} characters`);
  if (segment === '.' || segment === '..') throw new InvalidKeyError('it leads out of its folder');
  if (!SEGMENT.test(segment)) throw new InvalidKeyError('segments consist of letters, digits and . _ -');
};

export const isSegment = (name: string): boolean => {
  try {
    requireSegment(name);
    return true;
  } catch {
    return false;
  }
};

/** Splits a key into segments. A key that passes cannot leave the store's folder on any file system. */
export function splitKey(key: string): readonly string[] {
  if (key.length > MAX_KEY) throw new InvalidKeyError(`it is longer than ${String(MAX_KEY)} characters`);
  const segments = key.split('/');
  for (const segment of segments) requireSegment(segment);
  return segments;
}

/** Splits a prefix, which may be empty and may end with a slash. */
export const splitPrefix = (prefix: string): readonly string[] => (prefix === '' ? [] : splitKey(prefix.replace(/\/$/, '')));

/** Returns the proper prefixes of a key: `a/b/c` has `a` and `a/b`. */
export const listParentKeys = (key: string): readonly string[] => {
  const segments = key.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
};

export const nestedKeyError = (options?: ErrorOptions): InvalidKeyError =>
  new InvalidKeyError('another key is a folder of it, or it is a folder of another key', options);
