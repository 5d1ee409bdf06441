import { createHash } from 'node:crypto';
import { isObject, type Json } from '@throughline/contracts';

const NEEDS_NO_ESCAPE = /^\w*$/;

const quote = (key: string): string => (NEEDS_NO_ESCAPE.test(key) ? `"${key}"` : JSON.stringify(key));

/** Returns equal text for equal values in any key order. PostgreSQL's `jsonb` does not keep the order of keys. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  // Text grows by concatenation: each row has hundreds of members, and lists of them that are then joined took twice as long.
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${text === '' ? '' : ','}${canonicalJson(item as Json)}`;
    return `[${text}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) text += `${text === '' ? '' : ','}${quote(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

export const hashOf = (canonical: string): string => createHash('sha256').update(canonical).digest('hex');
