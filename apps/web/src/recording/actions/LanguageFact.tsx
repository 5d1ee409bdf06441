import type { AllowedAction, Recording } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Fact } from '../../components/Fact/Fact.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { titleOf } from '../../controls/recording-state.js';
import { actionName } from '../../actions/action-name.js';
import { text } from '../../texts/text.js';
import { formatLanguage } from '../../components/language-name.js';
import { ActionDialog } from '../../actions/ActionDialog.js';
import { useLanguageAction, useSetLanguage } from './use-set-language.js';

const words = text.recording.facts;

interface ChangeProps {
  readonly recording: Recording;
  readonly action: AllowedAction;
}

function Change({ recording, action }: ChangeProps): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const { mutate, error, reset } = useSetLanguage(recording, action);
  return (
    <>
      <Button
        size="small"
        aria-label={actionName(action)}
        onClick={() => {
          reset();
          setAsking(true);
        }}
      >
        {words.changeLanguage}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      {isAsking && (
        <ActionDialog
          action={action}
          id={recording.id}
          title={titleOf(recording)}
          language={recording.language}
          onConfirm={mutate}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

/** Shows the language, with a button while it may be changed. The list of actions gives the reason if it may not. */
export function LanguageFact({ recording, isPast }: { readonly recording: Recording; readonly isPast: boolean }): ReactElement {
  const action = useLanguageAction(isPast ? undefined : recording);
  return (
    <Fact name={words.language}>
      {formatLanguage(recording.language)}
      {recording.language_source === 'default' && <span className="quiet"> {words.languageDefault}</span>}
      {action !== undefined && (
        <>
          {' '}
          <Change recording={recording} action={action} />
        </>
      )}
    </Fact>
  );
}
