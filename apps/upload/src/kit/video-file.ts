import { extname } from 'node:path';
import type { DeliveryFile } from './destination.js';

/** Types of files whose type the client did not know. */
const UNKNOWN = new Set(['', 'application/octet-stream']);
const EXTENSIONS = new Set(['.avi', '.m4v', '.mkv', '.mov', '.mp4', '.mpeg', '.mpg', '.webm', '.wmv']);

/** Returns true for a file with a picture that moves. The name counts if the type is unknown. */
export function isVideo({ name, mediaType, size }: DeliveryFile): boolean {
  const [type = ''] = mediaType.toLowerCase().split(';');
  const isOfType = type.startsWith('video/') || (UNKNOWN.has(type) && EXTENSIONS.has(extname(name).toLowerCase()));
  return isOfType && size > 0;
}
