import { useMutation } from '@tanstack/react-query';
import type { DryRun, Item } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import type { ActionInput } from '../../api/commands.js';
import { useItemKind } from '../../api/item-kind.js';
import { Button } from '../../components/Button/Button.js';
import { ConfirmDialog } from '../../components/Dialog/ConfirmDialog.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { stepName } from '../../controls/recording-state.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { text } from '../../texts/text.js';
import { previewRun } from '../recording-api.js';

const words = text.recording.actions;

function Steps({ run }: { readonly run: DryRun }): ReactElement {
  return (
    <>
      <p>{words.previewOutcome[run.outcome] ?? run.outcome}</p>
      {run.reason !== null && <p>{run.reason.detail}</p>}
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
    </>
  );
}

/** The texts that the outputs would receive. Unknown values stand as placeholders. */
function Texts({ run: { metadata } }: { readonly run: DryRun }): ReactElement | null {
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
                {words.textNotes[note] ?? note}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </>
  );
}

interface Props {
  readonly item: Pick<Item, 'id'>;
  readonly onRun: (input: ActionInput | undefined) => void;
}

const uploadInput = (isAutomatic: boolean | undefined): ActionInput | undefined =>
  isAutomatic === undefined ? undefined : { output_config: { auto_upload: isAutomatic } };

/** Previews a run with the same decision that starts one, without any change. */
export function RunPreview({ item: { id }, onRun }: Props): ReactElement {
  const kind = useItemKind();
  const [isAutomatic, setAutomatic] = useState<boolean>();
  const { mutate, data, error, isPending, isIdle, reset } = useMutation({
    mutationFn: (chosen: boolean | undefined) => previewRun({ kind, id }, uploadInput(chosen)),
  });
  const deliveries = data?.steps.filter(({ kind: of }) => of === 'delivery') ?? [];
  const isShownAutomatic = isAutomatic ?? !deliveries.some(({ action }) => action === 'hold');
  return (
    <>
      <Button
        look="quiet"
        onClick={() => {
          setAutomatic(undefined);
          mutate(undefined);
        }}
      >
        {words.preview}
      </Button>
      {!isIdle && (
        <ConfirmDialog
          title={words.previewTitle}
          confirm={text.actions.names.run}
          onConfirm={() => {
            onRun(uploadInput(isAutomatic));
          }}
          onClose={reset}
        >
          {isPending && <Skeleton rows={2} />}
          {data !== undefined && <Steps run={data} />}
          {data !== undefined && <Texts run={data} />}
          {(deliveries.length > 0 || isAutomatic !== undefined) && (
            <label>
              <input
                type="checkbox"
                checked={isShownAutomatic}
                onChange={({ currentTarget }) => {
                  setAutomatic(currentTarget.checked);
                  mutate(currentTarget.checked);
                }}
              />
              {words.publishAutomatically}
            </label>
          )}
          {error !== null && <ProblemNote error={error} />}
        </ConfirmDialog>
      )}
    </>
  );
}
