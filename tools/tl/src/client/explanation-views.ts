import type { DocumentExplanation, Explanation, SessionExplanation } from '@throughline/api-client';
import { readerOf } from './read-answer.js';

type AnyExplanation = Explanation | DocumentExplanation | SessionExplanation;

/** The explanation of an item of any kind. Its id has the name of the kind. */
export type ExplanationView = Omit<Explanation, 'status' | 'recording_id' | 'retention' | 'run' | 'settings'> & {
  readonly status: AnyExplanation['status'];
  readonly recording_id?: string;
  readonly run: Omit<Explanation['run'], 'config_sources'> & Partial<Pick<Explanation['run'], 'config_sources'>>;
  readonly settings?: Explanation['settings'];
  readonly retention?: Explanation['retention'];
  readonly document_id?: string;
  readonly session_id?: string;
};

export const readExplanation = readerOf<ExplanationView>('status', 'failure', 'run', 'steps', 'allowed_actions', 'projection');

export type ExplainedKind = 'recording' | 'document' | 'session';
export interface ExplainedItem {
  readonly kind: ExplainedKind;
  readonly id: string;
}

export function explainedItem({
  recording_id: recording,
  document_id: document,
  session_id: session,
}: ExplanationView): ExplainedItem {
  if (document !== undefined) return { kind: 'document', id: document };
  return session === undefined ? { kind: 'recording', id: recording ?? '' } : { kind: 'session', id: session };
}

const PROGRAMS: Readonly<Record<ExplainedKind, string>> = { recording: 'tl', document: 'tl documents', session: 'tl' };

/** Returns a command as a person types it: commands of documents have a group of their own. */
export const typed = (kind: ExplainedKind, line: string): string => `${PROGRAMS[kind]} ${line}`;
