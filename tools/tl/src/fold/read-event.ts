import { kindOf, readCloudEvent } from '@throughline/contracts';
import type { EventLine } from './histories.js';
import { LineError, type Line } from './read-lines.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

const attempt = <T>(number: number, problem: string, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    // The messages of these two never repeat the content.
    const isReadable = ['undecodable', 'newer-schema'].includes(kindOf(cause) ?? '');
    throw new LineError(number, isReadable ? (cause as Error).message : problem, undefined, { cause });
  }
};

/** Returns the event of a line, or undefined if the line is blank. */
export function readEvent({ number, bytes }: Line): EventLine | undefined {
  const text = attempt(number, 'it is not UTF-8', () => utf8.decode(bytes));
  if (text.trim() === '') return undefined;
  const value: unknown = attempt(number, 'it is not JSON', () => JSON.parse(text) as unknown);
  const event = attempt(number, 'it cannot be read', () => readCloudEvent(value));
  return { ...event, line: number, bytes: bytes.length };
}
