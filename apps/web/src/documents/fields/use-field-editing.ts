import { useQuery } from '@tanstack/react-query';
import type { Document } from '@throughline/api-client';
import { useEffect, useRef, useState } from 'react';
import { meQuery } from '../../api/me.js';
import { isContentGone } from '../../controls/recording-state.js';
import { useUnsaved } from '../../recording/results/use-unsaved.js';
import { currentTyped } from './document-fields.js';
import { getFieldDrafts, listChanged, type FieldDrafts } from './field-drafts.js';
import { isSame, type FieldName, type Typed } from './field-values.js';

/** The id of the part of a field that takes the focus. */
export const editorId = (name: FieldName): string => `field-editor-${name}`;
export const valueId = (name: FieldName): string => `field-value-${name}`;

/** The fields that are being edited. Their texts stay in this browser until they are saved or discarded. */
export interface FieldEditing {
  readonly drafts: FieldDrafts;
  readonly hasChanges: boolean;
  /** Opens a field, and moves the focus there. */
  readonly open: (name: FieldName) => void;
  readonly type: (name: FieldName, typed: Typed) => void;
  /** Takes the value that somebody else has written as the one that the next save replaces. */
  readonly rebase: (name: FieldName, before: Typed) => void;
  /** Closes a field without its text. With `saved`, a text that was typed since stays. */
  readonly close: (name: FieldName, saved?: Typed) => void;
  /** Moves the focus on from a closed field, unless the person has moved it already. */
  readonly leave: (name: FieldName, isSaved: boolean) => void;
}

const without = (drafts: FieldDrafts, name: FieldName): FieldDrafts =>
  Object.fromEntries(Object.entries(drafts).filter(([each]) => each !== name));

/** Leaves out drafts that were saved after all, by a request whose answer was lost. */
const listUnsaved = (drafts: FieldDrafts, document: Document): FieldDrafts =>
  Object.fromEntries(listChanged(drafts).filter(([name, { typed }]) => !isSame(name, typed, currentTyped(document, name))));

interface FocusRequest {
  readonly id: string;
  /** The field that the focus leaves. If it is elsewhere, the person has moved it already. */
  readonly from?: FieldName;
}

/** Returns true if the focus is in the row of the field, or was there: its editor and its buttons go when they are used. */
const isIn = (name: FieldName): boolean => {
  const focused = document.activeElement;
  return focused === document.body || document.querySelector(`[data-field="${name}"]`)?.contains(focused) === true;
};

function useFocusRequests(): (request: FocusRequest) => void {
  // A new object, so that the same part can be asked for again.
  const [wanted, setWanted] = useState<FocusRequest>();
  useEffect(() => {
    if (wanted === undefined || (wanted.from !== undefined && !isIn(wanted.from))) return;
    const element = document.getElementById(wanted.id);
    const control = element?.querySelector<HTMLElement>('input, select') ?? element;
    control?.focus();
    if (control instanceof HTMLInputElement) control.select();
  }, [wanted]);
  return setWanted;
}

/** Keeps the texts in this browser, and asks before they are lost if it stores nothing. */
function useKeptDrafts(item: Document, drafts: FieldDrafts): boolean {
  const user = useQuery(meQuery).data?.id;
  const changed = listChanged(drafts);
  const isKept = useRef(true);
  const isGone = isContentGone(item);
  useEffect(() => {
    if (user === undefined) return;
    const [key, texts] = [{ user, item: item.id }, listChanged(drafts)];
    if (isGone || texts.length === 0) getFieldDrafts().forget(key);
    else isKept.current = getFieldDrafts().keep(key, Object.fromEntries(texts));
  }, [user, item.id, isGone, drafts]);
  useUnsaved(changed.length > 0 && !isGone, isKept);
  return changed.length > 0;
}

/**
 * The edits of one document. Another document needs another instance: give its view a `key`. After a save, the focus moves to the
 * element with the id `afterSave`, by default to the value.
 */
export function useFieldEditing(item: Document, afterSave?: string): FieldEditing {
  const user = useQuery(meQuery).data?.id;
  const [drafts, setDrafts] = useState<FieldDrafts>(() => {
    const stored = user === undefined ? undefined : getFieldDrafts().find({ user, item: item.id });
    return listUnsaved(stored ?? {}, item);
  });
  const focus = useFocusRequests();
  const hasChanges = useKeptDrafts(item, drafts);
  return {
    drafts,
    hasChanges,
    open: (name) => {
      const now = currentTyped(item, name);
      setDrafts((before) => ({ ...before, [name]: before[name] ?? { typed: now, before: now } }));
      focus({ id: editorId(name) });
    },
    type: (name, typed) => {
      setDrafts((before) => (before[name] === undefined ? before : { ...before, [name]: { ...before[name], typed } }));
    },
    rebase: (name, value) => {
      setDrafts((before) => (before[name] === undefined ? before : { ...before, [name]: { ...before[name], before: value } }));
    },
    close: (name, saved) => {
      setDrafts((before) => {
        const draft = before[name];
        const isNewer = draft !== undefined && saved !== undefined && !isSame(name, draft.typed, saved);
        return isNewer ? { ...before, [name]: { ...draft, before: saved } } : without(before, name);
      });
    },
    leave: (name, isSaved) => {
      focus({ id: (isSaved ? afterSave : undefined) ?? valueId(name), from: name });
    },
  };
}
