import { spawn } from 'node:child_process';
import { rebuildCommand } from '@throughline/stack';
import { CliError, EXIT } from '../exit.js';
import type { RunningStack } from './running-stack.js';

export interface ProjectorCall {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

export interface ProjectorAnswer {
  readonly exitCode: number;
  /** What it printed; undefined where it ended without a report. */
  readonly report: unknown;
}

/** The projector's own command line with the projector's own rights: nothing of it is done here a second time. */
export const projectorCall = ({ config, access }: RunningStack, words: readonly string[]): ProjectorCall => ({
  command: process.execPath,
  args: [rebuildCommand(config), ...words],
  env: { ...config.env, ...access.projectorEnv },
  cwd: config.projectRoot,
});

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs it to its end. Whoever interrupts us interrupts it, and we stay to tell how it ended. */
export async function callProjector(call: ProjectorCall, say: (line: string) => void): Promise<ProjectorAnswer> {
  const child = spawn(call.command, [...call.args], { env: call.env, cwd: call.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const forward = (): void => {
    child.kill('SIGTERM');
    say('stopping');
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  const tell = byLines(say);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', tell.add);
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        resolve(code ?? EXIT.failed);
      });
    });
    tell.rest();
    return { exitCode, report: out.trim() === '' ? undefined : parseReport(out) };
  } finally {
    for (const signal of SIGNALS) process.off(signal, forward);
  }
}

const parseReport = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CliError('failed', 'The projector did not report in JSON: are tl and the projector of the same version?', {
      cause,
    });
  }
};

/** Whole lines out of chunks. */
function byLines(say: (line: string) => void): { add: (chunk: string) => void; rest: () => void } {
  let held = '';
  const emit = (line: string): void => {
    if (line.trim() !== '') say(line);
  };
  return {
    add: (chunk) => {
      const lines = (held + chunk).split('\n');
      held = lines.pop() ?? '';
      lines.forEach(emit);
    },
    rest: () => {
      emit(held);
    },
  };
}
