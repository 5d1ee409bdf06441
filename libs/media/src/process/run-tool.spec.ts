import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AbortError, ToolError } from '../errors.js';
import { guardCommand } from './guard.js';
import { waitForGroupEnd, signalGroup } from './group.js';
import { runTool, type RunOptions } from './run-tool.js';

const shell = { path: '/bin/sh', env: {} };
const sh = (script: string, options: Partial<RunOptions> = {}): Promise<string> =>
  runTool(shell, ['-c', script], { timeLimitMs: 60_000, ...options });

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function toolError(promise: Promise<unknown>): Promise<ToolError> {
  const error = await failure(promise);
  if (error instanceof ToolError) return error;
  throw new Error(`expected a ToolError, got ${String(error)}`);
}

/** A zombie counts as dead: it only waits to be reaped by process 1. */
const alive = (pid: number): boolean => {
  const ps = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  if (ps.error !== undefined) throw ps.error;
  return ps.stdout.trim() !== '' && !ps.stdout.trim().startsWith('Z');
};

describe('runTool', () => {
  it("returns the tool's output", async () => {
    expect(await sh('printf "a\\nb"')).toBe('a\nb');
  });

  it('passes arguments unchanged, whatever a shell would do with them', async () => {
    expect(await runTool({ path: 'printf', env: {} }, ['%s', '$(id) "; `x` *'], { timeLimitMs: 60_000 })).toBe('$(id) "; `x` *');
  });

  it('passes lines on and collects none of them', async () => {
    const lines: string[] = [];
    expect(await sh('echo one; echo two', { onLine: (line) => lines.push(line) })).toBe('');
    expect(lines).toEqual(['one', 'two']);
  });

  it("hides the service's environment from the tool", async () => {
    expect(await sh('echo "${HOME-unset}"')).toBe('unset\n');
  });

  it("adds the tool's own variables to its environment", async () => {
    expect(await runTool({ path: '/bin/sh', env: { LD_EXTRA: 'here' } }, ['-c', 'echo $LD_EXTRA'], { timeLimitMs: 60_000 })).toBe(
      'here\n',
    );
  });

  it("passes the tool's own arguments first, and names the tool in errors", async () => {
    const script = { path: '/bin/sh', env: {}, args: ['-c', 'echo "$0"; exit 3'], name: 'script' };
    expect(await toolError(runTool(script, ['given'], { timeLimitMs: 5_000 }))).toMatchObject({
      message: 'script failed with exit code 3',
      details: { tool: 'script' },
    });
    expect(await runTool({ ...script, args: ['-c', 'echo "$0"'] }, ['given'], { timeLimitMs: 5_000 })).toBe('given\n');
  });

  it('closes standard input at once, so that no tool waits for it', async () => {
    expect(await sh('cat; echo done')).toBe('done\n');
  });

  it('reports the exit code and the last lines of stderr', async () => {
    const error = await toolError(sh('for i in $(seq 100); do echo "line $i" >&2; done; exit 3'));
    expect(error).toMatchObject({ kind: 'tool', code: 'tool-failed', details: { tool: 'sh', exitCode: 3 } });
    expect(error.details.lastLines?.at(-1)).toBe('line 100');
    expect(error.details.lastLines?.length).toBe(12);
  });

  it.each(['No space left on device', 'Disk quota exceeded'])('reports a full disk: %s', async (words) => {
    const error = await failure(sh(`echo "out.mp3: ${words}" >&2; echo "Conversion failed!" >&2; exit 1`));
    expect(error).toMatchObject({
      kind: 'retryable',
      code: 'disk-full',
      message: expect.stringContaining('free some space') as string,
    });
  });

  it('reports a missing tool', async () => {
    const error = await toolError(runTool({ path: '/nowhere/ffmpeg', env: {} }, [], { timeLimitMs: 60_000 }));
    expect(error.code).toBe('tool-missing');
  });

  it('reports a tool that a signal ended', async () => {
    const error = await toolError(sh('kill -SEGV $$'));
    expect(error).toMatchObject({ code: 'tool-killed', details: { signal: 'SIGSEGV' } });
  });

  it('stops a tool that exceeds its time limit', async () => {
    expect((await toolError(sh('sleep 600', { timeLimitMs: 50, graceMs: 200 }))).code).toBe('time-limit');
  });

  it('stops a tool that prints without end', async () => {
    expect((await toolError(sh('yes', { maxStdoutBytes: 100_000 }))).code).toBe('output-limit');
  });

  it('ends the tool when a callback throws, and rejects with that error', async () => {
    const reason = new Error('lease lost');
    const onLine = (): void => {
      throw reason;
    };
    expect(await failure(sh('echo go; sleep 600', { onLine }))).toBe(reason);
  });

  it('kills processes that the tool left behind', async () => {
    const output = await sh('sleep 600 >/dev/null 2>&1 & echo $!');
    expect(alive(Number(output))).toBe(false);
  });
});

describe('runTool, with limits of the system', () => {
  const onLinux = process.platform === 'linux' ? it : it.skip;

  it('kills a tool that writes too much to a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'limit-'));
    try {
      const error = await toolError(sh(`exec dd if=/dev/zero of="${folder}/out" bs=1024 count=2000`, { fileBytes: 1_000_000 }));
      expect(error).toMatchObject({ code: 'tool-killed', details: { signal: 'SIGXFSZ' } });
      expect((await stat(join(folder, 'out'))).size).toBeLessThanOrEqual(1_000_448);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('kills a tool that uses too much CPU time, however little time passes', async () => {
    const error = await toolError(sh('while :; do :; done', { cpuSeconds: 1 }));
    expect(error).toMatchObject({ code: 'tool-killed', details: { signal: 'SIGXCPU' } });
  });

  onLinux('gives no more memory than allowed', async () => {
    const allocate = 'dd if=/dev/zero of=/dev/null bs=400M count=1';
    await sh(allocate, { memoryBytes: 1024 ** 3 });
    expect((await toolError(sh(allocate, { memoryBytes: 200 * 1024 ** 2 }))).code).toBe('tool-failed');
  });

  it('prevents core dumps, which would hold content', async () => {
    expect(await sh('ulimit -c')).toBe('0\n');
  });

  it('sets no limit that the caller did not request', async () => {
    expect(await sh('ulimit -f; ulimit -d; ulimit -t')).not.toMatch(/^\d+\n\d+\n\d+$/);
    expect(await sh('ulimit -f; ulimit -t', { fileBytes: 512_000, cpuSeconds: 7 })).toBe('1000\n7\n');
  });

  it('lowers the priority of the tool on request', async () => {
    const usual = Number(await sh('nice'));
    expect(Number(await sh('nice', { niceness: 5 }))).toBe(Math.min(19, usual + 5));
    const missing = runTool({ path: '/nowhere/tool', env: {} }, [], { timeLimitMs: 60_000, niceness: 5 });
    expect((await toolError(missing)).code).toBe('tool-missing');
  });
});

describe('runTool, when aborted', () => {
  it('does not start if the signal has fired before', async () => {
    expect(await failure(sh('echo x', { signal: AbortSignal.abort('too late') }))).toBeInstanceOf(AbortError);
  });

  it('rejects with the reason after every process of the group has ended', async () => {
    const controller = new AbortController();
    const pids: number[] = [];
    const onLine = (line: string): void => {
      pids.push(Number(line));
      if (pids.length === 2) controller.abort('cancelled by the user');
    };
    const error = await failure(sh('echo $$; sleep 600 & echo $!; wait', { signal: controller.signal, onLine }));
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ kind: 'aborted', name: 'AbortError', cause: 'cancelled by the user' });
    expect(pids.map(alive)).toEqual([false, false]);
  });

  it('kills a tool that ignores SIGTERM', async () => {
    const controller = new AbortController();
    const onLine = (): void => {
      controller.abort();
    };
    const run = sh('trap "" TERM; echo ready; while :; do sleep 1; done', { signal: controller.signal, onLine, graceMs: 100 });
    expect(await failure(run)).toBeInstanceOf(AbortError);
  });

  it('kills a stopped tool', async () => {
    const controller = new AbortController();
    const onLine = (line: string): void => {
      process.kill(Number(line), 'SIGSTOP');
      controller.abort();
    };
    expect(await failure(sh('echo $$; sleep 600', { signal: controller.signal, onLine, graceMs: 100 }))).toBeInstanceOf(
      AbortError,
    );
  });
});

describe('runTool, when its own process is killed', () => {
  it('kills the tool too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guard-'));
    try {
      const command = guardCommand('/bin/sh', ['-c', `echo ready > "${folder}/ready"; exec sleep 600`]);
      const starter = spawn(
        process.execPath,
        [
          '-e',
          `const child = require('node:child_process').spawn(${JSON.stringify(command.file)}, ${JSON.stringify(command.args)},
             { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
           console.log(child.pid); setInterval(() => {}, 1000);`,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const [bytes] = (await once(starter.stdout, 'data')) as [Buffer];
      const leader = Number(bytes.toString());
      while ((await readFile(`${folder}/ready`, 'utf8').catch(() => '')) === '') expect(signalGroup(leader, 0)).toBe(true);
      starter.kill('SIGKILL');
      await once(starter, 'exit');
      await waitForGroupEnd(leader);
      expect(alive(leader)).toBe(false);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
