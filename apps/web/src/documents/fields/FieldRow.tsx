import type { Document } from '@throughline/api-client';
import { Fragment, useRef, type PointerEvent, type ReactElement, type ReactNode } from 'react';
import { Icon } from '../../components/Icon/Icon.js';
import { text } from '../../texts/text.js';
import type { PlaceState } from '../pages/use-place.js';
import { currentTyped, showValue, type DocumentField } from './document-fields.js';
import { isChangedDraft } from './field-drafts.js';
import { FIELD_NAMES, isNone, readTyped, type FieldName, type Typed } from './field-values.js';
import { FieldEditor, type Leaving } from './FieldEditor.js';
import { FieldFailure } from './FieldFailure.js';
import { ByRules, Choices, Place, Sureness } from './FieldFinding.js';
import { FieldChanged, FieldFault } from './save-field.js';
import { valueId, type FieldEditing } from './use-field-editing.js';
import { useSaveField } from './use-save-field.js';

const words = text.documentView.fields;

/** Returns the field after or before another one. */
const neighbourOf = (name: FieldName, leaving: Leaving): FieldName | undefined =>
  leaving === 'stay' ? undefined : FIELD_NAMES[FIELD_NAMES.indexOf(name) + (leaving === 'next' ? 1 : -1)];

/** The edit of one field: what its keys and buttons do. */
function useFieldEdit(document: Document, name: FieldName, editing: FieldEditing) {
  const { mutate, error, isPending, reset } = useSaveField(document);
  const draft = editing.drafts[name];
  const goOn = (leaving: Leaving): void => {
    const neighbour = neighbourOf(name, leaving);
    if (neighbour === undefined) editing.leave(name, false);
    else editing.open(neighbour);
  };
  const send = (typed: Typed, before: Typed, onSuccess: () => void): void => {
    mutate(
      { name, typed, before },
      {
        onSuccess,
        onError: (refusal) => {
          if (refusal instanceof FieldChanged) editing.rebase(name, currentTyped(refusal.newest, name));
        },
      },
    );
  };
  return {
    draft,
    error,
    isPending,
    fault: error instanceof FieldFault ? error.message : undefined,
    choose: (typed: Typed): void => {
      send(typed, currentTyped(document, name), () => {
        // The chosen button is gone.
        editing.leave(name, true);
      });
    },
    cancel: (): void => {
      reset();
      editing.close(name);
      editing.leave(name, false);
    },
    save: (typed: Typed, leaving: Leaving): void => {
      if (draft === undefined) return;
      editing.type(name, typed);
      if (isPending) {
        // A text typed after the first save began stays in its editor. The keyboard is not held there.
        if (leaving !== 'stay') goOn(leaving);
        return;
      }
      if (!isChangedDraft(name, { ...draft, typed })) {
        reset();
        editing.close(name);
        goOn(leaving);
        return;
      }
      const neighbour = neighbourOf(name, leaving);
      send(typed, draft.before, () => {
        editing.close(name, typed);
        if (neighbour === undefined) editing.leave(name, true);
      });
      // A text that is no value keeps the focus.
      if (neighbour !== undefined && !('fault' in readTyped(name, typed))) editing.open(neighbour);
    },
  };
}

/** The value in words, and tags one by one. */
function Value({ field }: { readonly field: DocumentField }): ReactElement {
  const { typed } = field;
  if (isNone(typed)) return <>{words.none}</>;
  if (typeof typed === 'string') return <span dir="auto">{showValue(field)}</span>;
  return (
    <span className="field-tags">
      {typed.map((tag) => (
        <Fragment key={tag}>
          <span className="field-tag" dir="auto">
            {tag}
          </span>{' '}
        </Fragment>
      ))}
    </span>
  );
}

interface ValueProps {
  readonly field: DocumentField;
  readonly onEdit: () => void;
}

/** The value, which opens its editor. */
function ValueButton({ field, onEdit }: ValueProps): ReactElement {
  const label = words.names[field.name];
  // The name has the visible text, in which tags have spaces between them.
  const shown = typeof field.typed === 'string' ? showValue(field) : field.typed.join(' ');
  return (
    <button
      id={valueId(field.name)}
      type="button"
      className={shown === '' ? 'field-value field-edit quiet' : 'field-value field-edit'}
      aria-label={shown === '' ? words.add(label) : words.edit(label, shown)}
      onClick={onEdit}
    >
      {shown === '' && field.state === 'unsure' ? words.addMissing : <Value field={field} />}
      <Icon name="edit" />
    </button>
  );
}

interface RowProps {
  readonly field: DocumentField;
  /** Undefined if no page is shown. */
  readonly place: PlaceState | undefined;
}

interface EditableProps extends RowProps {
  readonly document: Document;
  readonly editing: FieldEditing;
}

export function EditableField({ field, place, document, editing }: EditableProps): ReactElement {
  const { name } = field;
  const { draft, error, isPending, fault, choose, cancel, save } = useFieldEdit(document, name, editing);
  return (
    <Frame field={field} place={place}>
      {draft === undefined ? (
        <ValueButton
          field={field}
          onEdit={() => {
            editing.open(name);
          }}
        />
      ) : (
        <FieldEditor
          {...{ name, fault, isPending }}
          typed={draft.typed}
          onType={(typed) => {
            editing.type(name, typed);
          }}
          onSave={save}
          onCancel={cancel}
        />
      )}
      <span className="field-finding">
        <ByRules field={field} />
        <Sureness field={field} />
        <Place field={field} place={place} />
      </span>
      {draft === undefined && <Choices field={field} isPending={isPending} onChoose={choose} />}
      {error !== null && <FieldFailure error={error} isEdited={draft !== undefined} />}
    </Frame>
  );
}

export function ShownField({ field, place }: RowProps): ReactElement {
  return (
    <Frame field={field} place={place}>
      <span className={isNone(field.typed) ? 'field-value quiet' : 'field-value'}>
        <Value field={field} />
      </span>
      <span className="field-finding">
        <ByRules field={field} />
        <Sureness field={field} />
        <Place field={field} place={place} />
      </span>
    </Frame>
  );
}

/** The row of a field. Its place is marked on the page while the row has the focus or the pointer. */
function Frame({ field, place, children }: RowProps & { readonly children: ReactNode }): ReactElement {
  const { name, state, place: found } = field;
  const isPointed = useRef(false);
  // A row that moves under a pointer at rest is not pointed at: live updates would take the mark from the focused value.
  const point = ({ movementX, movementY }: PointerEvent): void => {
    if (isPointed.current || (movementX === 0 && movementY === 0)) return;
    isPointed.current = true;
    place?.onPoint(found);
  };
  const leave = (): void => {
    if (!isPointed.current) return;
    isPointed.current = false;
    place?.onPoint(undefined);
  };
  return (
    <div
      data-field={name}
      className={state === 'unsure' ? 'field-row to-check' : 'field-row'}
      onPointerMove={point}
      onPointerLeave={leave}
      onFocus={() => place?.onFocus(found)}
      onBlur={() => place?.onFocus(undefined)}
    >
      <dt>{words.names[name]}</dt>
      <dd>{children}</dd>
    </div>
  );
}
