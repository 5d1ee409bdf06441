import { Type } from 'typebox';
import { misconfigured } from '../output-settings.js';
import type { PaperlessPlace } from './place.js';

const LabelSchema = Type.Object({ id: Type.Integer(), name: Type.String() });
const LabelsSchema = Type.Object({ results: Type.Array(LabelSchema) });

/** What is said of a label to people, and where it is kept. */
const KINDS = {
  tag: 'tags',
  correspondent: 'correspondents',
  'document type': 'document_types',
  'storage path': 'storage_paths',
} as const;
type Kind = keyof typeof KINDS;

/** A field of the form that a document is sent by. */
export type FormField = readonly [name: string, value: string];

/** The labels of an output, as Paperless wants them: by their ids. */
export async function labelFields({ client, labelling }: PaperlessPlace, signal: AbortSignal): Promise<readonly FormField[]> {
  const find = async (kind: Kind, name: string): Promise<number | undefined> => {
    const query = { name__iexact: name };
    const found = await client.get(`${KINDS[kind]}/`, LabelsSchema, { query, signal });
    // A filter that a release does not know would be passed over.
    return found?.results.find((label) => label.name.toLowerCase() === name.toLowerCase())?.id;
  };
  const idOf = async (kind: Kind, name: string): Promise<string> => {
    const there = await find(kind, name);
    if (there !== undefined) return String(there);
    // A storage path is more than a name.
    const may = labelling.create && kind !== 'storage path';
    const made = may ? await client.make(`${KINDS[kind]}/`, LabelSchema, { name }, signal) : undefined;
    // Somebody else may just have made it.
    const id = made?.id ?? (may ? await find(kind, name) : undefined);
    if (id !== undefined) return String(id);
    const remedy = kind === 'storage path' ? '' : ", or set 'create_labels' of the output";
    throw misconfigured(`${client.words.where} has no ${kind} '${name}': make it there${remedy}`);
  };
  const fields: FormField[] = [];
  for (const tag of labelling.tags) fields.push(['tags', await idOf('tag', tag)]);
  const { correspondent, documentType, storagePath } = labelling;
  if (correspondent !== undefined) fields.push(['correspondent', await idOf('correspondent', correspondent)]);
  if (documentType !== undefined) fields.push(['document_type', await idOf('document type', documentType)]);
  if (storagePath !== undefined) fields.push(['storage_path', await idOf('storage path', storagePath)]);
  return fields;
}
