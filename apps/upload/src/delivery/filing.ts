import { readFile } from 'node:fs/promises';
import { PermanentError, type Artifact } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** The part that is used of what FINALIZE_DOCUMENT_STORAGE leaves. */
const FilingSchema = Type.Object({ source_role: Type.String(), media_type: Type.String() });
const filing = Compile(FilingSchema);

function read(text: string): Static<typeof FilingSchema> {
  try {
    const raw: unknown = JSON.parse(text);
    if (filing.Check(raw)) return raw;
  } catch (cause) {
    throw new PermanentError('filing-unreadable', 'The file of the filing is not JSON: reset the document to make it anew', {
      cause,
    });
  }
  throw new PermanentError('filing-unreadable', 'The file of the filing has no media type: reset the document to make it anew');
}

/**
 * The types of what is delivered: that of a file as it came is only a client's word, and a document was looked at since. Destinations choose
 * by it what they take.
 */
export async function typesOf(context: Pick<StepContext, 'input'>): Promise<(artifact: Artifact) => string> {
  const file = await context.input('filing');
  if (file === undefined) return ({ mediaType }) => mediaType;
  const filed = read(await readFile(file.path, 'utf8'));
  return ({ role, mediaType }) => (role === filed.source_role ? filed.media_type : mediaType);
}
