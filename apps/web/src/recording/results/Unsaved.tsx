import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { meQuery } from '../../api/me.js';
import { Button } from '../../components/Button/Button.js';
import { Note } from '../../components/Note/Note.js';
import { Ago } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { focusTitleAfter } from '../item-title.js';
import { getCorrectionDrafts } from './draft-store.js';

const correction = text.recording.correction;

interface UnsavedProps {
  readonly recording: string;
  readonly onContinue: () => void;
}

/** Offers to continue a draft that this browser keeps. */
export function Unsaved({ recording, onContinue }: UnsavedProps): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  const [isGivenUp, giveUp] = useState(false);
  if (me === undefined || isGivenUp) return null;
  const name = { user: me.id, item: recording };
  const storedDraft = getCorrectionDrafts().find(name);
  if (storedDraft === undefined) return null;
  return (
    <Note
      tone="warn"
      role="status"
      title={
        <>
          {correction.unsaved} <Ago at={storedDraft.at} />
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
            if (!window.confirm(correction.leave)) return;
            getCorrectionDrafts().forget(name);
            giveUp(true);
          }}
        >
          {correction.discard}
        </Button>
      </div>
    </Note>
  );
}
