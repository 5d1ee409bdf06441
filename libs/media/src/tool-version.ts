import type { ToolNote } from '@throughline/contracts';
import { runTool } from './process/run-tool.js';
import type { Tool } from './tools.js';

const timeLimitMs = 10_000;
/** Demuxers get security fixes all the time, and these programs read uploaded files. */
const oldAfterYears = 3;

/** Parses `ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers`. */
export function parseToolVersion(name: string, output: string, now: Date): ToolNote {
  const [, version = 'unknown', year] = /^\S+ version (\S{1,100})(?:.*?Copyright \(c\) (?:\d{4}-)?(\d{4}))?/.exec(output) ?? [];
  const isOld = year !== undefined && now.getUTCFullYear() - Number(year) >= oldAfterYears;
  return { name, version, ...(isOld ? { note: `from ${year}: too old for untrusted files; install a current version` } : {}) };
}

/** Describes version and age of an FFmpeg program, or the reason why it cannot be run. */
export async function describeMediaTool(name: string, tool: Tool): Promise<ToolNote> {
  try {
    return parseToolVersion(name, await runTool(tool, ['-version'], { timeLimitMs }), new Date());
  } catch {
    return { name, version: 'unknown', note: 'cannot be run: check that it is installed' };
  }
}
