import { parse } from 'node:path';
import type { StepContext } from '@throughline/engine';
import type { DeliveryFile } from '../kit/destination.js';
import { createDescriptionFile } from './texts.js';

/** Names the metadata file after the document, so that users keep the two together. */
async function createMetadataFile(context: StepContext, document: DeliveryFile): Promise<DeliveryFile | undefined> {
  const metadata = await context.input('metadata');
  if (metadata === undefined) return undefined;
  const { size, sha256, mediaType } = metadata.artifact;
  return { path: metadata.path, name: `${parse(document.name).name}.json`, size, sha256, mediaType };
}

/**
 * Creates the extra files for outputs without fields for metadata: the description of a recording (TOP-03), the metadata of a
 * document. May be empty.
 */
export async function createDescribingFiles(
  context: StepContext,
  files: readonly DeliveryFile[],
  description: string,
): Promise<readonly DeliveryFile[]> {
  const [first] = files;
  const described = [
    await createDescriptionFile(context, description),
    first === undefined ? undefined : await createMetadataFile(context, first),
  ];
  return described.filter((file) => file !== undefined);
}
