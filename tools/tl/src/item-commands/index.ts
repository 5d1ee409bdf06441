import type { AllowedAction } from '@throughline/api-client';
import type { Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import type { ExplainedItem, ExplainedKind } from '../client/explanation-views.js';
import type { ActionLines } from './action-lines.js';
import { addControl, controlLines } from './control.js';
import { addDetails, addLanguage, detailLines, languageLines } from './details.js';
import { addLifecycle, lifecycleLines } from './lifecycle.js';
import { addOutputs, addRecordingOutputs, outputLines, recordingOutputLines } from './outputs.js';
import { addSharing } from '../sharing/commands.js';
import { addPages } from './pages.js';
import { addPreviews } from './previews.js';
import { addReplace, replaceLines } from './replace.js';
import { addReview, reviewLines } from './review.js';
import { addRun, runLines } from './run.js';
import { addCorrections, transcriptLines } from './transcript.js';

const ITEM_LINES = {
  ...runLines,
  ...controlLines,
  ...outputLines,
  ...detailLines,
  ...replaceLines,
  ...lifecycleLines,
};
/** Actions that only documents have. */
type RecordingLines = Required<Omit<ActionLines, keyof typeof reviewLines>>;
const RECORDING_LINES: RecordingLines = { ...ITEM_LINES, ...recordingOutputLines, ...transcriptLines, ...languageLines };
const LINES: Readonly<Record<ExplainedKind, ActionLines>> = {
  recording: RECORDING_LINES,
  document: { ...ITEM_LINES, ...reviewLines },
  session: lifecycleLines,
};

/** Adds the commands that change recordings and documents alike. */
export const addItemCommands = (program: Command, context: CliContext): void => {
  for (const add of [addRun, addControl, addOutputs, addDetails, addPreviews, addReplace, addSharing, addLifecycle])
    add(program, context);
};

export const addRecordingCommands = (program: Command, context: CliContext): void => {
  for (const add of [addRecordingOutputs, addCorrections, addLanguage]) add(program, context);
};

export const addDocumentCommands = (program: Command, context: CliContext): void => {
  for (const add of [addReview, addPages]) add(program, context);
};

/** Returns what follows `tl`. This command line knows no command for some actions: those of a newer server, for example. */
export const lineFor = ({ action, target }: AllowedAction, { kind, id }: ExplainedItem): string | undefined =>
  LINES[kind][action]?.(id, target ?? '');
