import type { Document } from '@throughline/api-client';
import { isContentGone } from '../controls/recording-state.js';
import type { AttentionKind } from '../actions/rank-help.js';
import { findAttentionKind } from '../recording/attention/attention.js';

/** A panel beside the pages. Without content it renders nothing. */
export type SidePart = 'steps' | 'fields' | 'outputs' | 'files';

export interface DocumentPhase {
  /** The subject of the panel that needs a person, if there is one. */
  readonly attention: AttentionKind | undefined;
  /** The panels beside the pages, the most wanted first. */
  readonly side: readonly SidePart[];
}

type PhaseFields = Parameters<typeof findAttentionKind>[0] & Pick<Document, 'deleted_at' | 'erased_at' | 'expired_at' | 'run'>;

const RESULT_FIRST: readonly SidePart[] = ['fields', 'outputs', 'files', 'steps'];
const STEPS_FIRST: readonly SidePart[] = ['steps', 'fields', 'outputs', 'files'];

/** The status decides the order of the parts: steps come first while they run. */
export function findDocumentPhase(document: PhaseFields): DocumentPhase {
  const isGone = isContentGone(document) || document.deleted_at !== null;
  return {
    attention: isGone ? undefined : findAttentionKind(document),
    side: !isGone && document.run?.active === true ? STEPS_FIRST : RESULT_FIRST,
  };
}
