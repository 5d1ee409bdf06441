import {
  NewerSchemaError,
  READER_VERSION,
  UndecodableError,
  parseWorkSubject,
  workCodec,
  workSubject,
  type WorkMessage,
} from '@throughline/contracts';

const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new UndecodableError('A work message is not JSON', { cause });
  }
};

const minReaderOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'minReader' in value ? value.minReader : undefined;

/** Throws `newer-schema` for a message that only a newer worker can read, `undecodable` for one that no worker can. */
export function readWork(subject: string, bytes: Uint8Array): WorkMessage {
  const minReader = minReaderOf(parseJson(bytes));
  if (typeof minReader === 'number' && minReader > READER_VERSION) throw new NewerSchemaError(`Work message on ${subject}`);
  const message = workCodec.decode(bytes);
  if (parseWorkSubject(subject) === undefined || workSubject(message) !== subject) {
    throw new UndecodableError('A work message names another attempt than its subject');
  }
  return message;
}
