import { createHash } from 'node:crypto';
import { isObject, type Json } from '@throughline/contracts';

/** Returns equal text for equal values in any key order. PostgreSQL's `jsonb` does not keep the order of keys. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

export const hashOf = (canonical: string): string => createHash('sha256').update(canonical).digest('hex');
