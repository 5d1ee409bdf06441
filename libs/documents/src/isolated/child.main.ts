import { readFile } from 'node:fs/promises';
import { works } from './works.js';
import { Refusal } from './refusal.js';
import { lineOf, type Said } from './said.js';

/* The process that looks at one document. It says what it finds line by line and ends; see run-isolated.ts for why it is one of its own. */

const say = (words: Said): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(lineOf(words), () => {
      resolve();
    });
  });

/** Libraries print there what they think of a document. */
console.log = console.error;

async function main([name = '', asked = '']: readonly string[]): Promise<void> {
  const work = works[name];
  if (work === undefined) throw new Error(`There is no work of the name ${name}`);
  const input: unknown = JSON.parse(await readFile(asked, 'utf8'));
  // The other side has written it with the type that belongs to the name.
  const result = await work(input as never, (note: unknown) => void say({ note }));
  await say({ result });
}

try {
  await main(process.argv.slice(2));
  // Threads of libraries need not be waited for.
  process.exit(0);
} catch (error) {
  if (error instanceof Refusal) await say({ refused: { code: error.code, message: error.message } });
  else await say({ failed: error instanceof Error ? error.name : 'unknown' });
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
