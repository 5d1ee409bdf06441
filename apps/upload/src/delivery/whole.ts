import type { Delivered, DeliveryRequest } from '../destinations/destination.js';

/** True where the destination holds every file in full, or says nothing of what it holds. */
export function isWhole({ files }: DeliveryRequest, { holds }: Delivered): boolean {
  if (holds === undefined) return true;
  return files.every((file) => {
    const held = holds.find(({ name }) => name === file.name);
    return held?.size === file.size && (held.sha256 ?? file.sha256) === file.sha256;
  });
}
