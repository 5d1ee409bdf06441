import type { Recording } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { text } from '../../texts/text.js';
import { OfferedActions } from './ItemActions.js';
import type { RecordingActions } from './use-recording-actions.js';

interface Props {
  readonly recording: Recording;
  readonly state: RecordingActions;
  /** Keys of actions that another part of the page offers already. */
  readonly without?: ReadonlySet<string> | undefined;
}

/** The actions of a recording, beside its title. */
export function ActionBar({ recording, state, without }: Props): ReactElement {
  return (
    <section aria-labelledby="actions-title" className="action-bar">
      <h2 id="actions-title" className="unseen">
        {text.recording.actions.title}
      </h2>
      {state.uploads}
      <OfferedActions state={state} actions={recording.allowed_actions} previewOf={recording} without={without} />
    </section>
  );
}
