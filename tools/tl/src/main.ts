import { createInterface } from 'node:readline/promises';
import { environment } from './config.js';
import { Terminal, terminalStream } from './output/terminal.js';
import { runCli } from './run-cli.js';

// `tl ls | head` closes the pipe early, which is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const terminal = new Terminal(terminalStream(process.stdout), terminalStream(process.stderr));

/** Anything but `y` or `yes` means no. */
async function confirm(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(`${question} [y/N] `).finally(() => {
    lines.close();
  });
  return /^y(es)?$/i.test(answer.trim());
}

process.exitCode = await runCli(process.argv.slice(2), {
  terminal,
  env: environment,
  cwd: process.cwd(),
  ...(process.stdin.isTTY ? { confirm } : {}),
});
