import type { DeliveredObject, DeliveryRequest } from '../kit/destination.js';

/** True if the destination holds every file in full, or does not report its content. */
export function isWhole({ files }: DeliveryRequest, { holds }: DeliveredObject): boolean {
  if (holds === undefined) return true;
  return files.every((file) => {
    const stored = holds.find(({ name }) => name === file.name);
    return stored?.size === file.size && (stored.sha256 ?? file.sha256) === file.sha256;
  });
}
