import { useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Field } from '../../components/Field/Field.js';
import { text } from '../../texts/text.js';
import { addTag } from './draft.js';

const words = text.recording.details;
const LONGEST_TAG = 64;

interface Props {
  readonly label?: string;
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

export function Tags({ label = words.addTag, tags, onChange }: Props): ReactElement {
  const [typed, setTyped] = useState('');
  const add = (): void => {
    if (typed.trim() === '') return;
    onChange(addTag(tags, typed));
    setTyped('');
  };
  return (
    <div className="tags">
      <ul aria-label={words.tags}>
        {tags.map((tag) => (
          <li key={tag}>
            <span dir="auto">{tag}</span>{' '}
            <Button
              size="small"
              look="quiet"
              aria-label={words.removeTag(tag)}
              onClick={() => {
                onChange(tags.filter((each) => each !== tag));
              }}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <Field
        label={label}
        hint={words.addTagHint}
        value={typed}
        maxLength={LONGEST_TAG}
        dir="auto"
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || typed.trim() === '') return;
          event.preventDefault();
          add();
        }}
        onBlur={add}
      />
    </div>
  );
}
