import { useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { useAnnounce } from '../../components/Announcer.js';
import { text } from '../../texts/text.js';
import { countMatches, type CorrectionDraft } from './correction-draft.js';

const words = text.recording.correction;

interface Props {
  readonly draft: CorrectionDraft;
  readonly onReplace: (wanted: string, by: string) => void;
}

/** Replaces words in all passages of the draft. Nothing is saved by it. */
export function FindAndReplace({ draft, onReplace }: Props): ReactElement {
  const [wanted, setWanted] = useState('');
  const [by, setBy] = useState('');
  const announce = useAnnounce();
  const count = countMatches(draft, wanted);
  const replace = (): void => {
    if (count === 0) return;
    onReplace(wanted, by);
    announce(words.replaced(count));
  };
  const fieldOf = (label: string, value: string, onChange: (value: string) => void): ReactElement => (
    <label>
      <span className="unseen">{label}</span>
      <input
        type="text"
        dir="auto"
        autoComplete="off"
        placeholder={label}
        value={value}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value);
        }}
        // Enter would save the correction, whose form this is in.
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          replace();
        }}
      />
    </label>
  );
  return (
    <div className="find-replace" role="group" aria-label={words.findAndReplace}>
      {fieldOf(words.find, wanted, setWanted)}
      {fieldOf(words.replaceBy, by, setBy)}
      <Button size="small" disabled={count === 0} onClick={replace}>
        {words.replaceAll(count)}
      </Button>
    </div>
  );
}
