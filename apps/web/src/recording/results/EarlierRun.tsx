import type { ReactElement } from 'react';
import { Note } from '../../components/Note/Note.js';
import { text } from '../../texts/text.js';

const words = text.recording.earlierRun;

type Part = keyof typeof words.notes;

/** Says that a part of the result is that of an earlier run. */
export const EarlierRun = ({ part, is }: { readonly part: Part; readonly is: boolean }): ReactElement | null =>
  is ? <Note tone="calm" icon="history" title={words.notes[part]} /> : null;

/** Marks a file of an earlier run. */
export const EarlierRunMark = ({ is }: { readonly is: boolean | undefined }): ReactElement | null =>
  is === true ? <small className="quiet">{words.mark}</small> : null;
