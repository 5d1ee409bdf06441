import { PREVIEW, type Artifact, type JsonObject } from '@throughline/contracts';
import { isPresent, previewFileOf, toPreviewResult, type WebVersionState } from '@throughline/domain';
import { ask } from './ask.js';
import type { MemoryGateway } from './memory-gateway.js';
import { completeStep, startStep } from './work-through.js';

/** The facts that an earlier release reported, whose previews had fewer parts. */
export const earlierResult = (fileSha256: string): JsonObject => ({ file_sha256: fileSha256 });

const WEB = ['web', 'web.mp4', 'video/mp4', 'a version for browsers'] as const;
const PARTS = [
  ['poster', 'poster.jpg', 'image/jpeg', 'a poster'],
  ['sprites', 'sprites.jpg', 'image/jpeg', 'small pictures'],
  ['sprites_index', 'sprites.json', 'application/json', '{"columns":10}'],
  ['peaks', 'peaks.json', 'application/json', '{}'],
] as const;

/** Asks for the previews of a recording and makes them. Those with the state `ready` have the version for browsers. */
export async function makePreviews(
  gateway: MemoryGateway,
  id: string,
  web: WebVersionState = 'not-needed',
  toResult = (fileSha256: string): JsonObject => toPreviewResult({ fileSha256, web }),
): Promise<void> {
  await ask(gateway, `/${id}/previews`);
  await startStep(gateway, id, PREVIEW);
  const state = (await gateway.ports.commands.load(id))?.state;
  const file = state !== undefined && isPresent(state) ? previewFileOf(state) : undefined;
  if (file === undefined) throw new Error('The recording has no file');
  const artifacts: Artifact[] = [];
  for (const [role, name, mediaType, bytes] of [...PARTS, ...(web === 'ready' ? [WEB] : [])]) {
    const key = `${id}/previews/${name}`;
    artifacts.push({ ...(await gateway.artifacts.put(key, Buffer.from(bytes))), role, name, key, mediaType });
  }
  await completeStep(gateway, id, PREVIEW, artifacts, toResult(file.sha256));
}
