import { outputChangedError } from './delivered-folders.js';
import type { RemoteClient, RemotePath } from './remote-output.js';

export const stagingLostError = (): Error =>
  outputChangedError('The temporary folder of the delivery was removed; the delivery is sent again');

export interface CompleteFile {
  readonly part: RemotePath;
  readonly to: RemotePath;
  readonly signal: AbortSignal;
}

/** Gives a verified file its name. */
export async function moveComplete(client: Pick<RemoteClient, 'move'>, { part, to, signal }: CompleteFile): Promise<void> {
  if ((await client.move(part, to, { signal, overwrite: true })) !== 'moved')
    throw outputChangedError('A file was removed during the delivery; it is sent again');
}
