import { useMutation } from '@tanstack/react-query';
import type { OutputTest, OutputType } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import { isProblem } from '../api/problem.js';
import { describeReport } from '../channels/channel-state.js';
import { CheckResults } from '../channels/CheckResults.js';
import { Button } from '../components/Button/Button.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import { createDraft, isShownBeside, readFieldErrors, toContent, type FieldErrors, type OutputDraft } from './output-draft.js';
import { testSettings, type OutputContent } from './outputs-api.js';
import { SettingFields } from './SettingFields.js';

const words = text.outputs;
const NAME = '[a-z0-9][a-z0-9_\\-]*';

interface FieldsProps {
  readonly draft: OutputDraft;
  readonly types: readonly OutputType[];
  /** Name and type of an existing output do not change. */
  readonly isNew: boolean;
  readonly errors: FieldErrors;
  readonly onChange: (draft: OutputDraft) => void;
}

function Identity({ draft, types, isNew, errors, onChange }: FieldsProps): ReactElement | null {
  if (!isNew) return null;
  return (
    <>
      <Field
        label={words.name}
        hint={words.nameHint}
        error={errors['name']}
        required
        maxLength={maxLengths.PresetBody.name}
        pattern={NAME}
        value={draft.name}
        onChange={(name) => {
          onChange({ ...draft, name });
        }}
      />
      <Choice
        label={words.type}
        error={errors['type']}
        options={types.map(({ type, label }) => [type, label] as const)}
        value={draft.type}
        onChange={(type) => {
          onChange({ ...createDraft(type), name: draft.name });
        }}
      />
    </>
  );
}

/** The fields of an output. Errors of the server stand beside them. */
export function OutputFields(props: FieldsProps): ReactElement {
  const { draft, types, errors, onChange } = props;
  const type = types.find((one) => one.type === draft.type);
  return (
    <>
      <Identity {...props} />
      {type !== undefined && <SettingFields type={type} draft={draft} errors={errors} onChange={onChange} />}
    </>
  );
}

/** Explains a refusal, briefly if every error stands beside its field. */
function Refused({ error, type }: { readonly error: unknown; readonly type: OutputType }): ReactElement {
  if (!isShownBeside(readFieldErrors(error), type)) return <ProblemNote error={error} />;
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

interface Props {
  readonly initial: OutputDraft;
  readonly types: readonly OutputType[];
  readonly isNew: boolean;
  readonly submit: string;
  readonly save: (content: OutputContent, name: string) => Promise<void>;
  readonly onReload?: () => void;
}

export function OutputForm({ initial, types, isNew, submit, save, onReload }: Props): ReactElement {
  const [draft, setDraft] = useState(initial);
  const announce = useAnnounce();
  const type = types.find((one) => one.type === draft.type);
  const content = type === undefined ? undefined : toContent(draft, type);
  const saving = useMutation({ mutationFn: (given: OutputContent) => save(given, draft.name.trim()) });
  const testing = useMutation({
    mutationFn: testSettings,
    onSuccess: (report) => {
      announce(`${text.channels.results(words.draft)}: ${describeReport(report)}`);
    },
  });
  if (type === undefined || content === undefined) return <p>{words.typeGone(draft.type)}</p>;
  const isBusy = saving.isPending || testing.isPending;
  const error = saving.error ?? testing.error;
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (isBusy) return;
        testing.reset();
        saving.mutate(content);
      }}
    >
      <OutputFields
        draft={draft}
        types={types}
        isNew={isNew}
        errors={readFieldErrors(error)}
        onChange={(next) => {
          setDraft(next);
          testing.reset();
        }}
      />
      {error !== null && <Refused error={error} type={type} />}
      <div className="field-buttons">
        <Button type="submit" look="primary" disabled={isBusy}>
          {submit}
        </Button>{' '}
        <Button
          disabled={isBusy}
          onClick={() => {
            saving.reset();
            testing.mutate(content);
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
