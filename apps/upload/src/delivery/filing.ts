import { readFile } from 'node:fs/promises';
import { PermanentError } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

/** Nothing that leads elsewhere, and nothing that is hidden: the output's own things begin with a dot. */
const LEVEL = '[^./\\\\\\p{Cc}][^/\\\\\\p{Cc}]*';

/** The part that is used of what FINALIZE_DOCUMENT_STORAGE leaves. */
const filing = Compile(
  Type.Object({
    source_role: Type.String(),
    media_type: Type.String(),
    /** Names joined by slashes; empty for none. */
    folder: Type.Optional(Type.String({ pattern: new RegExp(`^(${LEVEL}(/${LEVEL})*)?$`, 'u') })),
  }),
);

/** How a document is to be kept, wherever it goes. */
export interface Filing {
  /** Role of the artifact that is kept, and its type: a client's word for what it has sent is no more than that. */
  readonly sourceRole: string;
  readonly mediaType: string;
  /** Folders that its own lies in, outermost first. */
  readonly folder: readonly string[];
}

const unreadable = (why: string, cause?: unknown): PermanentError =>
  new PermanentError('filing-unreadable', `The file of the filing ${why}: reset the document to make it anew`, { cause });

/** A level that is called as the folder of another document is would end up in that one, and go away with it. */
const unmarked = (level: string): string => level.replace(/\[([^[\]]{12})\]$/, '($1)');

function read(text: string): Filing {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw unreadable('is not JSON', cause);
  }
  if (!filing.Check(raw)) throw unreadable('has no media type, or a folder that leads elsewhere');
  const { source_role: sourceRole, media_type: mediaType, folder = '' } = raw;
  return { sourceRole, mediaType, folder: folder === '' ? [] : folder.split('/').map(unmarked) };
}

/** Undefined for what is not filed, as recordings are. */
export async function filingOf(context: Pick<StepContext, 'input'>): Promise<Filing | undefined> {
  const file = await context.input('filing');
  return file === undefined ? undefined : read(await readFile(file.path, 'utf8'));
}
