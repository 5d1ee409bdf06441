import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createProgram } from '../program.js';
import { SHELLS } from './script.js';

const run = promisify(execFile);

async function offers(...words: readonly string[]): Promise<readonly string[]> {
  const program = createProgram({ terminal: undefined as never, env: { url: undefined, token: undefined }, cwd: '/' });
  const line = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tl; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const script = `${SHELLS['bash']?.(program) ?? ''}\n${line}`;
  const { stdout } = await run('bash', ['--norc', '-c', script, 'bash', 'tl', ...words]);
  return stdout.split('\n').filter((word) => word !== '');
}

describe('bash completion of tl', () => {
  it('completes commands, subcommands and options', async () => {
    expect(await offers('pu')).toEqual(['push', 'publish']);
    expect(await offers('documents', 'sta')).toEqual(['status']);
    expect(await offers('token', '')).toEqual(expect.arrayContaining(['create', 'list', 'revoke']));
    expect(await offers('ls', '--fa')).toEqual(['--failed']);
    expect(await offers('documents', 'ls', '--par')).toEqual([]);
  });

  it('does not treat an argument as a command, and leaves files to the shell', async () => {
    expect(await offers('push', 'ls', '--lang')).toEqual(['--language']);
    expect(await offers('push', 'talk.m')).toEqual([]);
  });
});
