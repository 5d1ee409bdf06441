import { useMutation } from '@tanstack/react-query';
import type { OutputTest, OutputType } from '@throughline/api-client';
import { useState, type ReactElement, type ReactNode } from 'react';
import { isProblem } from '../api/problem.js';
import { describeReport } from '../channels/channel-state.js';
import { CheckResults } from '../channels/CheckResults.js';
import { Button } from '../components/Button/Button.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useSaving } from '../components/SidePanel/saving.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { isShownBeside, readFieldErrors, type FieldErrors } from './field-errors.js';
import { toContent, type SettingsDraft, type TypedContent } from './settings-draft.js';

const words = text.typedSettings;

/** Explains a refusal, briefly if every error stands beside its field. */
function Refused({ error, isBeside }: { readonly error: unknown; readonly isBeside: boolean }): ReactElement {
  if (!isBeside) return <ProblemNote error={error} />;
  return (
    <Note tone="bad" icon="failed" role="alert">
      <p>{words.checkFields}</p>
    </Note>
  );
}

/** The results of a test of the form, or that it is in progress. */
function DraftTest({
  isPending,
  report,
}: {
  readonly isPending: boolean;
  readonly report: OutputTest | undefined;
}): ReactElement {
  return (
    <>
      {isPending && (
        <p className="quiet field-buttons" role="status">
          {words.testing}
        </p>
      )}
      {report !== undefined && (
        <div className="field-buttons">
          <CheckResults name={words.draft} report={report} />
        </div>
      )}
    </>
  );
}

const isStale = (error: unknown): boolean => isProblem(error) && error.status === 412;

/** The state that the fields of a form show and change. */
export interface FormFields<D> {
  readonly draft: D;
  readonly errors: FieldErrors;
  readonly onChange: (draft: D) => void;
}

interface Props<D extends SettingsDraft> {
  readonly initial: D;
  readonly types: readonly OutputType[];
  /** The fields that are no settings of the type, as the server names them in its errors. */
  readonly own: readonly string[];
  readonly submit: string;
  readonly test: (content: TypedContent) => Promise<OutputTest>;
  readonly save: (draft: D, content: TypedContent) => Promise<void>;
  readonly onReload?: (() => void) | undefined;
  readonly children: (fields: FormFields<D>) => ReactNode;
}

/** A form whose settings depend on a type. They can be tested before they are saved. */
export function TypedForm<D extends SettingsDraft>(props: Props<D>): ReactElement {
  const { initial, types, own, submit, test, save, onReload, children } = props;
  const [draft, setDraft] = useState(initial);
  const announce = useAnnounce();
  const type = types.find((one) => one.type === draft.type);
  const saving = useMutation({ mutationFn: (content: TypedContent) => save(draft, content) });
  const testing = useMutation({
    mutationFn: test,
    onSuccess: (report) => {
      announce(`${text.channels.results(words.draft)}: ${describeReport(report)}`);
    },
  });
  useSaving(saving.isPending);
  if (type === undefined) return <p>{words.typeGone(draft.type)}</p>;
  const isBusy = saving.isPending || testing.isPending;
  const error = saving.error ?? testing.error;
  const errors = readFieldErrors(error);
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (isBusy) return;
        testing.reset();
        saving.mutate(toContent(draft, type));
      }}
    >
      {children({
        draft,
        errors,
        onChange: (next) => {
          setDraft(next);
          testing.reset();
        },
      })}
      {error !== null && <Refused error={error} isBeside={isShownBeside(errors, type, own)} />}
      <div className="field-buttons">
        <Button type="submit" look="primary" disabled={isBusy}>
          {submit}
        </Button>{' '}
        <Button
          disabled={isBusy}
          onClick={() => {
            saving.reset();
            testing.mutate(toContent(draft, type));
          }}
        >
          {words.testDraft}
        </Button>{' '}
        {onReload !== undefined && isStale(error) && <Button onClick={onReload}>{words.reload}</Button>}
      </div>
      <DraftTest isPending={testing.isPending} report={testing.data} />
    </form>
  );
}
