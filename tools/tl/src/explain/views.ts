import type { DocumentExplanation, Explanation, SessionExplanation } from '@throughline/api-types';
import { readerOf } from '../client/read-answer.js';

type AnyExplanation = Explanation | DocumentExplanation | SessionExplanation;

/** The explanation of an item of any kind. Its id has the name of the kind. */
export type ExplanationView = Omit<Explanation, 'status' | 'recording_id' | 'retention'> & {
  readonly status: AnyExplanation['status'];
  readonly recording_id?: string;
  readonly retention?: Explanation['retention'];
  readonly document_id?: string;
  readonly session_id?: string;
};

export const readExplanation = readerOf<ExplanationView>('status', 'failure', 'run', 'steps', 'allowed_actions', 'projection');

export const explainedId = ({ recording_id: recording, document_id: document, session_id: session }: ExplanationView): string =>
  recording ?? document ?? session ?? '';
