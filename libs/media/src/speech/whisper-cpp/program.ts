import { fileURLToPath } from 'node:url';
import { ToolError } from '../../errors.js';
import { findProgram } from '../../process/find-program.js';
import { runTool } from '../../process/run-tool.js';
import type { Tool } from '../../tools.js';

/** A program with the command line of `whisper-cli`. */
export interface WhisperProgram {
  readonly tool: Tool;
  /** Package and version of the binding, if that is the program. */
  readonly binding?: string;
  /** The program uses the prompt for all of a file. Others use it at the beginning only. */
  readonly carriesPrompt?: boolean;
}

export interface WhisperProgramSearch {
  readonly program?: WhisperProgram;
  /** The reason why the program cannot be run, or why there is none. */
  readonly problem?: string;
}

/** The option of newer programs; older ones refuse it. */
export const CARRY_PROMPT = '--carry-initial-prompt';

const usual = 'whisper-cli';
const checkTimeMs = 20_000;

/** The bundled program; the path does not depend on the place that this module is bundled into. */
const createBindingTool = (env: Tool['env']): Tool => ({
  path: process.execPath,
  args: ['--no-warnings', fileURLToPath(import.meta.resolve('@throughline/media/whisper-binding'))],
  env,
  name: 'whisper.cpp',
});

/**
 * Finds the program that runs whisper.cpp: the configured one; else `whisper-cli` on the search path; else the binding, with this
 * environment.
 */
export async function findWhisperProgram(
  configured: string | undefined,
  env: Tool['env'],
  signal?: AbortSignal,
): Promise<WhisperProgramSearch> {
  const path = configured ?? usual;
  const program = { tool: { path, env: {} } };
  if ((await findProgram(path)) !== undefined)
    return { program: (await hasOption(program.tool, CARRY_PROMPT, signal)) ? { ...program, carriesPrompt: true } : program };
  if (configured === undefined) return findWhisperBinding(env, signal);
  return { program, problem: `Its program does not exist: TL_WHISPER_PATH names it (now '${configured}').` };
}

/** Looks for an option in the program's help. A program that cannot show it is used without the option. */
async function hasOption(tool: Tool, option: string, signal?: AbortSignal): Promise<boolean> {
  let isFound = false;
  const look = (line: string): void => {
    isFound ||= line.includes(option);
  };
  await runTool(tool, ['--help'], { signal, timeLimitMs: checkTimeMs, onLine: look, onStderrLine: look }).catch(() => undefined);
  return isFound;
}

/** Loads the binding from npm once: a package that is installed may still not work on this system. */
export async function findWhisperBinding(env: Tool['env'], signal?: AbortSignal): Promise<WhisperProgramSearch> {
  try {
    const tool = createBindingTool(env);
    const version = await runTool(tool, ['--version'], { signal, timeLimitMs: checkTimeMs });
    return { program: { tool, binding: version.trim() } };
  } catch (error) {
    const reason = error instanceof ToolError ? error.message : 'it could not be started';
    return { problem: `Its prebuilt library cannot be used. Install ${usual}, or name it in TL_WHISPER_PATH. (${reason})` };
  }
}
