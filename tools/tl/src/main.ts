import { environment } from './config.js';
import { Terminal, terminalStream } from './output/terminal.js';
import { runCli } from './run-cli.js';

// `tl ls | head` closes the pipe early, which is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const terminal = new Terminal(terminalStream(process.stdout), terminalStream(process.stderr));
process.exitCode = await runCli(process.argv.slice(2), { terminal, env: environment, cwd: process.cwd() });
