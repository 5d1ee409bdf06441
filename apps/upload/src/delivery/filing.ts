import { readFile } from 'node:fs/promises';
import { PermanentError } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

/** A folder name that cannot lead elsewhere and is not hidden: names with a dot are reserved for the output. */
const LEVEL = '[^./\\\\\\p{Cc}][^/\\\\\\p{Cc}]*';

const filing = Compile(
  Type.Object({
    source_role: Type.String(),
    media_type: Type.String(),
    /** Folder names joined by slashes. Empty: no folder. */
    folder: Type.Optional(Type.String({ pattern: new RegExp(`^(${LEVEL}(/${LEVEL})*)?$`, 'u') })),
  }),
);

/** Name, type and folder of a document at every output. */
export interface Filing {
  /** Role of the delivered artifact. Its type comes from the file's bytes, not from the client's declaration. */
  readonly sourceRole: string;
  readonly mediaType: string;
  /** Folders around the document's own folder, outermost first. */
  readonly folder: readonly string[];
}

const unreadable = (why: string, cause?: unknown): PermanentError =>
  new PermanentError('filing-unreadable', `The filing record ${why}: reset the document, then run it again`, { cause });

/** A folder with the name of another document's folder would be placed inside it, and deleted with it. */
const removeIdMark = (level: string): string => level.replace(/\[([^[\]]{12})\]$/, '($1)');

function read(text: string): Filing {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw unreadable('is not JSON', cause);
  }
  if (!filing.Check(raw)) throw unreadable('has no media type, or an unsafe folder');
  const { source_role: sourceRole, media_type: mediaType, folder = '' } = raw;
  return { sourceRole, mediaType, folder: folder === '' ? [] : folder.split('/').map(removeIdMark) };
}

/** Reads the filing. Returns `undefined` for items without one, such as recordings. */
export async function loadFiling(context: Pick<StepContext, 'input'>): Promise<Filing | undefined> {
  const file = await context.input('filing');
  return file === undefined ? undefined : read(await readFile(file.path, 'utf8'));
}
