import type { MemoryGateway } from './memory-gateway.js';
import { waitUntilProjected } from './projected.js';
import { subtitle, transcribe } from './transcribed.js';
import { upload } from './upload.js';
import { completeStep, startStep, workThrough } from './work-through.js';

/** Creates a recording whose run has made its sound, and continues. */
export async function createTrimmed(gateway: MemoryGateway, title: string, token = gateway.token): Promise<string> {
  const { id } = await upload(gateway, { fields: { title, run: 'true', allow_duplicate: 'true' }, token });
  await workThrough(gateway, id, ['TRIM', 'TRANSCRIBE']);
  await startStep(gateway, id, 'TRIM');
  const key = `${id}/cut/audio.mp3`;
  const stored = await gateway.artifacts.put(key, Buffer.from(`the sound of ${title}`));
  await completeStep(gateway, id, 'TRIM', [{ role: 'audio', name: 'audio.mp3', mediaType: 'audio/mpeg', key, ...stored }]);
  return id;
}

/** Creates a recording whose run has ended well, with sound, transcript and subtitles. */
export async function createReady(
  gateway: MemoryGateway,
  title: string,
  { tags = [], token = gateway.token }: { tags?: readonly string[]; token?: string } = {},
): Promise<string> {
  const id = await createTrimmed(gateway, title, token);
  await workThrough(gateway, id, ['TRANSCRIBE']);
  await transcribe(gateway, id);
  await subtitle(gateway, id);
  await workThrough(gateway, id);
  if (tags.length > 0) {
    const headers = { authorization: `Bearer ${token}`, 'if-match': '*' };
    await gateway.app.inject({ method: 'PATCH', url: `/api/v1/recordings/${id}`, headers, payload: { tags } });
  }
  await waitUntilProjected(gateway, id);
  return id;
}
