import { provisionContext, type StackConfig } from '../config.js';
import { mediaSetting } from './services.js';
import { provisionMedia } from '../provision/provision.js';

/** Finds the media tools as a start does, for a program beside the services. Returns the value of `TL_MEDIA_TOOLS`. */
export async function provisionMediaSetting(
  config: StackConfig,
  progress: (message: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  return JSON.stringify(mediaSetting(await provisionMedia(provisionContext(config, progress, signal))));
}
