import { readFile } from 'node:fs/promises';
import { PermanentError, type Artifact } from '@throughline/contracts';
import {
  parseDocumentText,
  parseFileRecord,
  parseMail,
  parseMetadata,
  type DocumentText,
  type FileRecord,
  type Mail,
  type Metadata,
} from '@throughline/documents';
import type { LocalFile, StepContext } from '@throughline/engine';

/*
 * The files that the steps of a document leave for each other, under the roles and names that later steps and clients know.
 */

const JSON_TYPE = 'application/json';

export const storeJson = (context: StepContext, role: string, name: string, value: unknown): Promise<Artifact> =>
  context.output({ role, name, mediaType: JSON_TYPE }, Buffer.from(`${JSON.stringify(value)}\n`));

export const storePdf = (context: StepContext, role: string, name: string, path: string): Promise<Artifact> =>
  context.output({ role, name, mediaType: 'application/pdf' }, { path });

async function read<T>(context: StepContext, role: string, parse: (json: string) => T | undefined): Promise<T | undefined> {
  const file = await context.input(role);
  return file === undefined ? undefined : parse(await readFile(file.path, 'utf8'));
}

/** Steps depend on those that have left these files, so where one is not there the plan is at fault. */
function needed<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new PermanentError('input-missing', `There is no ${what}: reset the document to begin anew`);
  return found;
}

export const sourceOf = async (context: StepContext): Promise<LocalFile> => needed(await context.input('source'), 'file');

export const recordOf = async (context: StepContext): Promise<FileRecord> =>
  needed(await read(context, 'file_record', parseFileRecord), 'record of the file');

export const textOf = (context: StepContext): Promise<DocumentText | undefined> => read(context, 'text_pages', parseDocumentText);
export const mailOf = (context: StepContext): Promise<Mail | undefined> => read(context, 'mail', parseMail);
export const metadataOf = (context: StepContext): Promise<Metadata | undefined> => read(context, 'metadata', parseMetadata);

/** The PDF that is worked on: what was made of the file, or the file itself. */
export async function workingPdf(context: StepContext, record: FileRecord): Promise<LocalFile | undefined> {
  return (await context.input('working')) ?? (record.kind === 'pdf' ? sourceOf(context) : undefined);
}
