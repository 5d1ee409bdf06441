import { parse } from 'node:path';
import type { StepContext } from '@throughline/engine';
import type { DeliveryFile } from '../destinations/destination.js';
import { descriptionFile } from './description.js';

/** What was found in a document, under the name of the document: whoever moves the two keeps them together. */
async function metadataFile(context: StepContext, document: DeliveryFile): Promise<DeliveryFile | undefined> {
  const metadata = await context.input('metadata');
  if (metadata === undefined) return undefined;
  const { size, sha256, mediaType } = metadata.artifact;
  return { path: metadata.path, name: `${parse(document.name).name}.json`, size, sha256, mediaType };
}

/**
 * What lies beside the files at outputs that have no fields for it: a recording's topics (TOP-03), a document's metadata. Empty where there is
 * nothing to say.
 */
export async function describingFiles(context: StepContext, files: readonly DeliveryFile[]): Promise<readonly DeliveryFile[]> {
  const [first] = files;
  const described = [await descriptionFile(context), first === undefined ? undefined : await metadataFile(context, first)];
  return described.filter((file) => file !== undefined);
}
