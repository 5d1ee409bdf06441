import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT_ROOT } from '../settings/project.js';

const SCRIPT = `
const { main } = await import(process.argv[1]);
process.stdin.once('data', async () => {
  await main(['--help']);
  // The complaint of a stream comes in a later turn.
  setImmediate(() => process.exit(7));
});
`;

const root = PROJECT_ROOT ?? '';

describe('npm start', () => {
  it('continues when its output pipe is closed', async () => {
    const main = pathToFileURL(join(root, 'tools/tl/dist/start/main.js')).href;
    const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, main], { stdio: ['pipe', 'pipe', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    const closed = once(child.stdout, 'close');
    child.stdout.destroy();
    await closed;
    const exited = once(child, 'exit');
    child.stdin.end('go\n');
    expect([await exited, complaint]).toEqual([[7, null], '']);
  });
});
