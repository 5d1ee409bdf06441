import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaTools, tempDir } from '@throughline/stack/testing';

/** An ffmpeg that a test can break and mend. */
export interface BreakableFfmpeg {
  /** Environment of the processing service, which uses it. */
  readonly env: Readonly<Record<string, string>>;
  /** Makes every measurement of a waveform fail. */
  break(): Promise<void>;
  mend(): Promise<void>;
  remove(): Promise<void>;
}

/** The signal for a file that grows too large is a final failure. After others, the service would wait before the next attempt. */
const scriptOf = (ffmpeg: string, marker: string): string => `#!/bin/sh
case "$*" in *Peak_level*) [ -e '${marker}' ] && kill -s XFSZ $$ ;; esac
exec '${ffmpeg}' "$@"
`;

export async function createBreakableFfmpeg(): Promise<BreakableFfmpeg> {
  const [tools, folder] = await Promise.all([mediaTools(), tempDir('tl-ffmpeg-')]);
  const path = join(folder.path, 'ffmpeg');
  const marker = join(folder.path, 'is-broken');
  await writeFile(path, scriptOf(tools.ffmpeg.path, marker));
  await chmod(path, 0o755);
  return {
    env: { TL_MEDIA_TOOLS: JSON.stringify({ ...tools, ffmpeg: { ...tools.ffmpeg, path } }) },
    break: () => writeFile(marker, ''),
    mend: () => rm(marker),
    remove: () => folder.remove(),
  };
}
