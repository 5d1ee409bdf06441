import { readStackConfig } from '@throughline/stack';
import { callProjector, createProjectorCall, type ProjectorCall } from './projector-process.js';
import type { RunningStack } from './running-stack.js';

const config = readStackConfig({ PATH: '/bin', TL_POSTGRES_URL: 'postgres://somebody-else', TL_DATA_DIR: '/data' });
const stack: RunningStack = {
  config,
  dataDir: config.dataDir,
  access: {
    gatewayUrl: 'http://127.0.0.1:1',
    token: '',
    nats: { servers: 'nats://127.0.0.1:2', user: 'gateway', pass: 'not for the projector' },
    natsMonitorUrl: undefined,
    databaseUrl: 'postgres://tl_gateway:not-for-the-projector@127.0.0.1:3/throughline',
    rebuildEnv: { TL_NATS_USER: 'projector', TL_POSTGRES_URL: 'postgres://tl_projection_owner:p@127.0.0.1:3/throughline' },
  },
};

const running = (script: string): ProjectorCall => ({ command: process.execPath, args: ['-e', script], env: {}, cwd: '/' });

describe('callProjector', () => {
  it("passes the arguments unchanged, in the projector's own environment", () => {
    const { command, args, env, cwd } = createProjectorCall(stack, ['rebuild', '; rm -rf /']);
    expect(command).toBe(process.execPath);
    expect(args.slice(1)).toEqual(['rebuild', '; rm -rf /']);
    expect(args[0]).toMatch(/apps\/status-projector\/bundle\/rebuild\.main\.js$/);
    expect(cwd).toBe(config.projectRoot);
    // The installation's settings take precedence over the shell's.
    expect(env).toEqual({ PATH: '/bin', TL_DATA_DIR: '/data', ...stack.access.rebuildEnv });
    expect(JSON.stringify([args, env])).not.toContain('not for the projector');
  });

  it('returns the report and the exit code, and passes on each line meanwhile', async () => {
    const lines: string[] = [];
    const script = `process.stderr.write('fold'); process.stderr.write('ing\\n\\ndone'); console.log('{"a":1}'); process.exitCode = 3`;
    expect(await callProjector(running(script), (line) => lines.push(line))).toEqual({ exitCode: 3, report: { a: 1 } });
    expect(lines).toEqual(['folding', 'done']);
  });

  it.each([
    ['ends without a report', 'process.exitCode = 1', 1],
    ['is killed', `process.kill(process.pid, 'SIGKILL')`, 1],
  ])('returns no report if the projector %s', async (_, script, exitCode) => {
    expect(await callProjector(running(script), () => undefined)).toEqual({ exitCode, report: undefined });
  });

  it('fails with a clear error if the output is no report, or the program cannot start', async () => {
    await expect(callProjector(running(`console.log('hello')`), () => undefined)).rejects.toMatchObject({
      kind: 'cli',
      exit: 'failed',
    });
    const missing = { ...running(''), command: '/there/is/no/such/program' };
    await expect(callProjector(missing, () => undefined)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
