import type { AllowedAction } from '@throughline/api-client';
import { useMemo, type ReactElement } from 'react';
import { retryOf } from '../actions/row-action.js';
import { Button } from '../components/Button/Button.js';
import { focusAfter } from '../components/focus-after.js';
import { text } from '../texts/text.js';
import { useRowCommand, type RowCommandProps } from './use-row-command.js';

const words = text.itemList;

const allow = (action: AllowedAction['action']): AllowedAction => ({
  action,
  target: null,
  allowed: true,
  code: null,
  reason: null,
  try_instead: null,
});

/** Requests another attempt. The row changes only with the answer. */
export function RowRetry({ isInTabOrder, ...row }: RowCommandProps): ReactElement {
  const { id, kind, title } = row;
  const { perform, isPending, refusal } = useRowCommand(row);
  const label = isPending ? text.recording.actions.working : words.rowActions.retry;
  const ref = useMemo(
    () =>
      focusAfter(() => {
        document.querySelector<HTMLElement>(`[data-item="${id}"] .item-title`)?.focus({ preventScroll: true });
      }),
    [id],
  );
  return (
    <>
      <Button
        ref={ref}
        size="small"
        disabled={isPending}
        tabIndex={isInTabOrder ? undefined : -1}
        aria-label={words.rowAction(label, title)}
        onClick={() => {
          perform(allow(retryOf({ kind })));
        }}
      >
        {label}
      </Button>
      {refusal}
    </>
  );
}
