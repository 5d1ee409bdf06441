import { useQueryClient } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { performOnRevision } from '../../actions/request-action.js';
import { showRecording } from '../../api/shown-recordings.js';
import { titleOf } from '../../controls/recording-state.js';
import { rememberMove } from '../../libraries/moved-items.js';
import { text } from '../../texts/text.js';
import { useReplaceFile } from '../../upload/ReplaceFile.js';
import { focusDetails } from '../details/Details.js';
import { findHeldOutputs } from './held-outputs.js';
import { ItemActions } from './ItemActions.js';

interface Props {
  readonly recording: Recording;
  /** Opens the editor, which is part of the transcript. */
  readonly onCorrect: () => void;
}

export function ActionBar({ recording, onCorrect }: Props): ReactElement {
  const client = useQueryClient();
  const replacing = useReplaceFile(recording.id, 'recordings');
  return (
    <section aria-labelledby="actions-title" className="action-bar">
      <h2 id="actions-title" className="unseen">
        {text.recording.actions.title}
      </h2>
      {replacing.uploads}
      <ItemActions
        item={recording}
        actions={recording.allowed_actions}
        titleOf={titleOf}
        perform={(action, input) => performOnRevision(recording, action, input)}
        onChanged={(changed, chosen) => {
          rememberMove(client, { id: recording.id, title: titleOf(recording) }, chosen);
          showRecording(client, changed, 'command');
        }}
        elsewhere={{ correct: onCorrect, describe: focusDetails, replace_file: replacing.choose }}
        previewOf={recording}
        language={recording.language}
        held={findHeldOutputs(recording)}
      />
    </section>
  );
}
