import type { Document } from '@throughline/api-client';
import { useEffect, useEffectEvent, useState } from 'react';
import { isContentGone } from '../../controls/recording-state.js';
import { useSharedDraft } from '../../drafts/use-shared-draft.js';
import { currentTyped } from './document-fields.js';
import {
  fieldDrafts,
  mergeOpened,
  openEditor,
  setFieldDraft,
  settleFieldDraft,
  type FieldDraft,
  type FieldDrafts,
} from './field-drafts.js';
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

/** Leaves out drafts that were saved after all, by a request whose answer was lost. */
function keepUnsaved(drafts: FieldDrafts, document: Document): FieldDrafts {
  const entries = Object.entries(drafts) as readonly (readonly [FieldName, FieldDraft])[];
  const unsaved = entries.filter(([name, { typed }]) => !isSame(name, typed, currentTyped(document, name)));
  return unsaved.length === entries.length ? drafts : Object.fromEntries(unsaved);
}

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

/** The texts that the browser keeps, without those that nobody can save any more. */
function useKeptDrafts(item: Document): ReturnType<typeof useSharedDraft<FieldDrafts>> {
  const kept = useSharedDraft(fieldDrafts, item.id);
  const [, change] = kept;
  const isGone = isContentGone(item);
  const clean = useEffectEvent(() => {
    change((drafts) => (isGone ? fieldDrafts.none : keepUnsaved(drafts, item)));
  });
  useEffect(() => {
    clean();
  }, [item.id, isGone]);
  return kept;
}

/**
 * The edits of one document. Another document needs another instance: give its view a `key`. After a save, the focus moves to the
 * element with the id `afterSave`, by default to the value.
 */
export function useFieldEditing(item: Document, afterSave?: string): FieldEditing {
  const [opened, setOpened] = useState<FieldDrafts>({});
  const [shared, change] = useKeptDrafts(item);
  const focus = useFocusRequests();
  const drafts = mergeOpened(opened, shared);
  return {
    drafts,
    hasChanges: Object.keys(shared).length > 0,
    open: (name) => {
      const now = currentTyped(item, name);
      setOpened((before) => openEditor(before, name, now));
      focus({ id: editorId(name) });
    },
    type: (name, typed) => {
      const shown = drafts[name];
      if (shown === undefined) return;
      setOpened((before) => ({ ...before, [name]: { ...(before[name] ?? shown), typed } }));
      change((before) => setFieldDraft(before, name, { ...(before[name] ?? shown), typed }));
    },
    rebase: (name, value) => {
      setOpened((before) => (before[name] === undefined ? before : { ...before, [name]: { ...before[name], before: value } }));
      change((before) => setFieldDraft(before, name, before[name] && { ...before[name], before: value }));
    },
    close: (name, saved) => {
      setOpened(({ [name]: _closed, ...others }) => others);
      change((before) => (saved === undefined ? setFieldDraft(before, name, undefined) : settleFieldDraft(before, name, saved)));
    },
    leave: (name, isSaved) => {
      focus({ id: (isSaved ? afterSave : undefined) ?? valueId(name), from: name });
    },
  };
}
