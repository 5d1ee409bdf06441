import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { MediaTools } from './tools.js';

const ToolShape = { path: Type.String({ minLength: 1 }), env: Type.Record(Type.String(), Type.String()) };
const MediaToolsSchema = Type.Object({
  ffmpeg: Type.Object(ToolShape),
  ffprobe: Type.Object(ToolShape),
  pocketsphinx: Type.Optional(Type.Object({ ...ToolShape, hmm: Type.String(), lm: Type.String(), dict: Type.String() })),
});
const mediaTools = Compile(MediaToolsSchema);

const fromPath: MediaTools = { ffmpeg: { path: 'ffmpeg', env: {} }, ffprobe: { path: 'ffprobe', env: {} } };

/** Returns the tools that a JSON setting names. Without one: ffmpeg and ffprobe of the PATH, and no speech engine. */
export function parseMediaTools(json: string | undefined): MediaTools {
  if (json === undefined) return fromPath;
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch (cause) {
    throw new Error('TL_MEDIA_TOOLS is not JSON', { cause });
  }
  if (!mediaTools.Check(raw))
    throw new Error(
      `TL_MEDIA_TOOLS does not name the tools: ${mediaTools.Errors(raw)[0]?.instancePath ?? ''} ${mediaTools.Errors(raw)[0]?.message ?? ''}`,
    );
  const { ffmpeg, ffprobe, pocketsphinx } = raw;
  return pocketsphinx === undefined ? { ffmpeg, ffprobe } : { ffmpeg, ffprobe, pocketsphinx };
}
