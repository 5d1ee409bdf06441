import { provisionMedia, type MediaTools } from '#src/provision/provision.js';
import { sharedMediaTools, testContext } from './config.js';

export interface TestTool {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface TestMediaTools {
  readonly ffmpeg: TestTool;
  readonly ffprobe: TestTool;
  readonly pocketsphinx?: TestTool & { readonly hmm: string; readonly lm: string; readonly dict: string };
}

/** Returns ffmpeg, ffprobe and, if available, the speech engine, with the environment that each needs. */
export async function mediaTools(): Promise<TestMediaTools> {
  const shared = sharedMediaTools();
  return shared === undefined ? toTestTools(await provisionMedia(testContext())) : (JSON.parse(shared) as TestMediaTools);
}

export function toTestTools({ ffmpeg, ffprobe, pocketsphinx }: MediaTools): TestMediaTools {
  const tools = {
    ffmpeg: { path: ffmpeg.paths.ffmpeg, env: ffmpeg.env },
    ffprobe: { path: ffprobe.paths.ffprobe, env: ffprobe.env },
  };
  if (!pocketsphinx) return tools;
  const { decoder, ...model } = pocketsphinx.paths;
  return { ...tools, pocketsphinx: { path: decoder, env: pocketsphinx.env, ...model } };
}
