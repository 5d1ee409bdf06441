import type { KeyboardEvent, ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Choice } from '../../components/Choice/Choice.js';
import { Field } from '../../components/Field/Field.js';
import { addTag } from '../../recording/details/draft.js';
import { Tags } from '../../recording/details/Tags.js';
import { listLanguages } from '../../components/language-name.js';
import { text } from '../../texts/text.js';
import { longestOf, type FieldName, type Typed } from './field-values.js';
import { editorId } from './use-field-editing.js';

const words = text.documentView.fields;

interface ControlProps {
  readonly name: FieldName;
  readonly typed: Typed;
  readonly fault: string | undefined;
  readonly onType: (typed: Typed) => void;
}

const HINTS: Readonly<Partial<Record<FieldName, string>>> = {
  date: words.hints.day,
  due_date: words.hints.day,
  amount: words.hints.amount,
};

function Control({ name, typed, fault, onType }: ControlProps): ReactElement {
  const label = words.names[name];
  if (typeof typed !== 'string')
    return (
      <Tags
        tags={typed}
        onChange={(tags) => {
          onType(tags);
          // The button of a removed tag is gone.
          if (tags.length < typed.length) document.getElementById(editorId(name))?.querySelector('input')?.focus();
        }}
      />
    );
  if (name === 'language') {
    const languages = listLanguages(typed).filter(([tag]) => tag !== 'auto' && tag !== '');
    return <Choice label={label} options={[['', words.none], ...languages]} value={typed} error={fault} onChange={onType} />;
  }
  return (
    <Field
      label={label}
      hint={HINTS[name]}
      error={fault}
      value={typed}
      maxLength={longestOf(name)}
      inputMode={name === 'amount' ? 'decimal' : undefined}
      dir="auto"
      onChange={onType}
    />
  );
}

/** The end of an edit. `next` and `previous` go on to another field. */
export type Leaving = 'stay' | 'next' | 'previous';

interface Props extends ControlProps {
  readonly isPending: boolean;
  readonly onSave: (typed: Typed, leaving: Leaving) => void;
  readonly onCancel: () => void;
}

/** Returns the tags with the one that is still in the input. */
const withPending = (typed: Typed, target: EventTarget): Typed =>
  typeof typed !== 'string' && target instanceof HTMLInputElement ? addTag(typed, target.value) : typed;

const isControl = (target: EventTarget): boolean => target instanceof HTMLInputElement || target instanceof HTMLSelectElement;

/** True for keys with a modifier, and for keys that compose a letter, as in Japanese. */
const isOther = ({ defaultPrevented, ctrlKey, metaKey, altKey, nativeEvent }: KeyboardEvent): boolean =>
  [defaultPrevented, ctrlKey, metaKey, altKey, nativeEvent.isComposing].includes(true);

/** Returns how a key ends an edit. Undefined if it does not, as on the buttons, and on the way back to those that remove tags. */
function endOf(press: KeyboardEvent, typed: Typed): Leaving | 'cancel' | undefined {
  const { key, shiftKey, target } = press;
  if (isOther(press)) return undefined;
  if (key === 'Escape') return 'cancel';
  if (!isControl(target)) return undefined;
  if (key === 'Enter') return 'stay';
  if (key !== 'Tab') return undefined;
  if (!shiftKey) return 'next';
  return typeof typed === 'string' || typed.length === 0 ? 'previous' : undefined;
}

/** A field while it is edited: Enter saves, Escape leaves, Tab saves and goes on to the next field. */
export function FieldEditor({ isPending, onSave, onCancel, ...control }: Props): ReactElement {
  const press = (event: KeyboardEvent): void => {
    const end = endOf(event, control.typed);
    if (end === undefined) return;
    event.preventDefault();
    if (end === 'cancel') onCancel();
    else onSave(withPending(control.typed, event.target), end);
  };
  return (
    <div id={editorId(control.name)} className="field-editor" onKeyDown={press}>
      <Control {...control} />
      <div className="buttons">
        <Button
          size="small"
          look="primary"
          disabled={isPending}
          onClick={() => {
            onSave(control.typed, 'stay');
          }}
        >
          {isPending ? words.saving : words.save}
        </Button>
        <Button size="small" onClick={onCancel}>
          {text.cancel}
        </Button>
      </div>
    </div>
  );
}
