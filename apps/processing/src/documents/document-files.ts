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
import { METADATA_STEP, correctMetadata, isTitleGiven, rulesIn, type PersonalData } from '@throughline/domain';
import type { LocalFile, StepContext } from '@throughline/engine';

/* The files that document steps exchange. Later steps and clients know their roles and names. */

const JSON_TYPE = 'application/json';

export const storeJson = (context: StepContext, role: string, name: string, value: unknown): Promise<Artifact> =>
  context.output({ role, name, mediaType: JSON_TYPE }, Buffer.from(`${JSON.stringify(value)}\n`));

export const storePdf = (context: StepContext, role: string, name: string, path: string): Promise<Artifact> =>
  context.output({ role, name, mediaType: 'application/pdf' }, { path });

async function read<T>(context: StepContext, role: string, parse: (json: string) => T | undefined): Promise<T | undefined> {
  const file = await context.input(role);
  return file === undefined ? undefined : parse(await readFile(file.path, 'utf8'));
}

/** The plan orders the steps that write these files first, so a missing file is a fault of the plan. */
function requireInput<T>(found: T | undefined, what: string): T {
  if (found === undefined)
    throw new PermanentError('input-missing', `There is no ${what}. Reset the document, then run it again`);
  return found;
}

export const loadSource = async (context: StepContext): Promise<LocalFile> => requireInput(await context.input('source'), 'file');

export const loadRecord = async (context: StepContext): Promise<FileRecord> =>
  requireInput(await read(context, 'file_record', parseFileRecord), 'record of the file');

export const loadText = (context: StepContext): Promise<DocumentText | undefined> =>
  read(context, 'text_pages', parseDocumentText);
export const loadMail = (context: StepContext): Promise<Mail | undefined> => read(context, 'mail', parseMail);

/** Returns the rules of the present result. A rule can be applied after the file of the metadata was written. */
function presentRules({ steps }: PersonalData): Pick<Metadata, 'rules'> {
  const details = steps?.[METADATA_STEP]?.details;
  return details === undefined ? {} : { rules: [...rulesIn(details)] };
}

/** Returns the extracted metadata, with what rules and people have set. */
export async function loadMetadata(context: StepContext): Promise<Metadata | undefined> {
  const [found, personal] = [await read(context, 'metadata', parseMetadata), await context.personal()];
  if (found === undefined) return undefined;
  const { title, tags } = personal;
  const given = {
    ...(title !== undefined && isTitleGiven(personal, 'document') ? { title } : {}),
    ...(tags === undefined ? {} : { tags: [...tags] }),
  };
  return correctMetadata({ ...found, ...presentRules(personal), ...given }, personal);
}

/** Returns the converted PDF, or the file itself if it is a PDF. */
export async function loadWorkingPdf(context: StepContext, record: FileRecord): Promise<LocalFile | undefined> {
  return (await context.input('working')) ?? (record.kind === 'pdf' ? loadSource(context) : undefined);
}
