import type { ToolNote } from '@throughline/contracts';
import { runTool } from './process/run-tool.js';
import type { Tool } from './tools.js';

const timeLimitMs = 10_000;
/** Holes in demuxers are found and closed all the time; files of strangers go through these programs. */
const oldAfterYears = 3;

/** From `ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers`. */
export function noteOfVersion(name: string, said: string, now: Date): ToolNote {
  const [, version = 'unknown', year] = /^\S+ version (\S{1,100})(?:.*?Copyright \(c\) (?:\d{4}-)?(\d{4}))?/.exec(said) ?? [];
  const isOld = year !== undefined && now.getUTCFullYear() - Number(year) >= oldAfterYears;
  return { name, version, ...(isOld ? { note: `from ${year}: too old for files of strangers; install a current one` } : {}) };
}

/** Version and age of a program of FFmpeg; says so where it cannot be run. */
export async function mediaToolNote(name: string, tool: Tool): Promise<ToolNote> {
  try {
    return noteOfVersion(name, await runTool(tool, ['-version'], { timeLimitMs }), new Date());
  } catch {
    return { name, version: 'unknown', note: 'cannot be run: check that it is installed' };
  }
}
