import type { ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Note } from '../../components/Note/Note.js';
import { Ago } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { focusTitleAfter } from '../item-title.js';
import { useSharedDraft } from '../../drafts/use-shared-draft.js';
import { correctionDrafts } from './correction-drafts.js';

const correction = text.recording.correction;

interface UnsavedProps {
  readonly recording: string;
  readonly onContinue: () => void;
}

/** Offers to continue a draft that this browser keeps. */
export function Unsaved({ recording, onContinue }: UnsavedProps): ReactElement | null {
  const [kept, change] = useSharedDraft(correctionDrafts, recording);
  if (kept === undefined) return null;
  return (
    <Note
      tone="warn"
      role="status"
      title={
        <>
          {correction.unsaved} <Ago at={kept.at} />
        </>
      }
    >
      <p>{correction.unsavedHint}</p>
      <div className="buttons">
        <Button look="primary" size="small" onClick={onContinue}>
          {correction.continue}
        </Button>
        <Button
          ref={focusTitleAfter}
          size="small"
          onClick={() => {
            if (window.confirm(correction.leave)) change(() => undefined);
          }}
        >
          {correction.discard}
        </Button>
      </div>
    </Note>
  );
}
