import type { OperationOptions } from '../../kit/http/operation.js';
import { outputName, stageType } from '../../kit/http/parameters.js';
import type { ItemKind } from '../item-kind.js';
import { accepted, command, done } from './command-operation.js';
import { AddOutputsBody, CancelBody, EraseBody, PauseBody, PublishBody, SettleBody, UnstickBody } from './commands.dto.js';

/* The descriptions of the commands that recordings and documents share. */

const now = '2026-02-05T10:00:00.000Z';

export const pauseOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'pause',
    summary: 'Pause a run',
    description:
      'Running steps finish and count; no step starts. `/run` continues; with `until` or `for_ms` the run continues automatically. A second request may change the end of the pause.',
    body: { type: PauseBody, required: false, example: { reason: 'The network is needed elsewhere', for_ms: 3_600_000 } },
    answers: [
      done(
        kind,
        'Paused.',
        {
          code: 'paused',
          detail: 'The run is paused, and no more steps start. No step is running.',
          try_instead: 'To continue, run the item.',
        },
        { on_pause: true, pause_requested_at: now, can_pause: false, can_run: true },
      ),
    ],
    problems: ['not-pausable', 'pause-is-over'],
  });

export const cancelOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'cancel',
    summary: 'Cancel a run',
    description:
      'Running steps stop within seconds and leave nothing behind. Completed steps stay, and `/run` continues from there.',
    body: { type: CancelBody, required: false, example: { reason: 'The wrong file' } },
    answers: [
      done(
        kind,
        'Cancelled.',
        { code: 'cancelled', detail: 'The run is cancelled. Running steps stop, and completed work is kept.' },
        { cancelled_at: now },
      ),
    ],
    problems: ['not-running'],
  });

export const resetOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'reset',
    summary: `Set a ${kind.noun} back to its start`,
    description: 'Stops its run. The next `/run` repeats every step. The history stays, and so does the content at destinations.',
    answers: [done(kind, 'Set back.', { code: 'reset', detail: 'The item is back at its initial state. Its history is kept.' })],
  });

export const unstickOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'unstick',
    summary: 'End the attempts of a stuck run',
    description:
      'Works if workers are dead, asleep or disconnected: their attempts end now, and later reports of theirs are ignored. ' +
      'Then the steps are tried again immediately, which uses up no retry, or fail permanently.',
    body: { type: UnstickBody, required: false, example: { then: 'retry', step: 'TRANSCRIBE' } },
    answers: [
      accepted(kind, 'New attempts follow.', {
        code: 'unstuck',
        detail: 'These steps were taken from their workers: TRANSCRIBE. New attempts follow.',
      }),
      done(kind, 'The steps have failed, or nothing was stuck.', {
        code: 'nothing-stuck',
        detail: 'No run is active, so nothing can be stuck.',
      }),
    ],
    problems: ['unknown-step'],
  });

export const skipOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'skip',
    id: kind.noun === 'recording' ? 'skipStage' : 'skipDocumentStage',
    summary: 'Skip a stage',
    description:
      'In any state but completed. Stages that need its result are skipped too, and the answer names them; the run continues.',
    parameters: [{ ...stageType, example: kind.stage }],
    answers: [
      accepted(kind, 'Skipped, and another step starts.', { code: 'skipped', detail: `${kind.stage} is skipped.` }),
      done(kind, 'Skipped.', { code: 'already-skipped', detail: 'The stage is skipped.' }),
    ],
    problems: ['no-such-stage', 'already-completed'],
  });

export const skipOutputOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'skipOutput',
    id: kind.noun === 'recording' ? 'skipOutput' : 'skipDocumentOutput',
    summary: 'Skip an output',
    description:
      'Gives up a delivery for this run: one that has failed, waits, or is `unconfirmed`. Its follow-ups are skipped too, and the output no longer counts for the status. ' +
      'To deliver to it later, add it to the run again, or run the item with other work to do. ' +
      'An unconfirmed output stays marked: its content may be at the destination, so a request to send it is refused before it is settled.',
    parameters: [outputName],
    answers: [
      accepted(kind, 'Skipped, and another step starts.', { code: 'skipped', detail: 'The output is skipped: library.' }),
      done(kind, 'Skipped.', { code: 'skipped', detail: 'The output is skipped: library.' }),
    ],
    problems: ['unknown-output', 'already-completed', 'output-busy'],
  });

export const settleOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'settle',
    id: kind.noun === 'recording' ? 'settleOutput' : 'settleDocumentOutput',
    summary: 'State whether an unconfirmed delivery arrived',
    description:
      'For an output that is `unconfirmed`, after a look at the destination. The next run sends again what did not arrive. ' +
      'With `url`, the output has a link as other outputs have. Only the first answer counts: a later one changes neither the outcome nor the link.',
    parameters: [outputName],
    body: { type: SettleBody, required: true, example: { delivered: true, url: 'https://media.example/watch/42' } },
    answers: [
      accepted(kind, 'Settled, and another step starts.', {
        code: 'settled',
        detail: 'The delivery is confirmed, and its link is recorded.',
      }),
      done(kind, 'Settled.', { code: 'settled', detail: 'The delivery is confirmed, and its link is recorded.' }),
    ],
    problems: ['unknown-output', 'not-unconfirmed'],
  });

export const addOutputsOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'addOutputs',
    id: kind.noun === 'recording' ? 'addOutputs' : 'addDocumentOutputs',
    summary: 'Deliver to further outputs',
    description:
      'During a run or after it. Each output waits for the content, fails and is tried again on its own. Outputs that the run already has are ignored, except those that a person has skipped.',
    body: { type: AddOutputsBody, required: true, example: { outputs: ['library'] } },
    answers: [
      accepted(kind, 'Added; ready content is being delivered.', {
        code: 'outputs-added',
        detail: 'The run also delivers to these outputs: library.',
      }),
      done(kind, 'Added.', { code: 'already-added', detail: 'The run has all of these outputs.' }),
    ],
    problems: ['output-not-found', 'unconfirmed'],
  });

export const publishOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'publish',
    summary: 'Publish what waits for a review',
    description:
      'For a run with `auto_upload: false`: releases all outputs that wait, or the named ones. Also before the content is ready; it is then ' +
      'delivered as soon as it is. Outputs that are added later wait for another request.',
    body: { type: PublishBody, required: false, example: { outputs: ['library'] } },
    answers: [
      accepted(
        kind,
        'Ready content is being delivered.',
        { code: 'publishing', detail: 'Published to these outputs: library. The content is being delivered.' },
        { needs_review: false },
      ),
      done(kind, 'Published; the delivery starts when the content is ready.', {
        code: 'already-published',
        detail: 'None of these outputs waits for a person.',
      }),
    ],
    problems: ['unknown-output', 'not-in-run'],
  });

export const deleteOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'delete',
    summary: `Delete a ${kind.noun}`,
    description:
      'Stops its run. It can be restored until `expires_at`; then its content is removed. Lists show it only with `deleted=true`.',
    answers: [
      done(
        kind,
        'Deleted.',
        {
          code: 'deleted',
          detail: 'The item is deleted. Its content is kept until 2026-03-07T10:00:00Z.',
          try_instead: 'To undo the deletion until then, restore the item.',
        },
        { deleted_at: now, expires_at: '2026-03-07T10:00:00.000Z' },
      ),
    ],
  });

export const restoreOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'restore',
    summary: `Restore a deleted ${kind.noun}`,
    description: 'Work that the deletion stopped does not continue automatically.',
    answers: [
      done(kind, 'Restored.', { code: 'restored', detail: 'The item is restored.', try_instead: 'To continue, run the item.' }),
    ],
  });

export const eraseOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'erase',
    summary: `Erase a ${kind.noun} permanently`,
    description:
      'In any state: stops its run, removes its files, title, file name, address and all other personal data, and destroys the key that ' +
      'they are sealed with. Status, counts and the history without personal data stay. Delivered content is not deleted at its destination. This cannot be undone. ' +
      'The answer names the path of an original that stays in a folder of the server. So this answer is not kept: a request that is ' +
      'repeated with its `Idempotency-Key` changes nothing, and gets another answer, without the path and without `Idempotency-Replayed`.',
    body: { type: EraseBody, required: true, example: { confirm: true } },
    answers: [
      done(
        kind,
        'Erased.',
        {
          code: 'erased',
          detail: 'The item is erased. Its personal data is hidden, and its files and its key are being destroyed.',
          try_instead: 'Delivered content stays at its destination: delete it there (library).',
        },
        { erased_at: now },
      ),
    ],
  });
