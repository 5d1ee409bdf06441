import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { until } from '@throughline/stack/testing';

export interface Program {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

interface ProgramOptions {
  readonly path: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a server program until it is closed. Resolves once it answers. `originIn` finds its address in its output. */
export async function startProgram(
  { path, args, env = {} }: ProgramOptions,
  originIn: (output: string) => string | undefined,
): Promise<Program> {
  const child = spawn(path, args, { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const answers = async (): Promise<string | undefined> => {
    if (child.exitCode !== null) throw new Error(`${path} has ended: ${output}`);
    const origin = originIn(output);
    const isThere =
      origin === undefined
        ? false
        : await fetch(origin).then(
            () => true,
            () => false,
          );
    return isThere ? origin : undefined;
  };
  try {
    const origin = await until(answers, { what: `an answer of ${path}` });
    return { origin, close };
  } catch (error) {
    await close();
    throw new Error(`${path} does not serve: ${output}`, { cause: error });
  }
}
