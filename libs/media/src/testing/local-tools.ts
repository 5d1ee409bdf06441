import { existsSync } from 'node:fs';
import type { MediaTools } from '../tools.js';

const folders = ['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin'];
const model = '/usr/share/pocketsphinx/model/en-us';

function find(name: string): string | undefined {
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
}

/** The tools in the usual places of this machine. */
export function localMediaTools(): MediaTools {
  const ffmpeg = find('ffmpeg');
  const ffprobe = find('ffprobe');
  if (ffmpeg === undefined || ffprobe === undefined) throw new Error(`No ffmpeg and ffprobe in ${folders.join(', ')}`);
  const pocketsphinx = find('pocketsphinx_continuous');
  return {
    ffmpeg: { path: ffmpeg, env: {} },
    ffprobe: { path: ffprobe, env: {} },
    ...(pocketsphinx !== undefined &&
      existsSync(model) && {
        pocketsphinx: {
          path: pocketsphinx,
          env: {},
          hmm: `${model}/en-us`,
          lm: `${model}/en-us.lm.bin`,
          dict: `${model}/cmudict-en-us.dict`,
        },
      }),
  };
}
