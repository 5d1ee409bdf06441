import { useMutation, useQuery } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { outputsQuery } from '../../channels/channels-api.js';
import { Button } from '../../components/Button/Button.js';
import { ConfirmDialog } from '../../components/Dialog/ConfirmDialog.js';
import { Icon } from '../../components/Icon/Icon.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { CheckList } from '../../controls/CheckList.js';
import { Link } from '../../components/Link.js';
import { text } from '../../texts/text.js';
import type { ActionInput } from '../../actions/action-definition.js';
import { focusTitleAfter } from '../item-title.js';
import { previewRun } from '../recording-api.js';
import { findDelivery } from './find-run.js';
import { RunEffect } from './RunPreview.js';
import type { ItemActionsState } from './use-item-actions.js';

const words = text.recording.outputs;

interface Props {
  readonly recording: Recording;
  readonly actions: Pick<ItemActionsState, 'perform' | 'isPending'>;
}

interface ChoiceProps {
  /** The outputs that the recording has. */
  readonly present: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function OtherOutputs({ present, chosen, onChange }: ChoiceProps): ReactElement {
  const { data, error } = useQuery(outputsQuery);
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return <Skeleton rows={2} />;
  const offered = data.map(({ name }) => name).filter((name) => !present.includes(name));
  if (offered.length === 0) return <p>{words.noOther}</p>;
  const names = Object.fromEntries(offered.map((name) => [name, name]));
  return <CheckList legend={words.others} options={offered} words={names} {...{ chosen, onChange }} />;
}

type DialogProps = Pick<Props, 'recording'> & {
  readonly onDeliver: (input: ActionInput) => void;
  readonly onClose: () => void;
};

/** Previews the run that delivers to further outputs. It keeps all finished steps, and sends nothing a second time. */
function DeliverDialog({ recording: { id, outputs }, onDeliver, onClose }: DialogProps): ReactElement {
  const present = outputs.map((output) => output.id);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const inputOf = (added: readonly string[]): ActionInput => ({ output_config: { outputs: [...present, ...added] } });
  const { mutate, reset, data, error, isPending } = useMutation({
    mutationFn: (added: readonly string[]) => previewRun({ kind: 'recordings', id }, inputOf(added)),
  });
  return (
    <ConfirmDialog
      title={words.deliverTitle}
      confirm={words.deliver}
      isRefused={data?.outcome !== 'start'}
      onConfirm={() => {
        onDeliver(inputOf(chosen));
      }}
      onClose={onClose}
    >
      <p className="quiet">{words.deliverHint}</p>
      <OtherOutputs
        present={present}
        chosen={chosen}
        onChange={(next) => {
          setChosen(next);
          if (next.length > 0) mutate(next);
          else reset();
        }}
      />
      <Link to="/settings/outputs">{text.outputs.manage}</Link>
      {isPending && <Skeleton rows={2} />}
      {data !== undefined && <RunEffect run={data} />}
      {error !== null && <ProblemNote error={error} />}
    </ConfirmDialog>
  );
}

/** Delivers a recording to outputs that it does not have yet. Renders nothing while no new run can start. */
export function DeliverTo({ recording, actions }: Props): ReactElement | null {
  const [isOpen, setOpen] = useState(false);
  const run = findDelivery(recording);
  if (run === undefined) return null;
  return (
    <>
      <Button
        // The run that it starts takes the button away.
        ref={focusTitleAfter}
        size="small"
        look="quiet"
        disabled={actions.isPending}
        onClick={() => {
          setOpen(true);
        }}
      >
        <Icon name="plus" />
        {words.deliverTo}
      </Button>
      {isOpen && (
        <DeliverDialog
          recording={recording}
          onDeliver={(input) => {
            actions.perform({ action: run, input });
          }}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
