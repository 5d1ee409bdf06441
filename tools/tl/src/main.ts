import { environment } from './config.js';
import { Terminal } from './output/terminal.js';
import { runCli } from './run-cli.js';

const DEFAULT_COLUMNS = 80;
const ofStream = (stream: NodeJS.WriteStream): ConstructorParameters<typeof Terminal>[0] => ({
  stream,
  isTTY: stream.isTTY,
  get columns() {
    return stream.isTTY ? stream.columns : DEFAULT_COLUMNS;
  },
});

// `tl ls | head` closes the pipe when it has seen enough: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const terminal = new Terminal(ofStream(process.stdout), ofStream(process.stderr));
process.exitCode = await runCli(process.argv.slice(2), { terminal, env: environment, cwd: process.cwd() });
