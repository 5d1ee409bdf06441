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

export interface ProjectorResult {
  readonly exitCode: number;
  /** The parsed output; undefined if the projector exited without a report. */
  readonly report: unknown;
}

/** Returns the projector's own command, as the owner of the tables, so that no logic is duplicated here. */
export const createProjectorCall = ({ config, access }: RunningStack, words: readonly string[]): ProjectorCall => ({
  command: process.execPath,
  args: [rebuildCommand(config), ...words],
  env: { ...config.env, ...access.rebuildEnv },
  cwd: config.projectRoot,
});

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the projector until it exits. Forwards interrupts to it and waits for its exit code. */
export async function callProjector(call: ProjectorCall, say: (line: string) => void): Promise<ProjectorResult> {
  const child = spawn(call.command, [...call.args], { env: call.env, cwd: call.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const forward = (): void => {
    child.kill('SIGTERM');
    say('stopping');
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  const tell = splitLines(say);
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
    throw new CliError('failed', 'The projector did not report in JSON: tl and the projector may have different versions', {
      cause,
    });
  }
};

function splitLines(say: (line: string) => void): { add: (chunk: string) => void; rest: () => void } {
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
