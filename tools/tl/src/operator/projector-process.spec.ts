import { readStackConfig } from '@throughline/stack';
import { callProjector, projectorCall, type ProjectorCall } from './projector-process.js';
import type { RunningStack } from './running-stack.js';

const config = readStackConfig({ PATH: '/bin', TL_POSTGRES_URL: 'postgres://somebody-else', TL_DATA_DIR: '/data' });
const stack: RunningStack = {
  config,
  dataDir: config.dataDir,
  access: {
    gatewayUrl: 'http://127.0.0.1:1',
    token: '',
    nats: { servers: 'nats://127.0.0.1:2', user: 'gateway', pass: 'not for the projector' },
    databaseUrl: 'postgres://tl_gateway:not-for-the-projector@127.0.0.1:3/throughline',
    projectorEnv: { TL_NATS_USER: 'projector', TL_POSTGRES_URL: 'postgres://tl_projector:p@127.0.0.1:3/throughline' },
  },
};

/** A script in the place of the projector. */
const running = (script: string): ProjectorCall => ({ command: process.execPath, args: ['-e', script], env: {}, cwd: '/' });

describe("the projector's own command line", () => {
  it('is called with the words as they are, in the environment of the projector and of nobody else', () => {
    const { command, args, env, cwd } = projectorCall(stack, ['rebuild', '; rm -rf /']);
    expect(command).toBe(process.execPath);
    expect(args.slice(1)).toEqual(['rebuild', '; rm -rf /']);
    expect(args[0]).toMatch(/apps\/status-projector\/bundle\/rebuild\.main\.js$/);
    expect(cwd).toBe(config.projectRoot);
    // What the installation says wins over what the shell happens to hold.
    expect(env).toEqual({ PATH: '/bin', TL_DATA_DIR: '/data', ...stack.access.projectorEnv });
    expect(JSON.stringify([args, env])).not.toContain('not for the projector');
  });

  it('hands on its report, its code, and line by line what it says meanwhile', async () => {
    const said: string[] = [];
    const script = `process.stderr.write('fold'); process.stderr.write('ing\\n\\ndone'); console.log('{"a":1}'); process.exitCode = 3`;
    expect(await callProjector(running(script), (line) => said.push(line))).toEqual({ exitCode: 3, report: { a: 1 } });
    expect(said).toEqual(['folding', 'done']);
  });

  it.each([
    ['ends without a report', 'process.exitCode = 1', 1],
    ['is killed', `process.kill(process.pid, 'SIGKILL')`, 1],
  ])('has no report where it %s', async (_, script, exitCode) => {
    expect(await callProjector(running(script), () => undefined)).toEqual({ exitCode, report: undefined });
  });

  it('fails clearly where it prints something else, or cannot be started', async () => {
    await expect(callProjector(running(`console.log('hello')`), () => undefined)).rejects.toMatchObject({
      kind: 'cli',
      exit: 'failed',
    });
    const missing = { ...running(''), command: '/there/is/no/such/program' };
    await expect(callProjector(missing, () => undefined)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
