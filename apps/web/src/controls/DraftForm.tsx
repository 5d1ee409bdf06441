import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import { SaveButtons } from './SaveButtons.js';

interface Props<D> {
  readonly initial: D;
  readonly submit: string;
  /** Errors of the API are shown below the fields. */
  readonly save: (draft: D) => Promise<unknown>;
  /** Returns true if something is missing that no field requires by itself. */
  readonly isIncomplete?: (draft: D) => boolean;
  readonly children: (draft: D, onChange: (change: Partial<D>) => void) => ReactNode;
}

/** A form that keeps a draft until it is saved. */
export function DraftForm<D>({ initial, submit, save, isIncomplete, children }: Props<D>): ReactElement {
  const [draft, setDraft] = useState(initial);
  const { mutate, error, isPending } = useMutation({ mutationFn: save });
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate(draft);
      }}
    >
      {children(draft, (change) => {
        setDraft((before) => ({ ...before, ...change }));
      })}
      <SaveButtons submit={submit} error={error} isPending={isPending} isIncomplete={isIncomplete?.(draft)} />
    </form>
  );
}
