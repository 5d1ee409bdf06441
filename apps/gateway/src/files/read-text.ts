import type { ArtifactStore } from '@throughline/artifact-store';

/** Reads a whole artifact into memory. Only for artifacts that are small by design. */
export async function readText(artifacts: Pick<ArtifactStore, 'open'>, key: string): Promise<string> {
  const { stream } = await artifacts.open(key);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
