import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RetryableError } from '@throughline/contracts';
import { Compile } from 'typebox/compile';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated, type IsolationOptions } from '../isolated/run-isolated.js';
import { MailSchema, readMailTask, type Mail } from './task.js';

const mail = Compile(MailSchema);

export function parseMail(json: string): Mail | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return mail.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a message: sender, recipients, text. Attachments are listed but not opened. */
export async function readMail(path: string, { scratch, signal }: Pick<IsolationOptions, 'scratch' | 'signal'>): Promise<Mail> {
  const output = join(scratch, `${randomUUID()}.json`);
  await runIsolated(readMailTask, { path, output }, { scratch, signal, cpuSeconds: documentLimits.writtenCpuSeconds });
  const read = parseMail(await readFile(output, 'utf8'));
  if (read === undefined) throw new RetryableError('reader-failed', 'The message cannot be read back');
  return read;
}
