import type { ArtifactStore } from '@throughline/artifact-store';

/** A whole artifact, for those that are made to be read at once. */
export async function readText(artifacts: Pick<ArtifactStore, 'open'>, key: string): Promise<string> {
  const { stream } = await artifacts.open(key);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
