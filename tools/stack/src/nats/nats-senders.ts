import { readFile } from 'node:fs/promises';
import { SENDER_NAME_PATTERN, type SenderAddress } from '@throughline/contracts';
import { StackProblem } from '../problem.js';

/** A system that sends events, with the password of its NATS user. */
export interface NatsSender extends SenderAddress {
  readonly password: string;
}

const NAME = new RegExp(SENDER_NAME_PATTERN);
/** The id of a library, which is a token of the subject. */
const LIBRARY = /^[0-9A-Za-z]{1,26}$/;
/** Characters. The same as for other secrets of an installation. */
const SHORTEST_PASSWORD = 24;
const FIELDS: ReadonlySet<string> = new Set(['name', 'library', 'password']);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns what is wrong with one entry. Never repeats a value: a field may hold the password by mistake. */
function problemsOf(entry: unknown): readonly string[] {
  if (!isRecord(entry)) return ['must be an object with name, library and password'];
  const { name, library, password } = entry;
  return [
    ...(typeof name === 'string' && NAME.test(name) ? [] : ['name must have 1 to 40 small letters, digits and hyphens']),
    ...(typeof library === 'string' && LIBRARY.test(library) ? [] : ['library must be the id of a library']),
    ...(typeof password === 'string' && password.length >= SHORTEST_PASSWORD
      ? []
      : [`password must have at least ${String(SHORTEST_PASSWORD)} characters`]),
    ...(Object.keys(entry).every((field) => FIELDS.has(field)) ? [] : ['has a field besides name, library and password']),
  ];
}

const namesOf = (entries: readonly unknown[]): readonly unknown[] =>
  entries.map((entry) => (isRecord(entry) ? entry['name'] : undefined));

/** Reads the list of systems that send events: `[{ "name": "lab", "library": "01…", "password": "…" }]`. */
export function parseSenders(text: string): readonly NatsSender[] {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    // The error of the parser would repeat a part of the text.
    throw new StackProblem('bad-usage', 'The file of TL_NATS_SENDERS_FILE is not JSON');
  }
  if (!Array.isArray(entries))
    throw new StackProblem('bad-usage', 'The file of TL_NATS_SENDERS_FILE must have a list of senders');
  const names = namesOf(entries);
  const problems = entries.flatMap((entry, index) => [
    ...problemsOf(entry).map((problem) => `sender ${String(index + 1)}: ${problem}`),
    ...(names.indexOf(names[index]) === index ? [] : [`sender ${String(index + 1)}: another sender has this name`]),
  ]);
  if (problems.length > 0) throw new StackProblem('bad-usage', `TL_NATS_SENDERS_FILE: ${problems.join('; ')}`);
  return entries as readonly NatsSender[];
}

/** Returns the senders of the operator's file, if it is set. */
export async function readSenders(path: string | undefined): Promise<readonly NatsSender[]> {
  if (path === undefined || path === '') return [];
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new StackProblem('bad-usage', `The file of TL_NATS_SENDERS_FILE cannot be read: ${path}`, { cause });
  });
  return parseSenders(text);
}
