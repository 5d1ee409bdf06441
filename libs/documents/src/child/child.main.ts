import { readFile } from 'node:fs/promises';
import { works } from './task-handlers.js';
import { Refusal } from '../isolated/refusal.js';
import { formatChildMessage, type ChildMessage } from '../isolated/child-messages.js';

/*
 * The child process that reads one document. It writes its results line by line and exits; run-isolated.ts explains why it is a
 * separate process.
 */

const writeMessage = (words: ChildMessage): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(formatChildMessage(words), () => {
      resolve();
    });
  });

/** Libraries log to the console, and stdout is ours. */
console.log = console.error;

async function main([name = '', inputPath = '']: readonly string[]): Promise<void> {
  const work = works[name];
  if (work === undefined) throw new Error(`There is no work of the name ${name}`);
  const input: unknown = JSON.parse(await readFile(inputPath, 'utf8'));
  // The parent wrote the input with the type that belongs to the task's name.
  const result = await work(input as never, (note: unknown) => void writeMessage({ note }));
  await writeMessage({ result });
}

try {
  await main(process.argv.slice(2));
  // Does not wait for the threads of libraries.
  process.exit(0);
} catch (error) {
  if (error instanceof Refusal) await writeMessage({ refused: { code: error.code, message: error.message } });
  else await writeMessage({ failed: error instanceof Error ? error.name : 'unknown' });
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
