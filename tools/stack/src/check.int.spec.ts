import { join } from 'node:path';
import { testConfig } from '#testing/config.js';
import { tryCommand } from './processes/run-command.js';

const { projectRoot, env: testEnv } = testConfig();

describe('npm run check on the command line', () => {
  const check = (args: readonly string[], env: NodeJS.ProcessEnv = {}): ReturnType<typeof tryCommand> =>
    tryCommand(process.execPath, [join(projectRoot, 'tools/check.mjs'), ...args], {
      env: { ...testEnv, TL_BASE: undefined, ...env },
    });

  it('explains itself', async () => {
    expect(await check(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('npm run check') as string });
  });

  it('prints what would run, and what it leaves out in the last line', async () => {
    const { code, stdout } = await check(['--plan']);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^left out: /);
  });

  it('refuses unknown options', async () => {
    expect(await check(['--fast'])).toMatchObject({ code: 2, stderr: expect.stringContaining("'--fast'") as string });
  });

  it('refuses an unknown base', async () => {
    const { code, stderr } = await check(['--plan'], { TL_BASE: 'no-such-commit' });
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'TL_BASE names no commit of this repository: no-such-commit\n' });
  });
});
