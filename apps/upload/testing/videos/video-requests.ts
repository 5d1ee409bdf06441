import { randomUUID } from 'node:crypto';
import type { DeliveryRequest, FollowUp, SessionDestination } from '#src/kit/destination.js';

/** A request whose files count as videos, as the deliver step would select them. */
export const asVideo = (request: DeliveryRequest): DeliveryRequest => ({
  ...request,
  files: request.files.map((file) => ({ ...file, mediaType: 'video/mp4' })),
});

/**
 * Delivers every file as a video with the item's id as its title. Videos have no file name and no id of ours, so the title tells
 * which item they belong to.
 */
export function withItemAsTitle<D extends SessionDestination>(destination: D): D {
  const titled = (request: DeliveryRequest): DeliveryRequest => ({ ...asVideo(request), title: request.assetId });
  const [open, inspect] = [destination.open.bind(destination), destination.inspect.bind(destination)];
  return Object.assign(destination, {
    open: (...[request, signal]: Parameters<typeof open>) => open(titled(request), signal),
    inspect: (...[session, request, signal]: Parameters<typeof inspect>) => inspect(session, titled(request), signal),
  });
}

/** `files` are paths by role. */
export const aFollowUp = (name: string, externalId: string, files: Readonly<Record<string, string>> = {}): FollowUp => ({
  assetId: randomUUID(),
  output: 'tube',
  attempt: 1,
  attemptId: randomUUID(),
  name,
  externalId,
  delivered: { external_id: externalId },
  language: 'en',
  signal: new AbortController().signal,
  onProgress: () => undefined,
  input: (role) => Promise.resolve(files[role]),
  workspace: () => Promise.reject(new Error('This follow-up needs no files')),
});
