import { useMutation } from '@tanstack/react-query';
import type { DryRun, Item } from '@throughline/api-types';
import type { ReactElement } from 'react';
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

interface Props {
  readonly item: Pick<Item, 'id'>;
  readonly onRun: () => void;
}

/** Previews a run with the same decision that starts one, without any change. */
export function RunPreview({ item: { id }, onRun }: Props): ReactElement {
  const kind = useItemKind();
  const { mutate, data, error, isPending, isIdle, reset } = useMutation({ mutationFn: () => previewRun({ kind, id }) });
  return (
    <>
      <Button
        look="quiet"
        onClick={() => {
          mutate();
        }}
      >
        {words.preview}
      </Button>
      {!isIdle && (
        <ConfirmDialog title={words.previewTitle} confirm={text.actions.names.run} onConfirm={onRun} onClose={reset}>
          {isPending && <Skeleton rows={2} />}
          {data !== undefined && <Steps run={data} />}
          {error !== null && <ProblemNote error={error} />}
        </ConfirmDialog>
      )}
    </>
  );
}
