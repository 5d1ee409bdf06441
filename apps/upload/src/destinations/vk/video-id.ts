import { PermanentError } from '@throughline/contracts';
import type { VkVideo } from './vk-client.js';

const VIDEO = /^(-?\d{1,15})_(\d{1,15})$/;

/** Returns a video by the id of its delivery: `owner_number`, as in its address. */
export function parseVideoId(id: string): VkVideo {
  const [, owner, video] = VIDEO.exec(id) ?? [];
  if (owner === undefined || video === undefined) throw new PermanentError('object-missing', `'${id}' is no video at VK`);
  return { owner: Number(owner), id: Number(video) };
}

export const toVideoId = ({ owner, id }: VkVideo): string => `${String(owner)}_${String(id)}`;
