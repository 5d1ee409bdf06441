import type { ActionName, Item } from '@throughline/api-client';

/** A question for a person, or a failure that only a person ends. */
export type AttentionKind = 'failed' | 'unconfirmed' | 'partial' | 'review';

interface FailureFields extends Pick<Item, 'failed_at_stage'> {
  readonly source: Pick<Item['source'], 'kind'>;
}

/** Steps that fail because of the file itself. Those of recordings and of documents have different names. */
const RECEIVING: ReadonlySet<string> = new Set(['download', 'hash_file', 'create_file_record']);

/** Names of actions that can help, the most likely first. */
export function rankHelp(kind: AttentionKind, { failed_at_stage: stage, source }: FailureFields): readonly ActionName[] {
  if (kind === 'review') return ['publish'];
  if (kind === 'unconfirmed') return ['settle', 'skip_output'];
  if (kind === 'partial') return ['run', 'skip_output'];
  // A file that cannot be read once cannot be read a second time. An address may answer later.
  if (RECEIVING.has(stage ?? ''))
    return source.kind === 'upload' ? ['replace_file', 'run', 'replace_address'] : ['run', 'replace_address', 'replace_file'];
  return ['run', 'skip', 'skip_output', 'set_language', 'replace_file'];
}
