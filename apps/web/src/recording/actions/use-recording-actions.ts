import { useQueryClient } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-client';
import type { ReactNode } from 'react';
import { performOnRevision } from '../../actions/request-action.js';
import { showRecording } from '../../api/shown-recordings.js';
import { titleOf } from '../../controls/recording-state.js';
import { rememberMove } from '../../libraries/moved-items.js';
import { useReplaceFile } from '../../upload/ReplaceFile.js';
import { findHeldOutputs } from './held-outputs.js';
import { useItemActions, type ItemActionsState } from './use-item-actions.js';

/** Actions that other parts of the page carry out. */
interface Elsewhere {
  /** Opens the editor, which is part of the transcript. */
  readonly onCorrect: () => void;
  /** Shows the form of the details. */
  readonly onDescribe: () => void;
}

export interface RecordingActions extends ItemActionsState {
  /** The uploads of a replacement. */
  readonly uploads: ReactNode;
}

/** The actions of a recording, for the header and for the panel that needs attention. */
export function useRecordingActions(recording: Recording, { onCorrect, onDescribe }: Elsewhere): RecordingActions {
  const client = useQueryClient();
  const replacing = useReplaceFile(recording.id, 'recordings');
  const state = useItemActions<Recording>({
    item: recording,
    id: recording.id,
    titleOf,
    perform: (action, input) => performOnRevision(recording, action, input),
    onChanged: (changed, chosen) => {
      rememberMove(client, { id: recording.id, title: titleOf(recording) }, chosen);
      showRecording(client, changed, 'command');
    },
    elsewhere: { correct: onCorrect, describe: onDescribe, replace_file: replacing.choose },
    language: recording.language,
    held: findHeldOutputs(recording),
  });
  return { ...state, uploads: replacing.uploads };
}
