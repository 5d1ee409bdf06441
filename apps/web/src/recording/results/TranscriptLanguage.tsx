import type { AllowedAction, Recording, Transcript } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { Menu } from '../../components/Menu/Menu.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { titleOf } from '../../controls/recording-state.js';
import { text } from '../../texts/text.js';
import { ActionDialog } from '../../actions/ActionDialog.js';
import { useLanguageAction, useSetLanguage } from '../actions/use-set-language.js';
import { describeLanguage, describeLanguageSource, listLikelyLanguages } from '../../components/language-name.js';

const words = text.recording.results.language;

interface CorrectProps {
  readonly recording: Recording;
  readonly action: AllowedAction;
  /** The language of the transcript. */
  readonly present: string;
}

/** Offers the likely languages. A choice transcribes the recording again. */
function Correct({ recording, action, present }: CorrectProps): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const { mutate, error } = useSetLanguage(recording, action);
  const likely = listLikelyLanguages(present, navigator.languages).map(([language, label]) => ({
    key: language,
    label,
    onChoose: () => {
      mutate({ language, run: true });
    },
  }));
  const other = {
    key: 'other',
    label: words.other,
    onChoose: () => {
      setAsking(true);
    },
  };
  return (
    <>
      <Menu label={words.correct} items={[...likely, other]} />
      {error !== null && <ProblemNote error={error} />}
      {isAsking && (
        <ActionDialog
          action={action}
          id={recording.id}
          title={titleOf(recording)}
          language={present}
          onConfirm={mutate}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

interface Props {
  readonly transcript: Transcript;
  /** Absent for an older version, whose language cannot be corrected. */
  readonly recording: Recording | undefined;
}

/** Shows the language of a transcript with its probability and source. */
export function TranscriptLanguage({ transcript, recording }: Props): ReactElement {
  const action = useLanguageAction(recording);
  const source = describeLanguageSource(transcript, recording);
  return (
    <>
      {describeLanguage(transcript)}
      {source !== '' && `, ${source}`}
      {recording !== undefined && action !== undefined && (
        <>
          {' '}
          <Correct recording={recording} action={action} present={transcript.language} />
        </>
      )}
    </>
  );
}
