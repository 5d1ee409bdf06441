import { isAbsolute, resolve } from 'node:path';
import { tryCommand } from '../processes/run-command.js';
import { errorCode, messageOf } from '../problem.js';
import { compareVersions, formatVersion, parseVersion, type Version } from './version.js';
import { refuse, type Refusal } from './tool.js';

export interface ProbeRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly floor: Version;
  readonly env: NodeJS.ProcessEnv;
}

export async function probeVersion({ file, args, floor, env }: ProbeRequest): Promise<Version | Refusal> {
  try {
    const { code, stdout, stderr } = await tryCommand(file, args, { env, timeoutMs: 20_000 });
    const version = parseVersion(stdout || stderr);
    if (code !== 0 || !version) return refuse(`${file} does not run (exit code ${code}: ${firstLine(stderr || stdout)})`);
    if (compareVersions(version, floor) < 0) {
      return refuse(`${file} is version ${formatVersion(version)}, but ${formatVersion(floor)} or newer is needed`);
    }
    return version;
  } catch (error) {
    return refuse(errorCode(error) === 'ENOENT' ? `${file} does not exist` : `${file} does not run (${messageOf(error)})`);
  }
}

export const isRefusal = (value: unknown): value is Refusal => typeof value === 'object' && value !== null && 'refused' in value;

export const toAbsolutePath = (file: string, from: string): string => (isAbsolute(file) ? file : resolve(from, file));

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';
