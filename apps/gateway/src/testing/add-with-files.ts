import type { MemoryGateway } from './memory-gateway.js';
import { waitUntilProjected } from './projected.js';
import { upload } from './upload.js';
import { completeStep, startStep } from './work-through.js';

/** Adds a recording whose download has stored these files, by their names. `original` is the source. Without files, its run waits. */
export async function addWithFiles(
  gateway: MemoryGateway,
  title: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const { id } = await upload(gateway, { fields: { title, run: 'true' } });
  if (Object.keys(files).length === 0) return id;
  await startStep(gateway, id, 'DOWNLOAD');
  const stored = Object.entries(files).map(async ([name, mediaType]) => {
    const key = `${id}/files/${name}`;
    const put = await gateway.artifacts.put(key, Buffer.from(`${name} of ${title}`));
    return { role: name === 'original' ? 'source' : 'spec', name, key, mediaType, ...put };
  });
  await completeStep(gateway, id, 'DOWNLOAD', await Promise.all(stored));
  await waitUntilProjected(gateway, id);
  return id;
}
