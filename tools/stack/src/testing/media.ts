import { provisionMedia, type MediaTools } from '../provision/provision.js';
import { testContext } from './config.js';

let tools: Promise<MediaTools> | undefined;

/** ffmpeg, ffprobe and the speech engine with the environment that each needs. */
export function mediaTools(): Promise<MediaTools> {
  tools ??= provisionMedia(testContext());
  return tools;
}
