import { newId } from '@throughline/contracts';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { KEPT_MS } from '#src/exchange/uploads/upload.js';

interface UploadResource {
  readonly make: (pick: number) => Promise<string>;
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
}

/** Uploads that have begun and that are finished, of the fuzzing user and of a stranger. */
export async function uploadsOf({ ports, owner }: MemoryGateway, stranger: string, secret: string): Promise<UploadResource> {
  const expiresAt = new Date(Date.now() + KEPT_MS).toISOString();
  const add = async (by: string): Promise<string> => {
    const id = newId();
    const words = { fileName: secret, mediaType: 'video/mp4', sha256: undefined, fields: {} };
    await ports.uploads.add({ id, by, owner: by, recordingId: newId(), length: 1_000, words, expiresAt }, 10_000);
    return id;
  };
  const finishUpload = async (): Promise<string> => {
    const id = await add(owner);
    await ports.uploads.grow(id, { start: 0, size: 1_000, key: `parts/${id}/0` }, expiresAt);
    await ports.uploads.conclude(id, { kind: 'registered' }, expiresAt);
    return id;
  };
  return {
    make: (pick) => (pick % 2 === 0 ? add(owner) : finishUpload()),
    kept: [await add(owner), await finishUpload()],
    foreign: [await add(stranger), await add(stranger)],
  };
}
