import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { CliError } from '../exit.js';

/** Reads a secret from a file or standard input: every user of the machine can see arguments. */
export async function readSecretFile(cwd: string, path: string): Promise<string> {
  const read = await (path === '-' ? text(process.stdin) : readFile(resolve(cwd, path), 'utf8')).catch((cause: unknown) => {
    throw new CliError('usage', `The file ${path} cannot be read`, { cause });
  });
  const secret = read.replace(/\r?\n$/, '');
  if (secret === '') throw new CliError('usage', `${path === '-' ? 'Standard input' : path} is empty`);
  return secret;
}

const Client = Type.Object({ client_id: Type.String(), client_secret: Type.String() });
const client = Compile(Type.Object({ web: Type.Optional(Client), installed: Type.Optional(Client) }));

export async function readGoogleClient(cwd: string, path: string): Promise<{ client_id: string; client_secret: string }> {
  const raw = parseJsonOrUndefined(await readSecretFile(cwd, path));
  const found = client.Check(raw) ? (raw.web ?? raw.installed) : undefined;
  if (found !== undefined) return { client_id: found.client_id, client_secret: found.client_secret };
  throw new CliError('usage', `${path} is not the file of an OAuth client`, {
    tryInstead: 'In the console of Google Cloud, under Clients, choose Download JSON.',
  });
}

function parseJsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without a cause: the parser's message quotes its input.
    return undefined;
  }
}
