import { useMutation } from '@tanstack/react-query';
import type { Item } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import type { ActionInput } from '../../actions/action-definition.js';
import { useRunKind } from '../../api/item-kind.js';
import { Button } from '../../components/Button/Button.js';
import { ConfirmDialog } from '../../components/Dialog/ConfirmDialog.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { stepName } from '../../controls/recording-state.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { text } from '../../texts/text.js';
import { focusTitleAfter } from '../item-title.js';
import { previewRun, type RunPlan } from '../recording-api.js';
import { RunFields } from './RunFields.js';
import { RunLayers } from './RunLayers.js';
import { EMPTY_RUN, buildRunInput, type RunDraft } from './run-input.js';

const words = text.recording.actions;

/** Shows the steps of a previewed run, and the layers that decide its settings. */
export function RunEffect({ run }: { readonly run: RunPlan }): ReactElement {
  return (
    <>
      <p>{words.previewOutcome[run.outcome] ?? run.outcome}</p>
      {run.reason !== null && <p>{run.reason.detail}</p>}
      {run.quota_wait !== null && <p>{run.quota_wait.detail}</p>}
      <ul className="preview">
        {run.steps.map(({ step, action, skip_reason, outdated }) => (
          <li key={step}>
            <strong>{stepName(step)}</strong>: {words.previewAction[action] ?? action}
            {skip_reason !== null && (
              <span className="quiet"> ({text.recording.pipeline.skipReasons[skip_reason] ?? skip_reason})</span>
            )}
            {outdated && <span className="quiet"> ({words.previewOutdated})</span>}
          </li>
        ))}
      </ul>
      <RunLayers {...run} />
    </>
  );
}

/** The texts that the outputs would receive. Unknown values stand as placeholders. */
function Texts({ run: { metadata } }: { readonly run: RunPlan }): ReactElement | null {
  if (metadata.length === 0) return null;
  return (
    <>
      <h3>{words.previewTexts}</h3>
      <dl className="preview-texts">
        {metadata.map(({ output, title, description, notes }) => (
          <div key={output}>
            <dt>{output}</dt>
            {title !== null && <dd dir="auto">{title}</dd>}
            {description !== null && description !== '' && (
              <dd dir="auto" className="quiet">
                {description}
              </dd>
            )}
            {notes.map((note) => (
              <dd key={note} className="quiet">
                {text.templates.texts.notes[note] ?? note}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </>
  );
}

interface Props {
  readonly item: Pick<Item, 'id' | 'template'>;
  readonly label: string;
  /** Id of the element that describes it. */
  readonly describedBy: string;
  readonly onRun: (input: ActionInput | undefined) => void;
}

/** Previews a run with the same decision that starts one, without any change. A person may change its settings before it starts. */
export function RunPreview({ item: { id, template }, label, describedBy, onRun }: Props): ReactElement {
  const kind = useRunKind();
  const [draft, setDraft] = useState(EMPTY_RUN);
  const { mutate, data, error, isPending, isIdle, reset } = useMutation({
    mutationFn: (chosen: RunDraft) => previewRun({ kind, id }, buildRunInput(chosen)),
  });
  const preview = (chosen: RunDraft): void => {
    setDraft(chosen);
    mutate(chosen);
  };
  return (
    <>
      <Button
        ref={focusTitleAfter}
        aria-describedby={describedBy}
        onClick={() => {
          preview(EMPTY_RUN);
        }}
      >
        {label}
      </Button>
      {!isIdle && (
        <ConfirmDialog
          title={words.previewTitle}
          confirm={data?.outcome === 'resume' ? text.actions.resume : text.actions.names.run}
          onConfirm={() => {
            onRun(buildRunInput(draft));
          }}
          onClose={reset}
        >
          <RunFields
            bound={template}
            run={data}
            draft={draft}
            onChange={(change) => {
              preview({ ...draft, ...change });
            }}
            onType={(change) => {
              setDraft({ ...draft, ...change });
            }}
          />
          {isPending && <Skeleton rows={2} />}
          {data !== undefined && <RunEffect run={data} />}
          {data !== undefined && <Texts run={data} />}
          {error !== null && <ProblemNote error={error} />}
        </ConfirmDialog>
      )}
    </>
  );
}
