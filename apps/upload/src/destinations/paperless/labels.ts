import { Type } from 'typebox';
import { misconfiguredError } from '../../kit/output-settings.js';
import type { PaperlessOutput } from './paperless-output.js';

const LabelSchema = Type.Object({ id: Type.Integer(), name: Type.String() });
const LabelsSchema = Type.Object({ results: Type.Array(LabelSchema) });

/** The kinds of labels by their displayed names, with their API paths. */
const KINDS = {
  tag: 'tags',
  correspondent: 'correspondents',
  'document type': 'document_types',
  'storage path': 'storage_paths',
} as const;
type LabelKind = keyof typeof KINDS;

export type FormField = readonly [name: string, value: string];

/** Returns the form fields for the labels of an output, with the ids that Paperless needs. */
export async function resolveLabelFields(
  { client, labelling }: PaperlessOutput,
  signal: AbortSignal,
): Promise<readonly FormField[]> {
  const find = async (kind: LabelKind, name: string): Promise<number | undefined> => {
    const query = { name__iexact: name };
    const found = await client.get(`${KINDS[kind]}/`, LabelsSchema, { query, signal });
    // An older release ignores the filter, so the names are compared.
    return found?.results.find((label) => label.name.toLowerCase() === name.toLowerCase())?.id;
  };
  const idOf = async (kind: LabelKind, name: string): Promise<string> => {
    const there = await find(kind, name);
    if (there !== undefined) return String(there);
    // A storage path needs more than a name, so it is never created.
    const may = labelling.create && kind !== 'storage path';
    const made = may ? await client.make(`${KINDS[kind]}/`, LabelSchema, { name }, signal) : undefined;
    // Another client may have just created it.
    const id = made?.id ?? (may ? await find(kind, name) : undefined);
    if (id !== undefined) return String(id);
    const remedy = kind === 'storage path' ? '' : ", or set 'create_labels' of the output";
    throw misconfiguredError(`${client.terms.where} has no ${kind} '${name}': create it there${remedy}`);
  };
  const fields: FormField[] = [];
  for (const tag of labelling.tags) fields.push(['tags', await idOf('tag', tag)]);
  const { correspondent, documentType, storagePath } = labelling;
  if (correspondent !== undefined) fields.push(['correspondent', await idOf('correspondent', correspondent)]);
  if (documentType !== undefined) fields.push(['document_type', await idOf('document type', documentType)]);
  if (storagePath !== undefined) fields.push(['storage_path', await idOf('storage path', storagePath)]);
  return fields;
}
